import Modem
import Quantities
import Randomness

/// Demapping, encoding and decoding, one thread.
enum ModemBenchmark {
  static func run(quick: Bool, into report: inout Report) throws {
    demapping(rounds: quick ? 20 : 200, into: &report)
    try decoding(rounds: quick ? 5 : 50, into: &report)
  }

  /// Max-log ratios of 64 Ki symbols, which stay in the cache as a burst's do.
  private static func demapping(rounds: Int, into report: inout Report) {
    let name = "demapping, max-log, one core"
    let count = 1 << 16
    var stream = RandomStream(seed: 1, purpose: "benchmark")
    var received = [Float](repeating: 0, count: 2 * count)
    stream.fillNormal(&received)
    var ratios: [Float] = []
    for modulation in [Modulation.qpsk, .qam16, .qam64, .qam256] {
      let demapper = Demapper(modulation)
      for (gain, words) in [(ChannelGain.one, "one gain"), (.perSymbol(received), "a gain each")] {
        var rates = Samples()
        demapper.demap(received, gain: gain, noiseVariance: 0.1, into: &ratios)
        for _ in 0..<rounds {
          let time = seconds { demapper.demap(received, gain: gain, noiseVariance: 0.1, into: &ratios) }
          rates.add(Double(count) / time)
        }
        report.add(name, "\(modulation.rawValue), \(words)", rates, scale: 1e-6, unit: "Msymbol/s")
        if modulation == .qam16, case .constant = gain {
          report.add(name, "16qam, one gain, median", rates.median / 1e6, unit: "Msymbol/s", atLeast: 200)
        }
      }
    }
  }

  /// 640 blocks of 802.11n 1944 at rate 2/3 over AWGN with BPSK, 1 dB above the waterfall (a frame-error rate of 10⁻² at
  /// E_b/N₀ = 2.25 dB).
  private static func decoding(rounds: Int, into report: inout Report) throws {
    let code = LDPCCode(try CodeName(parsing: "802.11n-1944-2/3"))
    let name = "LDPC \(code.name), information bits, one core"
    var stream = RandomStream(seed: 1, purpose: "benchmark")
    let information = (0..<(640 * code.informationLength)).map { _ in UInt8(stream.nextBits() & 1) }
    let megabits = Double(information.count) / 1e6
    let density = 1 / (Decibels(3.25).linear * code.rate)
    let deviation = (density / 2).squareRoot()
    var encoding = Samples()
    var sent: [UInt8] = []
    for _ in 0..<rounds { encoding.add(megabits / seconds { sent = code.encode(information) }) }
    report.add(name, "encode", encoding, scale: 1, unit: "Mbit/s")
    let ratios = sent.map { Float(4 * (1 - 2 * Double($0) + deviation * stream.normal()) / density) }
    var frames = DecodedFrames()
    for arithmetic in LayeredDecoder.Arithmetic.allCases.reversed() {
      for stopsEarly in [false, true] {
        let decoder = LayeredDecoder(code, .init(stopsEarly: stopsEarly, arithmetic: arithmetic))
        decoder.decode(ratios, into: &frames)
        precondition(frames.information == information, "every block is decoded 1 dB above the waterfall")
        var rates = Samples()
        for _ in 0..<rounds { rates.add(megabits / seconds { decoder.decode(ratios, into: &frames) }) }
        let words = "\(arithmetic.rawValue), \(stopsEarly ? "early stop" : "20 iterations")"
        report.add(name, words, rates, scale: 1, unit: "Mbit/s")
        if arithmetic == .int8 {
          report.add(name, "\(words), median", rates.median, unit: "Mbit/s", atLeast: stopsEarly ? 100 : 30)
        }
      }
    }
  }
}
