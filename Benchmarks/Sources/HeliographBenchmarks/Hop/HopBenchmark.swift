import Messaging
import Protocol
import Quantities
import Radio
import Randomness
import Tasks

/// One hop through the channel emulator against libzmq alone.
///
/// A hop is one way: the UE encodes a burst and sends it (first trip), the channel emulator decodes it, impairs the
/// symbols and sends on what arrives (second trip), the server receives and decodes. A bare round trip of the same bytes
/// also takes two trips over sockets of the same kind, which makes it the peer to compare with. A bare relay, two trips
/// over two pairs of sockets, is the least that anything in the middle could cost.
enum HopBenchmark {
  static func run(_ wire: Wire, iterations: Int, into report: inout Report) throws {
    let roundTrip = try BareRoundTrip(wire)
    let relay = try BareRelay(wire)
    let air = try AirSession(wire)
    defer {
      roundTrip.stop()
      relay.stop()
      air.stop()
    }
    let sent = try Self.burst()
    let burst = try air.frames(of: .burst(sent))
    let answerFrames = try air.frames(of: .answer(answer))
    let controlFrames = try air.frames(of: .slotReport(control))

    var (bareTrip, bareUp, bareLoop, bareControl) = (Samples(), Samples(), Samples(), Samples())
    var (hop, loop, hopControl, impairment) = (Samples(), Samples(), Samples(), Samples())
    let channel = FlatChannel(awgn: Decibels(15))
    guard let symbols = ComplexSamples(interleaved: try sent.symbols.floats()) else { return }
    // Interleaved in short blocks, so that a busy moment of the machine hits all alike; the first blocks warm up.
    let block = 20
    for round in 0..<(iterations / block + 3) {
      let counts = round >= 3
      func measure(_ samples: inout Samples, _ work: () throws -> Void) rethrows {
        for _ in 0..<block {
          let time = try seconds(work)
          if counts { samples.add(time) }
        }
      }
      measure(&bareTrip) { roundTrip.run(burst) }
      measure(&bareUp) { relay.up(burst) }
      try measure(&hop) { _ = try air.burst(sent) }
      measure(&bareLoop) {
        relay.up(burst)
        relay.down(answerFrames)
      }
      try measure(&loop) {
        _ = try air.burst(sent)
        try air.answer(answer)
      }
      measure(&impairment) {
        let received = channel.transmit(symbols, seed: 1, ue: "ue-1", slot: round)
        _ = channel.measuredSNR(sent: symbols, received: received)
      }
      measure(&bareControl) { roundTrip.run(controlFrames) }
      try measure(&hopControl) { try air.report(control) }
    }

    let size = burst.reduce(0) { $0 + $1.count }
    let controlSize = controlFrames.reduce(0) { $0 + $1.count }
    let name = "one hop, \(wire.name)"
    report.add(name, "bare round trip of a burst, \(size) B each way", bareTrip, scale: 1e6, unit: "µs")
    report.add(name, "bare relay of a burst, one way", bareUp, scale: 1e6, unit: "µs")
    report.add(name, "hop of a burst: encode, send, impair, receive, decode", hop, scale: 1e6, unit: "µs")
    report.add(name, "hop / bare round trip", hop.median / bareTrip.median, unit: "×", atMost: 1.5)
    report.add(name, "hop / bare relay", hop.median / bareUp.median, unit: "×")
    report.add(
      name, "of that, impairing: \(sent.symbols.shape[0]) fades and noises, the SNR", impairment, scale: 1e6, unit: "µs"
    )
    let transport = hop.median - impairment.median
    report.add(name, "hop without impairing / bare round trip", transport / bareTrip.median, unit: "×")
    report.add(name, "bare relay, burst up and answer down", bareLoop, scale: 1e6, unit: "µs")
    report.add(name, "hop, burst up and answer down", loop, scale: 1e6, unit: "µs")
    report.add(name, "hop up and down / bare relay up and down", loop.median / bareLoop.median, unit: "×")
    report.add(name, "bare round trip of a report, \(controlSize) B each way", bareControl, scale: 1e6, unit: "µs")
    report.add(name, "hop of a report", hopControl, scale: 1e6, unit: "µs")
    report.add(name, "hop / bare round trip, report", hopControl.median / bareControl.median, unit: "×", atMost: 1.5)
  }

  /// 17 tokens of 32 complex symbols, as the retrieval codec sends them.
  static func burst(tokens: Int = 17, symbolsPerToken: Int = 32) throws -> Burst {
    var stream = RandomStream(seed: 1, purpose: "benchmark symbols")
    let floats = (0..<(2 * tokens * symbolsPerToken)).map { _ in Float(stream.normal() * 0.5.squareRoot()) }
    let block = SymbolBlock(tokens: tokens, symbolsPerToken: symbolsPerToken)
    return Burst(
      task: 1,
      allotment: Allotment(
        bandwidth: Hertz(1e6), power: Watts(0.2), symbols: SymbolCounts(patches: symbolsPerToken)),
      symbols: try TensorFrame(floats: floats, shape: [block.symbols, 2]), content: .tokens([block]))
  }

  static let answer = Answer(
    task: 1, answer: .retrieved(item: 17, label: 3), declaredSNR: 20, measuredSNR: 19.7, remoteTime: Seconds(0.002))

  static let control = SlotReport(
    wish: .offload(task: 1, bid: 0.25, power: Watts(0.2)),
    channel: ChannelState(
      x: Metres(50), y: Metres(0), distance: Metres(50), largeScaleGain: 1e-9, fadingReal: 0.7, fadingImaginary: -0.2),
    battery: Joules(54_000), generated: 10, completed: 3, failed: 0, queued: 7)
}
