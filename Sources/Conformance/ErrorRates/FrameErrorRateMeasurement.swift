import Glibc
import Modem
import Quantities
import Radio
import Randomness

/// Measures the frame-error rate of a code and its decoder over AWGN with BPSK.
struct FrameErrorRateMeasurement: Hashable, Sendable {
  /// One measured frame-error rate.
  struct Point: Hashable, Sendable {
    /// E_b/N₀ per information bit.
    let ratio: Decibels
    /// How many frames were sent.
    let frames: Int
    /// How many of them had a wrong information bit.
    let errors: Int

    /// The fraction of frames in error.
    var errorRate: Double { Double(errors) / Double(frames) }

    /// The variance of that fraction, p(1 − p)/frames.
    var variance: Double { errorRate * (1 - errorRate) / Double(frames) }
  }

  /// Points are measured until so many frames are in error.
  let errors: Int
  /// The seed of bits and noise.
  let seed: UInt64

  /// But no more than so many frames are sent.
  private static let mostFrames = 1_000_000

  /// Measures one point.
  ///
  /// - Parameters:
  ///   - decoder: the decoder, which knows its code.
  ///   - ratio: E_b/N₀ = E_s/(N₀·R) with the code's rate R.
  /// - Returns: the point.
  func measure(_ decoder: any LDPCDecoder, at ratio: Decibels) -> Point {
    let code = decoder.code
    let name = "\(code.name) \(ratio.value)"
    var bits = RandomStream(seed: seed, purpose: "frame-error-rate bits", ue: name)
    var noise = RandomStream(seed: seed, purpose: "frame-error-rate noise", ue: name)
    // y = 1 − 2c + n with n ~ CN(0, N₀), of which the real part counts; L = 4·Re y/N₀.
    let density = 1 / (ratio.linear * code.rate)
    let channel = FlatChannel(coefficient: .unit, noiseVariance: density)
    let framesAtOnce = 64
    var decoded = DecodedFrames()
    var information = [UInt8](repeating: 0, count: framesAtOnce * code.informationLength)
    var ratios = [Float](repeating: 0, count: framesAtOnce * code.length)
    var (frames, wrongFrames) = (0, 0)
    while wrongFrames < errors, frames < Self.mostFrames {
      for index in information.indices { information[index] = UInt8(bits.nextBits() & 1) }
      guard var samples = ComplexSamples(interleaved: Modulation.bpsk.symbols(for: code.encode(information))) else {
        preconditionFailure("a modulation gives whole symbols")
      }
      channel.transmit(&samples, noise: &noise)
      for index in ratios.indices { ratios[index] = Float(4 / density) * samples.interleaved[2 * index] }
      decoder.decode(ratios, into: &decoded)
      for frame in 0..<framesAtOnce {
        let bits = (frame * code.informationLength)..<((frame + 1) * code.informationLength)
        wrongFrames += bits.contains { information[$0] != decoded.information[$0] } ? 1 : 0
      }
      frames += framesAtOnce
    }
    return Point(ratio: ratio, frames: frames, errors: wrongFrames)
  }

  /// The E_b/N₀ at which a curve has a frame-error rate, the logarithm of the rate being interpolated between neighbours.
  ///
  /// - Parameters:
  ///   - rate: the frame-error rate.
  ///   - curve: pairs of E_b/N₀ and frame-error rate, the rates falling.
  /// - Returns: nil where the curve does not reach the rate on both sides.
  static func crossing(of rate: Double, in curve: [(ratio: Decibels, rate: Double)]) -> Decibels? {
    for (left, right) in zip(curve, curve.dropFirst()) where left.rate >= rate && right.rate <= rate {
      guard left.rate > right.rate, right.rate > 0 else { continue }
      let part = log(left.rate / rate) / log(left.rate / right.rate)
      return left.ratio + (right.ratio - left.ratio) * part
    }
    return nil
  }
}
