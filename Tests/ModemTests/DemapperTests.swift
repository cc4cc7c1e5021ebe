import Foundation
import Modem
import Randomness
import Testing

@Suite("Demapper")
struct DemapperTests {
  /// Received samples, a gain for each, and what the definition makes of them.
  private struct Case {
    var received: [Float]
    var gains: [Float]

    init(_ modulation: Modulation, samples: Int) {
      var stream = RandomStream(seed: 5, purpose: "demapper", ue: modulation.rawValue)
      received = [Float](repeating: 0, count: 2 * samples)
      gains = received
      stream.fillNormal(&received)
      stream.fillNormal(&gains)
    }

    func gain(_ sample: Int) -> (Double, Double) { (Double(gains[2 * sample]), Double(gains[2 * sample + 1])) }

    /// The ratios by looking at every constellation point.
    func ratios(
      _ modulation: Modulation, variance: Double, exact: Bool, gain: (Int) -> (Double, Double)
    ) -> [Double] {
      let bits = modulation.bitsPerSymbol
      let words = (0..<(1 << bits)).map { word in (0..<bits).map { UInt8(word >> $0 & 1) } }
      let points = words.map { modulation.symbols(for: $0).map { Double($0) } }
      return (0..<(received.count / 2)).flatMap { sample in
        let (re, im) = gain(sample)
        let metrics = points.map { point in
          let errorRe = Double(received[2 * sample]) - (re * point[0] - im * point[1])
          let errorIm = Double(received[2 * sample + 1]) - (re * point[1] + im * point[0])
          return -(errorRe * errorRe + errorIm * errorIm) / variance
        }
        return (0..<bits).map { bit in
          let (zeros, ones) = (0...1).map { value in
            zip(metrics, words).filter { $0.1[bit] == value }.map(\.0)
          }.pair
          if exact { return log(zeros.reduce(0) { $0 + exp($1) }) - log(ones.reduce(0) { $0 + exp($1) }) }
          return (zeros.max() ?? 0) - (ones.max() ?? 0)
        }
      }
    }
  }

  private func expectClose(_ found: [Float], _ expected: [Double]) {
    #expect(found.count == expected.count)
    for (found, expected) in zip(found, expected) {
      #expect(abs(Double(found) - expected) < 2e-4 * max(1, abs(expected)), "\(found) instead of \(expected)")
    }
  }

  @Test("Ratios are those of the definition, for one gain and for a gain each", arguments: Modulation.allCases)
  func definition(_ modulation: Modulation) {
    let samples = Case(modulation, samples: 23)
    let constant = (0.8, -0.45)
    for rule in Demapper.Rule.allCases {
      let demapper = Demapper(modulation, rule: rule)
      expectClose(
        demapper.ratios(of: samples.received, gain: .perSymbol(samples.gains), noiseVariance: 0.3),
        samples.ratios(modulation, variance: 0.3, exact: rule == .exact, gain: samples.gain))
      expectClose(
        demapper.ratios(
          of: samples.received, gain: .constant(real: constant.0, imaginary: constant.1), noiseVariance: 0.3),
        samples.ratios(modulation, variance: 0.3, exact: rule == .exact) { _ in constant })
    }
  }

  @Test("A positive ratio means 0, and its size for BPSK is 4·Re(y)/v")
  func sign() {
    #expect(Demapper(.bpsk).ratios(of: [0.5, 9, -1, 0], noiseVariance: 0.5) == [4, -8])
    // QPSK: 2√2·y/v in each part.
    let ratios = Demapper(.qpsk).ratios(of: [1, -2], noiseVariance: 2)
    #expect(abs(ratios[0] - 2.0.squareRoot().float) < 1e-6)
    #expect(abs(ratios[1] + 2 * 2.0.squareRoot().float) < 1e-6)
  }

  @Test("Signs of max-log ratios are the hard decisions", arguments: Modulation.allCases)
  func signsAreDecisions(_ modulation: Modulation) {
    let samples = Case(modulation, samples: 200)
    let ratios = Demapper(modulation).ratios(of: samples.received, gain: .perSymbol(samples.gains), noiseVariance: 1)
    let decisions = modulation.hardDecisions(on: samples.received, gain: .perSymbol(samples.gains))
    for (ratio, decision) in zip(ratios, decisions) where abs(ratio) > 1e-5 { #expect((ratio < 0) == (decision == 1)) }
  }

  @Test("A symbol whose gain is zero says nothing, and no noise gives finite ratios", arguments: Modulation.allCases)
  func extremes(_ modulation: Modulation) {
    for rule in Demapper.Rule.allCases {
      let demapper = Demapper(modulation, rule: rule)
      let silent = demapper.ratios(of: [1, -1], gain: .constant(real: 0, imaginary: 0), noiseVariance: 0.1)
      #expect(silent == [Float](repeating: 0, count: modulation.bitsPerSymbol))
      let noiseless = demapper.ratios(of: [1, -1], noiseVariance: 0)
      #expect(noiseless.allSatisfy { $0.isFinite })
      #expect(demapper.ratios(of: [], noiseVariance: 0.1).isEmpty)
    }
  }

  @Test(
    "Every version of the loops gives the same bytes, whatever the number of samples", arguments: Modulation.allCases)
  func versions(_ modulation: Modulation) {
    for count in [1, 3, 4, 7, 64, 101] {
      let samples = Case(modulation, samples: count)
      for gain in [ChannelGain.perSymbol(samples.gains), .constant(real: 0.3, imaginary: 1.1)] {
        let results = SignalVersion.available.map { version in
          var ratios: [Float] = []
          Demapper(modulation).demap(
            samples.received, gain: gain, noiseVariance: 0.02, into: &ratios, version: version)
          return ratios.map(\.bitPattern)
        }
        #expect(results.allSatisfy { $0 == results[0] })
      }
    }
  }
}

extension Array {
  fileprivate var pair: (Element, Element) { (self[0], self[1]) }
}

extension Double {
  fileprivate var float: Float { Float(self) }
}
