import Foundation
import Modem
import Quantities
import Randomness
import Testing

@Suite("Modulation")
struct ModulationTests {
  @Test("Names are those of topologies")
  func names() {
    #expect(Modulation(rawValue: "16qam") == .qam16)
    #expect(Modulation.allCases.map(\.rawValue) == ["bpsk", "qpsk", "16qam", "64qam", "256qam"])
    #expect(Modulation.allCases.map(\.bitsPerSymbol) == [1, 2, 4, 6, 8])
  }

  private func point(_ modulation: Modulation, _ bits: [UInt8], times scale: Double) -> [Double] {
    modulation.symbols(for: bits).map { (Double($0) * scale.squareRoot() * 1e5).rounded() / 1e5 }
  }

  @Test("Constellation points are those of 38.211, 5.1.3 to 5.1.6, written out")
  func points() {
    #expect(point(.bpsk, [0, 1], times: 1) == [1, 0, -1, 0])
    #expect(point(.qpsk, [0, 1, 1, 0], times: 2) == [1, -1, -1, 1])
    // (1 − 2b₀)(2 − (1 − 2b₂)): 00 → 1, 01 → 3, with b₁ b₃ for the imaginary part.
    #expect(point(.qam16, [0, 0, 0, 0], times: 10) == [1, 1])
    #expect(point(.qam16, [1, 0, 1, 0], times: 10) == [-3, 1])
    #expect(point(.qam16, [0, 1, 0, 1], times: 10) == [1, -3])
    // (1 − 2b₀)(4 − (1 − 2b₂)(2 − (1 − 2b₄))): 000 → 3, 001 → 1, 010 → 5, 011 → 7.
    #expect(point(.qam64, [0, 0, 0, 0, 0, 0], times: 42) == [3, 3])
    #expect(point(.qam64, [0, 1, 0, 1, 1, 0], times: 42) == [1, -5])
    #expect(point(.qam64, [1, 0, 1, 0, 1, 1], times: 42) == [-7, 1])
    // 0000 → 5, 0001 → 7, 0010 → 3, 0011 → 1, 0100 → 11, 0111 → 15.
    #expect(point(.qam256, [0, 0, 0, 0, 0, 0, 0, 0], times: 170) == [5, 5])
    #expect(point(.qam256, [0, 1, 0, 1, 1, 0, 1, 0], times: 170) == [1, -11])
    #expect(point(.qam256, [0, 0, 1, 0, 1, 0, 1, 0], times: 170) == [15, 5])
  }

  /// Every word of a symbol's bits.
  private func allWords(_ modulation: Modulation) -> [[UInt8]] {
    (0..<(1 << modulation.bitsPerSymbol)).map { word in
      (0..<modulation.bitsPerSymbol).map { UInt8(word >> $0 & 1) }
    }
  }

  @Test("All points together have unit power, and neighbours differ in one bit", arguments: Modulation.allCases)
  func constellation(_ modulation: Modulation) {
    let words = allWords(modulation)
    let points = words.map { modulation.symbols(for: $0).map { Double($0) } }
    let power = points.joined().reduce(0) { $0 + $1 * $1 } / Double(points.count)
    #expect(abs(power - 1) < 1e-6)
    let step = 2 * modulation.unit
    for (i, first) in points.enumerated() {
      for (j, second) in points.enumerated() where j > i {
        let distance = hypot(first[0] - second[0], first[1] - second[1])
        #expect(distance > step - 1e-6)
        if distance < step * 1.01 {
          #expect(zip(words[i], words[j]).count { $0 != $1 } == 1)
        }
      }
    }
  }

  @Test("Hard decisions behind a known gain give back the bits", arguments: Modulation.allCases)
  func hardDecisions(_ modulation: Modulation) {
    var stream = RandomStream(seed: 3, purpose: "modulation")
    let bits = (0..<(60 * modulation.bitsPerSymbol)).map { _ in UInt8(stream.nextBits() & 1) }
    let symbols = modulation.symbols(for: bits)
    #expect(modulation.hardDecisions(on: symbols) == bits)
    var gains = [Float](repeating: 0, count: symbols.count)
    stream.fillNormal(&gains)
    var received = symbols
    for index in stride(from: 0, to: symbols.count, by: 2) {
      received[index] = gains[index] * symbols[index] - gains[index + 1] * symbols[index + 1]
      received[index + 1] = gains[index] * symbols[index + 1] + gains[index + 1] * symbols[index]
    }
    #expect(modulation.hardDecisions(on: received, gain: .perSymbol(gains)) == bits)
    var turned = symbols
    for index in stride(from: 0, to: symbols.count, by: 2) {
      turned[index] = -symbols[index + 1] / 2
      turned[index + 1] = symbols[index] / 2
    }
    #expect(modulation.hardDecisions(on: turned, gain: .constant(real: 0, imaginary: 0.5)) == bits)
  }

  private func q(_ x: Double) -> Double { erfc(x / 2.0.squareRoot()) / 2 }

  /// Σ weight · Q(multiple · x).
  private func sum(_ terms: [(weight: Double, multiple: Double)], _ x: Double) -> Double {
    terms.reduce(0) { $0 + $1.weight * q($1.multiple * x) }
  }

  @Test("Bit-error rates over AWGN are the published closed forms")
  func closedForms() {
    for snr in [0.1, 1, 5, 20, 60.0] {
      #expect(abs(Modulation.bpsk.bitErrorRate(snr: snr) - q((2 * snr).squareRoot())) < 1e-15)
      #expect(abs(Modulation.qpsk.bitErrorRate(snr: snr) - q(snr.squareRoot())) < 1e-15)
      let x = (snr / 5).squareRoot()
      let qam16 = sum([(3, 1), (2, 3), (-1, 5)], x) / 4
      #expect(abs(Modulation.qam16.bitErrorRate(snr: snr) - qam16) < 1e-15)
      let y = (snr / 21).squareRoot()
      let qam64 = sum([(7, 1), (6, 3), (-1, 5), (1, 9), (-1, 13)], y) / 12
      #expect(abs(Modulation.qam64.bitErrorRate(snr: snr) - qam64) < 1e-15)
    }
  }

  @Test("Bit-error rates over Rayleigh fading are the mean of those over AWGN")
  func rayleighMeans() {
    // ½(1 − √(γ/(1 + γ))), Proakis, Eq. (14.3-7), at γ = 10 dB.
    #expect(abs(Modulation.bpsk.bitErrorRate(snr: 10, fading: .rayleigh) - 0.0232687) < 1e-7)
    for modulation in Modulation.allCases {
      // γ = γ̄t with the density e^(−t), by the midpoint rule in t = x² to soften the root at zero.
      var mean = 0.0
      let step = 1e-4
      for index in 0..<70_000 {
        let x = (Double(index) + 0.5) * step
        mean += modulation.bitErrorRate(snr: 30 * x * x) * exp(-x * x) * 2 * x * step
      }
      #expect(abs(modulation.bitErrorRate(snr: 30, fading: .rayleigh) - mean) < 1e-7)
    }
  }

  @Test("The signal-to-noise ratio for a bit-error rate gives that rate", arguments: Modulation.allCases)
  func inverse(_ modulation: Modulation) {
    for fading in Modulation.Fading.allCases {
      for rate in [0.1, 1e-3, 1e-6] {
        let snr = modulation.snr(forBitErrorRate: rate, fading: fading)
        #expect(abs(modulation.bitErrorRate(snr: snr, fading: fading) / rate - 1) < 1e-6)
      }
    }
  }
}
