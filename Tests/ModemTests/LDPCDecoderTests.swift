import Foundation
import Quantities
import Randomness
import Testing

@testable import Modem

@Suite("LDPC decoders")
struct LDPCDecoderTests {
  /// Frames of BPSK with Gaussian noise.
  private struct Transmission {
    let information: [UInt8]
    let ratios: [Float]

    init(_ code: LDPCCode, frames: Int, ratio: Double) {
      var stream = RandomStream(seed: 21, purpose: "decoder tests", ue: code.name)
      information = (0..<(frames * code.informationLength)).map { _ in UInt8(stream.nextBits() & 1) }
      let density = 1 / (pow(10, ratio / 10) * code.rate)
      ratios = code.encode(information).map { bit in
        Float(4 * (1 - 2 * Double(bit) + (density / 2).squareRoot() * stream.normal()) / density)
      }
    }
  }

  private func decode(_ decoder: any LDPCDecoder, _ ratios: [Float]) -> DecodedFrames {
    var frames = DecodedFrames()
    decoder.decode(ratios, into: &frames)
    return frames
  }

  private func decoders(_ code: LDPCCode) -> [any LDPCDecoder] {
    LayeredDecoder.Arithmetic.allCases.map { LayeredDecoder(code, .init(arithmetic: $0)) }
      + [SumProductDecoder(code, iterations: 20)]
  }

  @Test("Noise that flips one bit in fifteen is taken away, for every 802.11n code at rate 1/2 and for NR")
  func corrects() throws {
    let names = ["802.11n-648-1/2", "802.11n-1296-1/2", "802.11n-1944-1/2", "nr-bg1-600-1/3", "nr-bg2-480-8/15"]
    for name in names {
      let code = LDPCCode(try CodeName(parsing: name))
      let sent = Transmission(code, frames: 3, ratio: 3.5)
      let wrong = zip(code.encode(sent.information), sent.ratios).count { ($0 == 1) != ($1 < 0) }
      #expect(wrong > code.length / 15)
      for decoder in decoders(code) {
        let frames = decode(decoder, sent.ratios)
        #expect(frames.information == sent.information)
        #expect(frames.outcomes.allSatisfy { $0.satisfiesChecks && $0.iterations > 0 && $0.iterations < 20 })
      }
    }
  }

  @Test("Every named code decodes what it encoded", arguments: CodeName.listed)
  func everyCode(_ name: CodeName) {
    let code = LDPCCode(name)
    let sent = Transmission(code, frames: 2, ratio: 6)
    #expect(decode(LayeredDecoder(code), sent.ratios).information == sent.information)
  }

  @Test("One check works as min-sum and sum-product say, by hand")
  func byHand() throws {
    let code = try LDPCCode(
      ParityCheckMatrix(alist: "3 1\n1 3\n1 1 1\n3\n1\n1\n1\n1 2 3\n"), name: "single parity check")
    #expect(code.informationLength == 2)
    // Totals after one iteration: 2 − 0.75·3 = −0.25, −3 + 0.75·2 = −1.5, 4 − 0.75·2 = 2.5.
    for arithmetic in LayeredDecoder.Arithmetic.allCases {
      let frames = decode(LayeredDecoder(code, .init(iterations: 1, arithmetic: arithmetic)), [2, -3, 4])
      #expect(frames.information == [1, 1])
      #expect(frames.outcomes == [.init(iterations: 1, satisfiesChecks: true)])
      // With a factor of 0.5 the first total stays positive: 2 − 1.5.
      let weaker = LayeredDecoder(code, .init(iterations: 1, normalisation: 0.5, arithmetic: arithmetic))
      #expect(decode(weaker, [2, -3, 4]).information == [0, 1])
    }
    // 2·artanh(tanh(1.5)·tanh(2)) = 2.693 > 2 flips the first bit; of 2.8 it would not.
    #expect(decode(SumProductDecoder(code, iterations: 1), [2, -3, 4]).information == [1, 1])
    #expect(decode(SumProductDecoder(code, iterations: 1), [2.8, -3, 4]).information == [0, 1])
  }

  @Test("A frame that satisfies all checks takes no iteration; without early stop it takes all")
  func earlyStop() throws {
    let code = LDPCCode(try CodeName(parsing: "802.11n-648-2/3"))
    let sent = Transmission(code, frames: 5, ratio: 20)
    for arithmetic in LayeredDecoder.Arithmetic.allCases {
      let early = decode(LayeredDecoder(code, .init(arithmetic: arithmetic)), sent.ratios)
      #expect(early.outcomes == Array(repeating: .init(iterations: 0, satisfiesChecks: true), count: 5))
      let late = decode(
        LayeredDecoder(code, .init(iterations: 7, stopsEarly: false, arithmetic: arithmetic)), sent.ratios)
      #expect(late.outcomes == Array(repeating: .init(iterations: 7, satisfiesChecks: true), count: 5))
      #expect(late.information == sent.information)
    }
    let late = decode(SumProductDecoder(code, iterations: 3, stopsEarly: false), sent.ratios)
    #expect(late.outcomes == Array(repeating: .init(iterations: 3, satisfiesChecks: true), count: 5))
  }

  @Test("A frame that cannot be decoded says so")
  func hopeless() throws {
    let code = LDPCCode(try CodeName(parsing: "802.11n-648-5/6"))
    let sent = Transmission(code, frames: 2, ratio: -3)
    for decoder in decoders(code) {
      #expect(decode(decoder, sent.ratios).outcomes.allSatisfy { $0 == .init(iterations: 20, satisfiesChecks: false) })
    }
  }

  @Test("What comes of a frame does not depend on the frames beside it", arguments: LayeredDecoder.Arithmetic.allCases)
  func independence(_ arithmetic: LayeredDecoder.Arithmetic) throws {
    let code = LDPCCode(try CodeName(parsing: "802.11n-648-1/2"))
    // At the waterfall's edge frames end at different iterations, and some not at all.
    let sent = Transmission(code, frames: 37, ratio: 1.25)
    let decoder = LayeredDecoder(code, .init(arithmetic: arithmetic))
    let together = decode(decoder, sent.ratios)
    #expect(Set(together.outcomes.map(\.iterations)).count > 3)
    for frame in [0, 7, 31, 32, 36] {
      let alone = decode(decoder, Array(sent.ratios[(frame * 648)..<((frame + 1) * 648)]))
      #expect(alone.outcomes == [together.outcomes[frame]])
      #expect(alone.information == Array(together.information[(frame * 324)..<((frame + 1) * 324)]))
    }
  }

  @Test("Every version of the loops decides alike", arguments: LayeredDecoder.Arithmetic.allCases)
  func versions(_ arithmetic: LayeredDecoder.Arithmetic) throws {
    for name in ["802.11n-1944-2/3", "nr-bg2-480-8/15"] {
      let code = LDPCCode(try CodeName(parsing: name))
      let sent = Transmission(code, frames: 35, ratio: 1.75)
      let results = SignalVersion.available.map { version in
        let decoder = LayeredDecoder(code, .init(iterations: 8, arithmetic: arithmetic), version: version)
        return decode(decoder, sent.ratios)
      }
      for result in results {
        #expect(result.information == results[0].information)
        #expect(result.outcomes == results[0].outcomes)
      }
    }
  }

  @Test("Ratios without bound, and none at all, do no harm", arguments: LayeredDecoder.Arithmetic.allCases)
  func extremes(_ arithmetic: LayeredDecoder.Arithmetic) throws {
    let code = LDPCCode(try CodeName(parsing: "802.11n-648-1/2"))
    let information = LDPCCodeTests.random(code.informationLength, "extremes")
    var ratios = code.encode(information).map { $0 == 1 ? -Float(1e12) : 1e12 }
    let decoder = LayeredDecoder(code, .init(arithmetic: arithmetic))
    #expect(decode(decoder, ratios).information == information)
    ratios[3] = 0
    #expect(decode(decoder, ratios).information == information)
    #expect(decode(decoder, []).outcomes.isEmpty)
  }

  @Test("8-bit totals are for codes whose bits take part in few checks")
  func suitingArithmetic() throws {
    for name in CodeName.listed { #expect(LayeredDecoder(LDPCCode(name)).arithmetic == .int8) }
    #expect(LayeredDecoder(LDPCCode(try CodeName(parsing: "nr-bg2-1000-1/5"))).arithmetic == .int16)
  }

  @Test("A decoder for any parity-check matrix finds scattered information bits")
  func scattered() throws {
    // Pivots from the right leave columns 0, 1 and 3.
    let text = "6 3\n2 3\n1 1 2 1 2 1\n2 3 3\n1\n3\n1 2\n2\n2 3\n3\n1 3\n3 4 5\n2 5 6\n"
    let code = try LDPCCode(ParityCheckMatrix(alist: text), name: "scattered")
    for word in 0..<8 {
      let information = (0..<3).map { UInt8(word >> $0 & 1) }
      let ratios = code.encode(information).map { $0 == 1 ? Float(-4) : 4 }
      for decoder in decoders(code) { #expect(decode(decoder, ratios).information == information) }
    }
  }
}
