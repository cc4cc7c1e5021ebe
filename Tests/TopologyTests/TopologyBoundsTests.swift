import Foundation
import Quantities
import Radio
import Scenario
import Testing

@testable import Topology

@Suite("The bounds of a topology")
struct TopologyBoundsTests {
  private func faults(_ text: String, folder: String = ".") -> [String]? {
    #expect(throws: TopologyError.self) { try TopologyFile.read(text, folder: folder) }?.faults.map(\.sentence)
  }

  /// A folder with a trace of so many points; the caller removes it.
  private func folder(_ name: String, points: Int) throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "heliograph-\(name)-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let lines = (0..<points).map { "\($0),20,0" }.joined(separator: "\n")
    try "time_s,x_m,y_m\n\(lines)\n".write(
      to: folder.appending(path: "walk.csv"), atomically: true, encoding: .utf8)
    return folder
  }

  @Test("a random waypoint that turns too often for the slots is refused where it is written")
  func turnsTooOften() {
    let walk = "{ random-waypoint: { area: { x: [20 m, 30 m], y: [0 m, 5 m] }, speed: [1 m/s, 10000 m/s] } }"
    let advice = "; widen the area, lower the speed, lengthen the pause or shorten `slots.duration`"
    let inSlot =
      ".mobility: found 3600000, expected the times that a random waypoint may cross its area in a slot of 3600 s to be "
      + "at most 1000"
    #expect(
      faults("topology: t\nslots: { duration: 3600 s }\nues: [{ name: ue-1, mobility: \(walk) }]\n")
        == ["ues[0]" + inSlot + advice])
    #expect(
      faults("topology: t\nslots: { duration: 3600 s }\ntemplate: { mobility: \(walk) }\nues: [{ name: ue-1 }]\n")
        == ["template" + inSlot + advice])
    #expect(
      faults("topology: t\nslots: { duration: 1 s, count: 20000 }\nues: [{ name: ue-1, mobility: \(walk) }]\n") == [
        "ues[0].mobility: found 20000000, expected the times that a random waypoint may cross its area in 20000 slots "
          + "of 1 s to be at most 10000000" + advice
      ])
  }

  @Test("a UE that joins is held to the same bounds")
  func wish() throws {
    let scenario = try TopologyFile.read("topology: t\nslots: { duration: 3600 s }\nues: [{ name: ue-1 }]\n")
    let area = MobilityArea.disc(centre: Position(x: .init(50), y: .init(0)), radius: .init(10))
    func fault(_ speed: Double) -> String? {
      let walk = Mobility.randomWaypoint(RandomWaypoint(area: area, speeds: 1...speed))
      return ProfileWish(mobility: walk).applied(to: scenario.template).fault(in: scenario)
    }
    #expect(fault(2) == nil)
    #expect(
      fault(10_000)
        == "the times that a random waypoint may cross its area in a slot of 3600 s must be at most 1000, found 3600000"
    )
  }

  @Test("a trace is read once, however many UEs follow it")
  func traceOnce() throws {
    let folder = try folder("once", points: 5)
    defer { try? FileManager.default.removeItem(at: folder) }
    var files = TraceFiles()
    let first = try files.trace("walk.csv", in: folder.path)
    #expect(first.points.count == 5)
    try FileManager.default.removeItem(at: folder.appending(path: "walk.csv"))
    #expect(try files.trace("./walk.csv", in: folder.path) == first)
    #expect(throws: TraceFiles.Refusal.self) { try files.trace("another.csv", in: folder.path) }
  }

  @Test("no further trace is read once those before hold more points than a scenario may")
  func tracesInAll() throws {
    let folder = try folder("all", points: 10_000)
    defer { try? FileManager.default.removeItem(at: folder) }
    for number in 1...11 {
      try FileManager.default.copyItem(
        at: folder.appending(path: "walk.csv"), to: folder.appending(path: "walk-\(number).csv"))
    }
    let ues = (1...11).map { "{ name: u-\($0), mobility: { trace: walk-\($0).csv } }" }.joined(separator: ", ")
    let more = "{ name: more, mobility: { trace: walk.csv } }"
    let all = faults("topology: t\nues: [\(ues), \(more)]\n", folder: folder.path)
    let expected = "expected at most 100000 in all; leave points out: a UE moves straight and evenly between them"
    #expect(
      all == [
        "ues: found ways of 110000 points, each UE's own counted, \(expected)",
        "ues[11].mobility.trace: found traces of 110000 points before this one, \(expected)",
      ])
  }

  @Test("the points of waypoints count for every UE that has them")
  func waypointsInAll() {
    let points = (0..<20).map { "{ x: \(20 + $0) m, y: 0 m }" }.joined(separator: ", ")
    #expect(
      faults("topology: t\nues: [{ name: u, count: 6000, mobility: { waypoints: [\(points)], speed: 1 m/s } }]\n") == [
        "ues: found ways of 120000 points, each UE's own counted, expected at most 100000 in all; leave points out: a UE "
          + "moves straight and evenly between them"
      ])
  }

  @Test("a trace's file that is too long, or no file, is not read")
  func longFiles() throws {
    let folder = try folder("long", points: 1)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(repeating: UInt8(ascii: "\n"), count: TopologyFile.maximumLength + 1).write(
      to: folder.appending(path: "long.csv"))
    for path in ["long.csv", "/dev/zero"] {
      #expect(
        faults("topology: t\nues: [{ name: ue-1, mobility: { trace: \(path) } }]\n", folder: folder.path) == [
          "ues[0].mobility.trace: found \"\(path)\", which is no file or longer than 1048576 bytes, expected a CSV "
            + "file with the columns time_s,x_m,y_m"
        ])
    }
  }

  @Test("UEs beyond the greatest number are not even read")
  func tooManyUEs() {
    // The items after the one too many are faulty, and nothing is said of them.
    #expect(
      faults("topology: t\nues: [{ name: a, count: 10000 }, { name: b }, { name: c, policy: no }, 7]\n")
        == ["ues: found more than 10000 UEs, expected at most that many in all"])
  }

  @Test("a distance is refused only where a UE can be, whatever the carrier and the mast")
  func probe() throws {
    let far = "template: { position: { x: 400 m, y: 0 m } }\nues: [{ name: ue-1 }]\n"
    let low = "topology: t\nradio: { path-loss: free-space, carrier: 1 MHz }\n"
    #expect(try TopologyFile.read(low + far).radio.pathLoss == .freeSpace)
    #expect(
      faults(low + "template: { position: { x: 40 m, y: 0 m } }\nues: [{ name: ue-1 }]\n")?.map { $0.prefix(31) }
        == ["template.position: found a dist"])
    let office = "topology: t\nradio: { path-loss: inh-open-office, base-station-height: 120 m }\n"
    let near = "template: { position: { x: 20 m, y: 0 m } }\nues: [{ name: ue-1 }]\n"
    #expect(try TopologyFile.read(office + near).radio.baseStationHeight.value == 120)
    // The carrier is looked at in spite of the mast.
    let long = office.replacing("120 m", with: "120 m, carrier: 100 MHz")
    #expect(faults(long + near)?.map { $0.prefix(14) } == ["radio.carrier:"])
  }
}
