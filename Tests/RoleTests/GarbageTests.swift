import Air
import EdgeServer
import EmulatorTestKit
import Offloading
import Protocol
import Quantities
import Randomness
import Roles
import Scenario
import Tasks
import Testing
import Trace
import UserEquipment

/// Makes well-formed messages of every kind that nobody in their senses would send.
private struct Nonsense {
  var draws: RandomStream

  init(seed: UInt64) {
    draws = RandomStream(seed: seed, purpose: "nonsense", ue: "", slot: 0)
  }

  mutating func integer() -> Int {
    [0, 1, 2, 3, 7, draws.integer(below: 100), 1 << 40, Int.max][draws.integer(below: 8)]
  }

  mutating func number() -> Double {
    [0, 1, -1, 0.5, 1e-300, 1e300, -1e300, draws.normal()][draws.integer(below: 8)]
  }

  mutating func address() throws -> Address {
    switch draws.integer(below: 6) {
    case 0: .server
    case 1: .channel
    case 2: .unnamed
    case 3: .ue(try UEName("ue-1"))
    case 4: .ue(try UEName("ue-2"))
    default: .ue(try UEName("stranger"))
    }
  }

  mutating func bytes() -> [UInt8] {
    [[], Array("{}".utf8), Array("{\"initialTasks\":-5}".utf8), [255, 0, 7]][draws.integer(below: 4)]
  }

  mutating func channel() -> ChannelState {
    ChannelState(
      x: Metres(number()), y: Metres(number()), distance: Metres(number().magnitude),
      largeScaleGain: number().magnitude, fadingReal: number(), fadingImaginary: number())
  }

  mutating func allotment() -> Allotment {
    Allotment(
      bandwidth: Hertz(number().magnitude), power: Watts(number().magnitude),
      symbols: SymbolCounts(words: draws.integer(below: 2), patches: 1 + draws.integer(below: 3)))
  }

  mutating func symbols(_ allotment: Allotment) throws -> (frame: TensorFrame, content: BurstContent) {
    let blocks = (0..<draws.integer(below: 3)).map { _ in
      SymbolBlock(tokens: 1 + draws.integer(below: 3), symbolsPerToken: allotment.symbols.patches)
    }
    let count = blocks.reduce(0) { $0 + $1.symbols }
    let floats = (0..<(2 * count)).map { _ in Float(number().magnitude > 1e30 ? 3e38 : number()) }
    return (try TensorFrame(floats: floats.map { $0.isFinite ? $0 : 0 }, shape: [count, 2]), .tokens(blocks))
  }

  mutating func answer() -> TaskAnswer {
    [
      .retrieved(item: integer(), label: integer()), .undecodable, .answered(index: integer(), text: "?"),
      .translated(sentences: ["?"]),
    ][draws.integer(below: 4)]
  }

  mutating func score() -> TaskScore {
    guard draws.uniform() < 0.5 else { return .right(draws.uniform() < 0.5) }
    return .translation(
      BLEUStatistics(
        matches: [integer(), 0, 0, 0], totals: [integer(), 0, 0, 0], hypothesisLength: integer(),
        referenceLength: integer()))
  }

  mutating func message() throws -> Message {
    switch draws.integer(below: 18) {
    case 0: return .channelHello(ChannelHello(softwareVersion: "?"))
    case 1:
      let name: NameRequest = draws.uniform() < 0.5 ? .automatic : .exactly(try UEName("ue-\(draws.integer(below: 9))"))
      return .ueHello(UEHello(name: name, profile: bytes(), resumeToken: bytes(), softwareVersion: "?"))
    case 2: return .channelWelcome(ChannelWelcome(scenario: bytes(), lease: Seconds(1)))
    case 3:
      return .ueWelcome(
        UEWelcome(
          name: try UEName("ue-1"), resumeToken: bytes(), scenario: bytes(), profile: bytes(), lease: Seconds(1)))
    case 4: return .refusal(Refusal(reason: .closed, detail: "nonsense"))
    case 5: return .ready(Ready(modelDigests: ["?"], numericsFingerprint: 0))
    case 6: return .bye(Bye(reason: "nonsense"))
    case 7: return .detached(Detached(reason: DetachReason.allCases[draws.integer(below: 4)]))
    case 8: return .heartbeat(Heartbeat(question: draws.uniform() < 0.5))
    case 9:
      return .slotOpening(
        SlotOpening(participants: [
          Participant(name: try UEName("ue-1"), attachSlot: integer(), mobility: bytes(), timedSymbols: integer())
        ]))
    case 10: return .slotStart(SlotStart(channel: channel()))
    case 11:
      let wish: Wish =
        [
          .idle, .local(task: integer(), frequency: Hertz(number().magnitude)),
          .offload(task: integer(), bid: number(), power: Watts(number().magnitude)),
        ][draws.integer(below: 3)]
      return .slotReport(
        SlotReport(
          wish: wish, channel: channel(), battery: Joules(number().magnitude), generated: integer(),
          completed: integer(), failed: integer(), queued: integer()))
    case 12:
      let decision: GrantDecision = [.idle, .local, .offload(allotment())][draws.integer(below: 3)]
      return .grant(Grant(decision: decision, offloaders: integer()))
    case 13:
      let allotment = allotment()
      let (frame, content) = try symbols(allotment)
      return .burst(Burst(task: integer(), allotment: allotment, symbols: frame, content: content))
    case 14:
      let allotment = allotment()
      let (frame, content) = try symbols(allotment)
      return .arrival(
        Arrival(
          task: integer(), allotment: allotment, samples: frame, content: content, fadingReal: number(),
          fadingImaginary: number(), noiseVariance: number().magnitude, declaredSNR: number().magnitude,
          measuredSNR: number().magnitude, airtime: Seconds(number().magnitude)))
    case 15:
      return .answer(
        Answer(
          task: integer(), answer: answer(), declaredSNR: number().magnitude,
          measuredSNR: number().magnitude, remoteTime: Seconds(number().magnitude)))
    case 16:
      return .outcome(
        Outcome(
          task: integer(), result: AttemptResult.allCases[draws.integer(below: 4)], givenUp: draws.uniform() < 0.5,
          latency: Seconds(number().magnitude), energy: Joules(number().magnitude), cost: number(), qoe: number(),
          reward: number(), expectedAccuracy: number().magnitude,
          answer: answer(), score: score()))
    default:
      return .slotEnd(
        SlotEnd(accepted: draws.uniform() < 0.5, sumReward: number(), offloaders: integer(), contenders: integer()))
    }
  }

  /// A message; `incarnation` is the sender's unless the draw says otherwise.
  mutating func envelope(incarnation: UInt64 = 900) throws -> Envelope {
    Envelope(
      header: Header(
        sender: try address(), recipient: try address(), incarnation: incarnation,
        sequence: UInt64(integer()), slot: draws.integer(below: 5) - 1, attempt: integer()),
      message: try message())
  }
}

@Suite("Well-formed nonsense")
struct GarbageTests {
  private static let scenario = Scenario.fixture(policies: [.local, .remote], slots: 3)
  private static let count = 100_000

  /// Drawn once and sent again and again: an odd number, so that each goes to every link.
  private func pool(seed: UInt64) throws -> [Envelope] {
    var nonsense = Nonsense(seed: seed)
    return try (0..<4_001).map { _ in try nonsense.envelope() }
  }

  /// An emulation in the middle of slot 1: ue-2 has its grant, its burst is held back.
  private func middle() throws -> HandDrivenEmulation {
    var emulation = try HandDrivenEmulation(Self.scenario) { letter in
      if case .burst = letter.envelope.message, letter.envelope.header.slot == 1 { .hold } else { .deliver }
    }
    #expect(emulation.run { !$0.transport.held.isEmpty } as Bool)
    emulation.settle()
    return emulation
  }

  private func check(_ emulation: inout HandDrivenEmulation) throws {
    emulation.transport.fate = { _ in .deliver }
    emulation.transport.release()
    #expect(emulation.finish() == .completed)
    let expected = try undisturbed(Self.scenario).summary
    #expect(emulation.summary?.digest == expected.digest)
    #expect(emulation.summary?.ues == expected.ues)
  }

  @Test("100 000 unexpected messages at the server, from strangers and from the channel's link, change nothing")
  func server() throws {
    var emulation = try middle()
    let pool = try pool(seed: 1)
    for number in 0..<Self.count {
      let link = number % 2 == 0 ? LinkID(7) : HandDrivenEmulation.link(ofChannel: 0)
      emulation.deliver(
        Letter(envelope: pool[number % pool.count], origin: .channel(9), destination: .server, port: .down(link)))
      if number % 1000 == 0 { emulation.transport.loseEverything(of: .channel(9)) }
    }
    #expect(emulation.server.role.counters.refused > Self.count / 2)
    #expect(emulation.serverLog.count { $0.hasPrefix("refused a ") } < 10_000)
    emulation.settle()
    try check(&emulation)
  }

  @Test("100 000 unexpected messages at the channel, on UEs' links and on others, change nothing")
  func channel() throws {
    var emulation = try middle()
    let pool = try pool(seed: 2)
    for number in 0..<Self.count {
      var envelope = pool[number % pool.count]
      if case .ueHello = envelope.message { envelope.message = .bye(Bye(reason: "")) }
      emulation.deliver(
        Letter(envelope: envelope, origin: .ue(9), destination: .channel(0), port: .down(LinkID(UInt64(number % 4)))))
    }
    #expect(emulation.channels[0].role.counters.refused == Self.count)
    #expect(emulation.channelLog().count { $0.hasPrefix("refused a ") } == 4)
    try check(&emulation)
  }

  @Test("100 000 messages meant for others or from nobody who may speak to a UE change nothing there")
  func equipment() throws {
    var emulation = try middle()
    let pool = try pool(seed: 3)
    for number in 0..<Self.count {
      var envelope = pool[number % pool.count]
      envelope.header.recipientIncarnation = number % 2 == 0 ? 77 : 0
      if number % 2 == 1 { envelope.header.sender = .ue(try UEName("ue-1")) }
      emulation.deliver(Letter(envelope: envelope, origin: .channel(0), destination: .ue(1), port: .up))
    }
    try check(&emulation)
  }

  @Test("Nonsense under the right names crashes no role, wherever it comes from")
  func trusted() throws {
    for seed in 10..<25 as Range<UInt64> {
      var nonsense = Nonsense(seed: seed)
      var emulation = try middle()
      for number in 0..<300 {
        let place: Place = [.server, .channel(0), .ue(0), .ue(1)][number % 4]
        var envelope = try nonsense.envelope(incarnation: UInt64(1 + number % 5))
        envelope.header.sequence = UInt64(1000 + number)
        let port: Port
        switch place {
        case .server:
          port = .down(HandDrivenEmulation.link(ofChannel: 0))
          envelope.header.recipient = .server
        case .channel:
          port = number % 8 < 4 ? .up : .down(HandDrivenEmulation.link(ofUE: number % 2))
          envelope.header.recipient = number % 8 < 4 ? .channel : .server
        case .ue: port = .up
        }
        emulation.deliver(Letter(envelope: envelope, origin: place, destination: place, port: port))
        emulation.settle()
      }
      emulation.advance(bySeconds: 30)
      emulation.stop(.server)
      if let summary = emulation.summary { #expect(summary.totals.tasks.addsUp) }
    }
  }
}
