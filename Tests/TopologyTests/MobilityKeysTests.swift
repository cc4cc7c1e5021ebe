import Foundation
import Quantities
import Radio
import Scenario
import Testing
import Topology

@Suite("Movement in a topology")
struct MobilityKeysTests {
  private func point(_ x: Double, _ y: Double) -> Position { Position(x: Metres(x), y: Metres(y)) }

  /// The movement of a UE, read from its item and from the complete topology.
  private func mobility(_ keys: String, template: String = "{}", folder: String = ".") throws -> Mobility {
    let scenario = try TopologyFile.read(
      "topology: t\ntemplate: \(template)\nues: [{ name: ue-1, \(keys) }]\n", folder: folder)
    #expect(try TopologyFile.read(TopologyFile.text(of: scenario)) == scenario)
    return scenario.ues[0].profile.mobility
  }

  @Test("waypoints have one speed, or one from each point to the next, and end or loop")
  func waypoints() throws {
    #expect(
      try mobility("mobility: { waypoints: [{ x: 20 m, y: 0 m }, { x: 80 m, y: 5 m }], speed: 36 km/h }")
        == .waypoints(Waypoints(points: [point(20, 0), point(80, 5)], speeds: [10], end: .stop)))
    #expect(
      try mobility(
        "mobility: { waypoints: [{ x: 20 m, y: 0 m, speed: 1 m/s }, { x: 80 m, y: 5 m }], speed: 3 m/s, then: loop }")
        == .waypoints(Waypoints(points: [point(20, 0), point(80, 5)], speeds: [1, 3], end: .loop)))
    #expect(
      try mobility(
        "mobility: { waypoints: [{ x: 20 m, y: 0 m, speed: 1 m/s }, { x: 80 m, y: 5 m, speed: 2 m/s }, "
          + "{ x: 90 m, y: 5 m }], then: stay }")
        == .waypoints(Waypoints(points: [point(20, 0), point(80, 5), point(90, 5)], speeds: [1, 2], end: .stop)))
  }

  @Test("random waypoints lie in a rectangle or in a disc")
  func randomWaypoints() throws {
    #expect(
      try mobility(
        "mobility: { random-waypoint: { area: { x: [20 m, 60 m], y: [-30 m, 30 m] }, speed: [0.5 m/s, 2 m/s] } }")
        == .randomWaypoint(
          RandomWaypoint(
            area: .rectangle(x: Metres(20)...Metres(60), y: Metres(-30)...Metres(30)), speeds: 0.5...2)))
    #expect(
      try mobility(
        "mobility: { random-waypoint: { area: { centre: { x: 40 m, y: 0 m }, radius: 20 m }, "
          + "speed: [1 m/s, 1 m/s], pause: 5 s } }")
        == .randomWaypoint(
          RandomWaypoint(area: .disc(centre: point(40, 0), radius: Metres(20)), speeds: 1...1, pause: Seconds(5))))
  }

  @Test("a trace is a file beside the topology, or its points; the complete topology carries them")
  func trace() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "heliograph-trace-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try "time_s,x_m,y_m\n0,20,0\n60,80,5\n".write(
      to: folder.appending(path: "walk.csv"), atomically: true, encoding: .utf8)
    let walk = Mobility.trace(
      MobilityTrace(points: [
        .init(time: Seconds(0), position: point(20, 0)), .init(time: Seconds(60), position: point(80, 5)),
      ]))
    #expect(try mobility("mobility: { trace: walk.csv }", folder: folder.path) == walk)
    #expect(try mobility("mobility: { trace: \(folder.path)/walk.csv }") == walk)
    #expect(
      try mobility("mobility: { trace: [{ time: 0 s, x: 20 m, y: 0 m }, { time: 60 s, x: 80 m, y: 5 m }] }") == walk)

    let lines = (0...10_000).map { "\($0),20,0" }.joined(separator: "\n")
    try "time_s,x_m,y_m\n\(lines)\n".write(
      to: folder.appending(path: "long.csv"), atomically: true, encoding: .utf8)
    let error = #expect(throws: TopologyError.self) {
      try mobility("mobility: { trace: long.csv }", folder: folder.path)
    }
    #expect(
      error?.faults.map(\.sentence) == [
        "ues[0].mobility.trace: found a trace of 10001 points, expected at most 10000; leave points out: a UE moves "
          + "straight and evenly between them"
      ])
  }

  @Test("a list of waypoints that is too short is refused with its length")
  func tooFewWaypoints() throws {
    func faults(_ points: String) -> [String]? {
      #expect(throws: TopologyError.self) {
        try mobility("mobility: { waypoints: \(points), speed: 1 m/s }")
      }?.faults.map(\.sentence)
    }
    let expected = "expected a list of at least two points like `{ x: 40 m, y: 10 m }`"
    #expect(
      faults("[{ x: 20 m, y: 0 m }]") == ["ues[0].mobility.waypoints: found a list of 1, \(expected)"])
    #expect(faults("[]") == ["ues[0].mobility.waypoints: found an empty list, \(expected)"])
  }

  @Test("what a UE says of its place or movement replaces what the template says")
  func template() throws {
    let walking =
      "{ mobility: { random-waypoint: { area: { x: [20 m, 60 m], y: [0 m, 9 m] }, speed: [1 m/s, 2 m/s] } } }"
    let walk = Mobility.randomWaypoint(
      RandomWaypoint(area: .rectangle(x: Metres(20)...Metres(60), y: Metres(0)...Metres(9)), speeds: 1...2))
    #expect(try mobility("policy: local", template: walking) == walk)
    #expect(
      try mobility("position: { from: 20 m }", template: walking)
        == .still(.disc(minimum: Metres(20), maximum: Metres(150))))
    #expect(
      try mobility(
        "mobility: { trace: [{ time: 0 s, x: 20 m, y: 0 m }] }", template: "{ position: { x: 40 m, y: 0 m } }")
        == .trace(MobilityTrace(points: [.init(time: Seconds(0), position: point(20, 0))])))
  }

  @Test("a UE that moves leaves neither its own nor the template's distances unchecked")
  func distances() throws {
    let text = "topology: t\ntemplate: { position: { from: 1 m } }\nues: [{ name: ue-1 }, { name: ue-2, count: 3 }]\n"
    let error = #expect(throws: TopologyError.self) { try TopologyFile.read(text) }
    // What the UEs have from the template is told once.
    #expect(error?.faults.map(\.key) == ["template.position.from"])
  }
}
