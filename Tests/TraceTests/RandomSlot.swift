import Protocol
import Quantities
import Randomness
import Tasks

@testable import Trace

/// Slots with anything in them that a record can hold.
struct RandomSlots {
  var stream: RandomStream

  init(seed: UInt64) {
    stream = RandomStream(seed: seed, purpose: "random slots")
  }

  mutating func coin() -> Bool { stream.integer(below: 2) == 1 }

  /// Any bit pattern that is a number: NaNs are compared as unequal by `==`.
  mutating func number() -> Double {
    let value = Double(bitPattern: stream.next())
    return value.isNaN ? 0 : value
  }

  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: stream.next()) }
  }

  mutating func slot() throws -> SlotRecord {
    let names = try (0..<stream.integer(below: 5)).map { try UEName("ue-\($0)") }
    var events: [ExternalEvent] = []
    for name in names where coin() {
      events.append(
        coin()
          ? .attached(
            name, profile: bytes(stream.integer(below: 20)), policyDigest: coin() ? "\(stream.integer(below: 9))" : nil)
          : .detached(name, DetachReason.allCases[stream.integer(below: DetachReason.allCases.count)]))
    }
    if coin() { events.append(.channel(names.first, settings: bytes(stream.integer(below: 20)))) }
    let ues = names.map { ue(named: $0) }
    return SlotRecord(slot: stream.integer(below: 100_000), events: events, ues: ues, sumReward: number())
  }

  mutating func ue(named name: UEName) -> UESlotRecord {
    var ue = UESlotRecord(name: name)
    let task = stream.integer(below: 1000)
    let answer = answer()
    if coin() { ue.report = report(of: task) }
    if coin() {
      let allotment = Allotment(bandwidth: Hertz(number()), power: Watts(number()), symbols: symbols())
      let decisions = [GrantDecision.idle, .local, .offload(allotment)]
      ue.grant = Grant(decision: decisions[stream.integer(below: 3)], offloaders: stream.integer(below: 9))
    }
    if coin() {
      ue.arrival = ArrivalRecord(
        task: task, samplesDigest: bytes(32), declaredSNR: number(), measuredSNR: number(), airtime: number())
    }
    if coin() {
      ue.answer = Answer(
        task: task, answer: answer, declaredSNR: number(), measuredSNR: number(), remoteTime: Seconds(number()))
    }
    if coin() {
      ue.outcome = Outcome(
        task: task, result: AttemptResult.allCases[stream.integer(below: AttemptResult.allCases.count)],
        givenUp: coin(),
        latency: Seconds(number()), energy: Joules(number()), cost: number(), qoe: number(), reward: number(),
        expectedAccuracy: number(), answer: answer, score: score())
    }
    return ue
  }

  private mutating func answer() -> TaskAnswer {
    switch stream.integer(below: 4) {
    case 0: .retrieved(item: stream.integer(below: 720), label: stream.integer(below: 10))
    case 1: .translated(sentences: (0..<stream.integer(below: 4)).map { "Satz \($0) – ä" })
    case 2: .answered(index: stream.integer(below: 10), text: "rot")
    default: .undecodable
    }
  }

  private mutating func score() -> TaskScore {
    if coin() { return .right(coin()) }
    let counts = (0..<10).map { _ in stream.integer(below: 1000) }
    return .translation(
      BLEUStatistics(
        matches: Array(counts[0..<4]), totals: zip(counts[0..<4], counts[4..<8]).map(+), hypothesisLength: counts[8],
        referenceLength: counts[9]))
  }

  /// k^I alone, k^T alone, or both.
  private mutating func symbols() -> SymbolCounts {
    let (words, patches) = (1 + stream.integer(below: 20), 1 + stream.integer(below: 32))
    return [SymbolCounts(patches: patches), SymbolCounts(words: words), SymbolCounts(words: words, patches: patches)][
      stream.integer(below: 3)]
  }

  private mutating func report(of task: Int) -> SlotReport {
    let wishes = [
      Wish.idle, .local(task: task, frequency: Hertz(number())),
      .offload(task: task, bid: number(), power: Watts(number())),
    ]
    return SlotReport(
      wish: wishes[stream.integer(below: 3)],
      channel: ChannelState(
        x: Metres(number()), y: Metres(number()), distance: Metres(number()), largeScaleGain: number(),
        fadingReal: number(), fadingImaginary: number()),
      battery: Joules(number()), generated: task, completed: task / 2, failed: task / 3, queued: task / 5)
  }
}
