import Quantities
import Radio
import Testing

/// A point in metres.
private func point(_ x: Double, _ y: Double) -> Position { Position(x: Metres(x), y: Metres(y)) }

@Suite("The work of a movement")
struct MobilityBoundsTests {
  /// Back and forth between two points, 10 000 in all.
  private let shuttle = Mobility.waypoints(
    Waypoints(
      points: (0..<Mobility.maximumPoints).map { point($0.isMultiple(of: 2) ? 10 : 11, 0) }, speeds: [10_000],
      end: .loop))

  @Test("a loop of many short legs costs a round at most, however long the slot")
  func longSlots() throws {
    // A round takes 1 s: 10 000 legs of 0.1 ms. Walked leg by leg, a slot of an hour would have 3.6·10⁷ legs.
    try shuttle.checkLegs(slotDuration: Seconds(3600), slots: nil)
    var way = try shuttle.process(seed: 5, ue: "ue-1", attachSlot: 0)
    for slot in [1, 10, 100_000, 1_000_000_000] {
      let movement = way.movement(at: Double(slot) * 3600)
      #expect((10...11).contains(movement.position.x.value))
      #expect(abs(movement.travelled / (Double(slot) * 3600 * 10_000) - 1) < 1e-9)
    }
  }

  @Test("a loop is the same whether it was carried to a time or asked for it at once, and in every round")
  func rounds() throws {
    let loop = Mobility.waypoints(
      Waypoints(points: [point(10, 10), point(20, 10), point(20, 20), point(10, 20)], speeds: [3], end: .loop))
    var carried = try loop.process(seed: 5, ue: "ue-1", attachSlot: 0)
    for step in 0...500 {
      let seconds = Double(step) * 0.7
      var anew = try loop.process(seed: 5, ue: "ue-1", attachSlot: 0)
      let movement = carried.movement(at: seconds)
      #expect(movement == anew.movement(at: seconds))
      #expect(abs(movement.travelled - 3 * seconds) < 1e-9)
      // Along the sides of the square: the distance travelled says where the UE is.
      let rest = movement.travelled.truncatingRemainder(dividingBy: 40)
      let x = rest < 10 ? 10 + rest : rest < 20 ? 20 : rest < 30 ? 40 - rest : 10
      #expect(abs(movement.position.x.value - x) < 1e-6, "at \(seconds) s")
    }
  }

  @Test("a loop never goes back, not by a rounding either, where a round ends")
  func neverBack() throws {
    let loop = Mobility.waypoints(
      Waypoints(points: [point(10, 10), point(10.1, 10), point(10.1, 10.2)], speeds: [0.7], end: .loop))
    var way = try loop.process(seed: 5, ue: "ue-1", attachSlot: 0)
    let round = (0.1 + 0.2 + 0.05.squareRoot()) / 0.7
    var previous = 0.0
    for number in 1...20_000 {
      // The numbers around the end of each round.
      var seconds = (Double(number) * round).nextDown.nextDown.nextDown
      for _ in 0..<6 {
        let travelled = way.movement(at: seconds).travelled
        #expect(travelled >= previous)
        previous = travelled
        seconds = seconds.nextUp
      }
    }
  }

  @Test("a list of waypoints or a trace of too many points is refused with its length")
  func tooManyPoints() {
    let points = (0...Mobility.maximumPoints).map { point(Double($0), 0) }
    func message(_ mobility: Mobility) -> String? {
      #expect(throws: MobilityError.self) { try mobility.distances() }?.description
    }
    #expect(
      message(.waypoints(Waypoints(points: points, speeds: [1], end: .loop)))
        == "a list of waypoints must be of at most 10000, found 10001 points")
    #expect(
      message(.trace(MobilityTrace(points: points.map { .init(time: Seconds($0.x.value), position: $0) })))
        == "a trace must be of at most 10000, found 10001 points")
  }

  @Test("random waypoints are held to a number of crossings in a slot and in the run")
  func crossings() throws {
    let area = MobilityArea.rectangle(x: Metres(20)...Metres(30), y: Metres(0)...Metres(5))
    func message(_ speed: Double, pause: Double = 0, slot: Double, slots: Int?) -> String? {
      let walk = Mobility.randomWaypoint(RandomWaypoint(area: area, speeds: 1...speed, pause: Seconds(pause)))
      do throws(MobilityError) {
        try walk.checkLegs(slotDuration: Seconds(slot), slots: slots)
        return nil
      } catch {
        return error.description
      }
    }
    // 10 m at 10 000 m/s: 1 ms.
    #expect(
      message(10_000, slot: 3600, slots: nil)
        == "the times that a random waypoint may cross its area in a slot of 3600 s must be at most 1000, found 3600000"
    )
    #expect(message(10_000, slot: 1, slots: nil) == nil)
    #expect(message(10_000, slot: 1, slots: 10_000) == nil)
    #expect(
      message(10_000, slot: 1, slots: 10_001)
        == "the times that a random waypoint may cross its area in 10001 slots of 1 s must be at most 10000000, "
        + "found 10001000")
    // The pause counts: 1 ms + 3.6 s.
    #expect(message(10_000, pause: 3.6, slot: 3600, slots: nil) == nil)
    // A UE on foot in slots of an hour.
    #expect(message(1.4, slot: 3600, slots: 8760) == nil)
  }

  @Test("random waypoints at the bound are walked slot by slot")
  func walkedAtTheBound() throws {
    let area = MobilityArea.rectangle(x: Metres(20)...Metres(30), y: Metres(0)...Metres(5))
    let walk = Mobility.randomWaypoint(RandomWaypoint(area: area, speeds: 10_000...10_000))
    var way = try walk.process(seed: 5, ue: "ue-1", attachSlot: 0)
    for slot in 1...20 {
      let movement = way.movement(at: Double(slot))
      #expect((20...30).contains(movement.position.x.value))
      #expect(abs(movement.travelled - Double(slot) * 10_000) < 1e-3)
    }
  }
}
