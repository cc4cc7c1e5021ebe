import FoundationEssentials
import Glibc
import Quantities
import Radio
import Testing

/// A point in metres.
private func point(_ x: Double, _ y: Double) -> Position { Position(x: Metres(x), y: Metres(y)) }

@Suite("Mobility")
struct MobilityTests {
  private func process(_ mobility: Mobility, ue: String = "ue-1") throws -> MobilityProcess {
    try mobility.process(seed: 5, ue: ue, attachSlot: 2)
  }

  @Test("a UE between waypoints is where its speed has brought it, and stops at the last")
  func waypoints() throws {
    // 3-4-5 triangles: 50 m at 10 m/s, then 30 m at 5 m/s.
    var way = try process(
      .waypoints(Waypoints(points: [point(10, 0), point(40, 40), point(70, 40)], speeds: [10, 5], end: .stop)))
    #expect(way.movement(at: 0).position == point(10, 0))
    let half = way.movement(at: 2.5)
    #expect(half.position == point(25, 20))
    #expect(half.speed == 10)
    #expect(half.travelled == 25)
    let second = way.movement(at: 7)
    #expect(second.position == point(50, 40))
    #expect(second.travelled == 60)
    #expect(second.speed == 5)
    let end = way.movement(at: 1000)
    #expect(end.position == point(70, 40))
    #expect(end.speed == 0)
    #expect(end.travelled == 80)
    // Earlier again.
    #expect(way.movement(at: 2.5) == half)
  }

  @Test("a loop goes back to the first waypoint and on")
  func loop() throws {
    var way = try process(
      .waypoints(
        Waypoints(points: [point(10, 10), point(20, 10), point(20, 20), point(10, 20)], speeds: [2], end: .loop)))
    // A round is 40 m, 20 s.
    #expect(way.movement(at: 17.5).position == point(10, 15))
    #expect(way.movement(at: 20).position == point(10, 10))
    #expect(way.movement(at: 2_002.5).position == point(15, 10))
    #expect(way.movement(at: 2_002.5).travelled == 4_005)
  }

  @Test("a trace is followed from point to point")
  func trace() throws {
    let text = "time_s,x_m,y_m\r\n1, 10 ,0\r\n3,30,0\n\n4,30,40\n"
    let trace = try MobilityTrace(csv: text)
    #expect(trace.points.map(\.time.value) == [1, 3, 4])
    var way = try process(.trace(trace))
    #expect(way.movement(at: 0.5).position == point(10, 0))
    #expect(way.movement(at: 0.5).speed == 0)
    #expect(way.movement(at: 2).position == point(20, 0))
    #expect(way.movement(at: 2).speed == 10)
    #expect(way.movement(at: 3.5).position == point(30, 20))
    #expect(way.movement(at: 3.5).travelled == 40)
    #expect(way.movement(at: 9).position == point(30, 40))
    #expect(way.movement(at: 9).speed == 0)
  }

  @Test(
    "a text that is no trace is refused with line and column",
    arguments: [
      ("", "line 1, column 1: found no point, expected the heading time_s,x_m,y_m and a point"),
      ("time_s,x_m,y_m\n", "line 1, column 1: found no point, expected the heading time_s,x_m,y_m and a point"),
      ("t,x_m,y_m\n0,1,2", "line 1, column 1: found \"t\", expected the column time_s of the heading time_s,x_m,y_m"),
      ("time_s,x_m\n0,1", "line 1, column 3: found nothing, expected the column y_m of the heading time_s,x_m,y_m"),
      ("time_s,x_m,y_m\n0,1,2\n1,east,2", "line 3, column 2: found \"east\", expected a number, x_m"),
      ("time_s,x_m,y_m\n0,1", "line 2, column 3: found nothing, expected 3 values, time_s,x_m,y_m"),
      ("time_s,x_m,y_m\n0,1,2,3", "line 2, column 4: found \"3\", expected 3 values, time_s,x_m,y_m"),
      (
        "time_s,x_m,y_m\n2,1,2\n2,1,2", "line 3, column 1: found 2 s, expected a time later than the one before, 2 s"
      ),
      ("time_s,x_m,y_m\n-1,1,2", "line 2, column 1: found -1 s, expected a time of 0 s or more"),
      ("time_s,x_m,y_m\n0,1,nan", "line 2, column 3: found \"nan\", expected a number, y_m"),
    ])
  func badTraces(text: String, message: String) {
    let error = #expect(throws: MobilityTraceError.self) { try MobilityTrace(csv: text) }
    #expect(error?.description == message)
  }

  @Test("random waypoints stay in their area, keep their speeds and pauses, and begin uniformly")
  func randomWaypoint() throws {
    let area = MobilityArea.rectangle(x: Metres(20)...Metres(60), y: Metres(-30)...Metres(30))
    let walk = Mobility.randomWaypoint(RandomWaypoint(area: area, speeds: 1...3, pause: Seconds(5)))
    var way = try process(walk)
    var previous = way.movement(at: 0)
    var pauses = 0
    for step in 1...20_000 {
      let movement = way.movement(at: Double(step) * 0.1)
      #expect((20...60).contains(movement.position.x.value) && (-30...30).contains(movement.position.y.value))
      #expect(movement.speed == 0 || (1...3).contains(movement.speed))
      let moved = movement.travelled - previous.travelled
      #expect(moved >= 0 && moved <= 0.3 + 1e-9)
      if movement.speed == 0, previous.speed != 0 { pauses += 1 }
      previous = movement
    }
    // A leg takes about 31 m at 2 m/s, and then 5 s.
    #expect((50...200).contains(pauses))
    // The same way, walked from the start, in one step.
    var again = try process(walk)
    #expect(again.movement(at: 2_000) == previous)
    let starts = try (0..<4_000).map { try walk.process(seed: 5, ue: "ue-\($0)", attachSlot: 0) }
    var positions: [Position] = []
    for var start in starts { positions.append(start.movement(at: 0).position) }
    #expect(isPlausible(positions.map(\.x.value)) { ($0 - 20) / 40 })
    #expect(isPlausible(positions.map(\.y.value)) { ($0 + 30) / 60 })
  }

  @Test("the distances of a movement bound it")
  func distances() throws {
    // The way from (30, −40) to (30, 40) passes the base station at 30 m.
    let way = Waypoints(points: [point(30, -40), point(30, 40)], speeds: [1], end: .stop)
    #expect(try Mobility.waypoints(way).distances() == Metres(30)...Metres(50))
    let rectangle = MobilityArea.rectangle(x: Metres(20)...Metres(60), y: Metres(-30)...Metres(80))
    let walk = RandomWaypoint(area: rectangle, speeds: 1...3)
    #expect(try Mobility.randomWaypoint(walk).distances() == Metres(20)...Metres(100))
    let disc = RandomWaypoint(area: .disc(centre: point(30, 40), radius: Metres(20)), speeds: 1...3)
    #expect(try Mobility.randomWaypoint(disc).distances() == Metres(30)...Metres(70))
    #expect(try Mobility.still(.fixed(point(3, 4))).distances() == Metres(5)...Metres(5))
    #expect(
      try Mobility.still(.disc(minimum: Metres(10), maximum: Metres(150))).distances() == Metres(10)...Metres(150))
  }

  @Test("movements that cannot be are refused with what is wrong")
  func impossible() {
    func message(_ mobility: Mobility) -> String? {
      #expect(throws: MobilityError.self) { try mobility.distances() }?.description
    }
    let points = [point(10, 0), point(20, 0), point(30, 0)]
    #expect(
      message(.waypoints(Waypoints(points: points, speeds: [1, 2, 3], end: .stop)))
        == "the number of speeds must be 1, or 2 for the legs between 3 waypoints, found 3")
    #expect(
      message(.waypoints(Waypoints(points: points, speeds: [1, 0], end: .stop)))
        == "speed 2 of a list of waypoints must be above 0 m/s and finite, found 0.0 m/s")
    #expect(
      message(.waypoints(Waypoints(points: [points[0], points[0]], speeds: [1], end: .loop)))
        == "a loop of waypoints must be of two different points at least, found 2 equal points")
    // What repeats itself without end in no time would be walked for ever.
    let (origin, near) = (point(10, 0), point(10, 1e-6))
    #expect(
      message(.waypoints(Waypoints(points: [origin, near], speeds: [10], end: .loop)))
        == "the time that a round of waypoints takes must be at least 1 ms, found 200 ns")
    let dot = MobilityArea.disc(centre: origin, radius: Metres(1e-3))
    #expect(
      message(.randomWaypoint(RandomWaypoint(area: dot, speeds: 1...10)))
        == "the time that a random waypoint takes to cross its area must be at least 1 ms, found 100 us")
    #expect(message(.trace(MobilityTrace(points: []))) == "a trace must be of at least one point, found none")
    let area = MobilityArea.disc(centre: points[0], radius: Metres(5))
    #expect(
      message(.randomWaypoint(RandomWaypoint(area: area, speeds: 0...1)))
        == "the speed of a random waypoint must be above 0 m/s and finite, found 0.0 to 1.0 m/s")
  }

  @Test("a UE that stays is coded as its placement, and every movement survives coding")
  func coding() throws {
    let placements: [Placement] = [.fixed(point(40, 10)), .disc(minimum: Metres(10), maximum: Metres(150))]
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    for placement in placements {
      #expect(try encoder.encode(Mobility.still(placement)) == encoder.encode(placement))
    }
    let movements: [Mobility] = [
      .still(placements[0]), .still(placements[1]),
      .waypoints(Waypoints(points: [point(1, 2)], speeds: [3], end: .stop)),
      .randomWaypoint(RandomWaypoint(area: .disc(centre: point(30, 40), radius: Metres(20)), speeds: 1...3)),
      .trace(MobilityTrace(points: [.init(time: Seconds(1), position: point(1, 2))])),
    ]
    for movement in movements {
      #expect(try JSONDecoder().decode(Mobility.self, from: encoder.encode(movement)) == movement)
    }
  }
}
