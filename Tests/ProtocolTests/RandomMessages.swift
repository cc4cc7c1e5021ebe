import Protocol
import Quantities
import Randomness
import Tasks

/// Draws messages of every kind that obey the rules of the wire.
struct MessageSource {
  private var random: RandomStream

  init(seed: UInt64) {
    random = RandomStream(seed: seed, purpose: "messages")
  }

  static let kinds = 20

  mutating func envelope(kind: Int) throws -> Envelope {
    Envelope(header: try header(), message: try message(kind: kind))
  }

  mutating func header() throws -> Header {
    Header(
      sender: try address(), recipient: try address(), incarnation: random.next(),
      recipientIncarnation: random.next(), sequence: random.next(), slot: random.integer(below: 1 << 32) - 1,
      attempt: count())
  }

  mutating func message(kind: Int) throws -> Message {
    switch kind {
    case 0: .channelHello(ChannelHello(softwareVersion: text(), bound: try bound()))
    case 1:
      .ueHello(
        UEHello(
          name: flag() ? .automatic : .exactly(try name()), profile: bytes(), resumeToken: bytes(),
          softwareVersion: text()))
    case 2: .channelWelcome(ChannelWelcome(scenario: bytes(), lease: Seconds(positive()), members: try bound()))
    case 3:
      .ueWelcome(
        UEWelcome(
          name: try name(), resumeToken: bytes(), scenario: bytes(), profile: bytes(), lease: Seconds(positive()),
          resumption: flag() ? resumption() : nil))
    case 4: .refusal(Refusal(reason: any(RefusalReason.allCases), detail: text()))
    case 5:
      .ready(
        Ready(
          modelDigests: (0..<random.integer(below: 3)).map { _ in text() }, numericsFingerprint: random.next(),
          policyDigest: flag() ? String(repeating: "0af9", count: 16) : nil))
    case 6: .bye(Bye(reason: text()))
    case 7: .detached(Detached(reason: any(DetachReason.allCases)))
    case 8: .heartbeat(Heartbeat(question: flag()))
    case 9: .slotOpening(SlotOpening(participants: try (0..<random.integer(below: 4)).map { _ in try participant() }))
    case 10: .slotStart(SlotStart(channel: channelState()))
    case 11:
      .slotReport(
        SlotReport(
          wish: wish(), channel: channelState(), battery: Joules(positive()), generated: count(), completed: count(),
          failed: count(), queued: count()))
    case 12: .grant(Grant(decision: decision(), offloaders: random.integer(below: 100_001)))
    case 13:
      .burst(try burst())
    case 14:
      .arrival(try arrival())
    case 15:
      .answer(
        Answer(
          task: count(), answer: answer(), declaredSNR: positive(), measuredSNR: positive(),
          remoteTime: Seconds(positive())))
    case 16:
      .outcome(
        Outcome(
          task: count(), result: any(AttemptResult.allCases), givenUp: flag(), latency: Seconds(positive()),
          energy: Joules(positive()), cost: real(), qoe: real(), reward: real(), expectedAccuracy: positive(),
          answer: answer(), score: score(), lateness: Seconds(real())))
    case 17:
      .slotEnd(
        SlotEnd(
          accepted: flag(), sumReward: real(), offloaders: random.integer(below: 100_001),
          contenders: random.integer(below: 100_001)))
    case 18: .channelQuestion(ChannelQuestion(request: bytes()))
    default: .channelAnswer(ChannelAnswer(reply: bytes()))
    }
  }

  mutating func integer(below bound: Int) -> Int { random.integer(below: bound) }
  mutating func byte() -> UInt8 { UInt8(truncatingIfNeeded: random.nextBits()) }
  mutating func bytes(_ length: Int) -> [UInt8] { (0..<length).map { _ in byte() } }

  private mutating func bound() throws -> [BoundUE] {
    try (0..<random.integer(below: 4)).map { _ in BoundUE(name: try name(), incarnation: random.next()) }
  }

  private mutating func resumption() -> Resumption {
    let (completed, failed) = (random.integer(below: 1000), random.integer(below: 1000))
    return Resumption(
      slot: random.integer(below: 1 << 20), attachSlot: flag() ? random.integer(below: 1 << 20) : nil,
      generated: completed + failed + random.integer(below: 1000), completed: completed, failed: failed,
      failedAttempts: random.integer(below: 10), battery: Joules(positive()),
      lastResult: flag() ? any(AttemptResult.allCases) : nil, lastOffloaders: random.integer(below: 100_001),
      lastContenders: random.integer(below: 100_001))
  }

  private mutating func burst() throws -> Burst {
    let content = content()
    return Burst(task: count(), allotment: allotment(), symbols: try symbols(content), content: content)
  }

  private mutating func arrival() throws -> Arrival {
    let content = content()
    let samples = try symbols(content)
    return Arrival(
      task: count(), allotment: allotment(), samples: samples, content: content,
      gains: content.payloadBytes != nil && flag() ? samples : nil, fadingReal: real(), fadingImaginary: real(),
      noiseVariance: positive(), declaredSNR: positive(), measuredSNR: positive(),
      airtime: Seconds(positive()))
  }

  private mutating func content() -> BurstContent {
    if flag() { return .bytes(1 + random.integer(below: 1 << 20)) }
    return .tokens(
      (0..<random.integer(below: 4)).map { _ in
        SymbolBlock(tokens: 1 + random.integer(below: 5), symbolsPerToken: 1 + random.integer(below: 64))
      })
  }

  private mutating func symbols(_ content: BurstContent) throws -> TensorFrame {
    let count =
      switch content {
      case .tokens(let blocks): blocks.reduce(0) { $0 + $1.symbols }
      case .bytes: random.integer(below: 5)
      }
    var floats = [Float](repeating: 0, count: 2 * count)
    random.fillNormal(&floats)
    return try TensorFrame(floats: floats, shape: [count, 2])
  }

  private mutating func flag() -> Bool { random.integer(below: 2) == 1 }
  private mutating func count() -> Int { Int(random.next() >> (1 + UInt64(random.integer(below: 63)))) }
  private mutating func real() -> Double { random.normal() * 1e3 }
  private mutating func positive() -> Double { random.uniform() * 1e9 + 1e-12 }
  private mutating func bytes() -> [UInt8] { bytes(random.integer(below: 40)) }
  private mutating func text() -> String { flag() ? "" : String((0..<random.integer(below: 30)).map { _ in "ä" }) }
  private mutating func any<Value>(_ values: [Value]) -> Value { values[random.integer(below: values.count)] }
  private mutating func name() throws -> UEName { try UEName("ue-\(random.integer(below: 1000)).x_Y") }

  private mutating func address() throws -> Address {
    switch random.integer(below: 4) {
    case 0: .server
    case 1: .channel
    case 2: .unnamed
    default: .ue(try name())
    }
  }

  private mutating func participant() throws -> Participant {
    Participant(
      name: try name(), attachSlot: random.integer(below: 1 << 32), mobility: bytes(),
      timedSymbols: flag() ? 1 + random.integer(below: 1 << 40) : nil)
  }

  private mutating func channelState() -> ChannelState {
    ChannelState(
      x: Metres(real()), y: Metres(real()), distance: Metres(positive()), largeScaleGain: positive(),
      fadingReal: real(), fadingImaginary: real())
  }

  private mutating func wish() -> Wish {
    switch random.integer(below: 3) {
    case 0: .idle
    case 1: .local(task: count(), frequency: Hertz(positive()))
    default: .offload(task: count(), bid: real(), power: Watts(positive()))
    }
  }

  private mutating func decision() -> GrantDecision {
    switch random.integer(below: 3) {
    case 0: .idle
    case 1: .local
    default: .offload(allotment())
    }
  }

  private mutating func allotment() -> Allotment {
    Allotment(
      bandwidth: Hertz(positive()), power: Watts(positive()),
      symbols: flag()
        ? SymbolCounts(words: random.integer(below: 64), patches: 1 + random.integer(below: 64))
        : SymbolCounts(words: 1 + random.integer(below: 64)))
  }

  private mutating func answer() -> TaskAnswer {
    switch random.integer(below: 4) {
    case 0: .retrieved(item: count(), label: count())
    case 1: .translated(sentences: (0..<random.integer(below: 5)).map { _ in text() })
    case 2: .answered(index: count(), text: text())
    default: .undecodable
    }
  }

  private mutating func score() -> TaskScore {
    if flag() { return .right(flag()) }
    let totals = (0..<4).map { _ in random.integer(below: 1000) }
    return .translation(
      BLEUStatistics(
        matches: totals.map { random.integer(below: $0 + 1) }, totals: totals,
        hypothesisLength: random.integer(below: 1000), referenceLength: random.integer(below: 1000)))
  }
}
