import Air
import Protocol
import Quantities
import Radio
import Randomness
import Roles

/// What the channel emulator computes, without sockets.
enum PhysicsBenchmark {
  static func run(quick: Bool, into report: inout Report) throws {
    let name = "channel physics, one core"
    let count = 1 << 16
    var stream = RandomStream(seed: 1, purpose: "benchmark")
    var normals = [Float](repeating: 0, count: count)
    let rounds = quick ? 10 : 100
    var (drawing, sending) = (Samples(), Samples())
    for _ in 0..<rounds {
      let time = seconds { stream.fillNormal(&normals) }
      drawing.add(Double(count) / time)
    }
    guard let symbols = ComplexSamples(interleaved: normals) else { return }
    let channel = FlatChannel(awgn: Decibels(10))
    var power = 0.0
    for slot in 0..<rounds {
      let time = seconds {
        let received = channel.transmit(symbols, seed: 1, ue: "ue-1", slot: slot)
        power += channel.measuredSNR(sent: symbols, received: received) ?? 0
      }
      sending.add(Double(symbols.count) / time)
    }
    precondition(power > 0)
    report.add(name, "normal numbers of a random stream", drawing, scale: 1e-6, unit: "M/s")
    report.add(name, "complex samples: fade, add noise, measure the SNR", sending, scale: 1e-6, unit: "M/s")

    let message = Message.burst(try HopBenchmark.burst())
    var mailbox = Mailbox(address: .unnamed, incarnation: 1)
    let envelope = mailbox.envelope(message, to: .server, slot: 0)
    let frames = try envelope.encodedFrames()
    var (encoding, decoding) = (Samples(), Samples())
    for _ in 0..<(quick ? 50 : 500) {
      encoding.add(try seconds { for _ in 0..<20 { _ = try envelope.encodedFrames() } } / 20)
      decoding.add(try seconds { for _ in 0..<20 { _ = try Envelope(frames: frames) } } / 20)
    }
    report.add("wire format, one core", "encode a burst of 17 × 32 symbols", encoding, scale: 1e6, unit: "µs")
    report.add("wire format, one core", "decode it", decoding, scale: 1e6, unit: "µs")
  }
}
