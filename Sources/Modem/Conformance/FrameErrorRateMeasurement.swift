import Glibc
public import Quantities
import Randomness

/// Measures the frame-error rate of a code and its decoder over AWGN with BPSK.
public struct FrameErrorRateMeasurement: Hashable, Sendable {
  /// One measured frame-error rate.
  public struct Point: Hashable, Sendable, Codable {
    /// E_b/N₀ per information bit.
    public let ratio: Decibels
    /// How many frames were sent.
    public let frames: Int
    /// How many of them had a wrong information bit.
    public let errors: Int
    /// How many information bits were wrong.
    public let bitErrors: Int
    /// The decoder's iterations for a frame, on average; nil where they are not known.
    public let iterations: Double?

    /// The fraction of frames in error.
    public var errorRate: Double { Double(errors) / Double(frames) }
  }

  /// Points are measured until so many frames are in error.
  public var errors: Int
  /// But no more than so many frames are sent.
  public var mostFrames: Int
  /// The seed of bits and noise.
  public var seed: UInt64

  /// Creates a measurement.
  public init(errors: Int = 400, mostFrames: Int = 1_000_000, seed: UInt64 = 1) {
    self.errors = errors
    self.mostFrames = mostFrames
    self.seed = seed
  }

  /// Measures one point.
  ///
  /// - Parameters:
  ///   - decoder: the decoder, which knows its code.
  ///   - ratio: E_b/N₀ = E_s/(N₀·R) with the code's rate R.
  /// - Returns: the point.
  public func measure(_ decoder: any LDPCDecoder, at ratio: Decibels) -> Point {
    let code = decoder.code
    let name = "\(code.name) \(ratio.value)"
    var bits = RandomStream(seed: seed, purpose: "frame-error-rate bits", ue: name)
    var noise = RandomStream(seed: seed, purpose: "frame-error-rate noise", ue: name)
    // y = 1 − 2c + n with n ~ N(0, N₀/2); L = 4y/N₀.
    let density = 1 / (ratio.linear * code.rate)
    let deviation = (density / 2).squareRoot()
    let framesAtOnce = 64
    var decoded = DecodedFrames()
    var information = [UInt8](repeating: 0, count: framesAtOnce * code.informationLength)
    var ratios = [Float](repeating: 0, count: framesAtOnce * code.length)
    var (frames, wrongFrames, wrongBits, iterations) = (0, 0, 0, 0)
    while wrongFrames < errors, frames < mostFrames {
      for index in information.indices { information[index] = UInt8(bits.nextBits() & 1) }
      let sent = code.encode(information)
      for index in ratios.indices {
        ratios[index] = Float(4 * (Double(1 - 2 * Int(sent[index])) + deviation * noise.normal()) / density)
      }
      decoder.decode(ratios, into: &decoded)
      for frame in 0..<framesAtOnce {
        var wrong = 0
        for bit in (frame * code.informationLength)..<((frame + 1) * code.informationLength) {
          wrong += Int(information[bit] ^ decoded.information[bit])
        }
        wrongFrames += wrong > 0 ? 1 : 0
        wrongBits += wrong
        iterations += decoded.outcomes[frame].iterations
      }
      frames += framesAtOnce
    }
    return Point(
      ratio: ratio, frames: frames, errors: wrongFrames, bitErrors: wrongBits,
      iterations: Double(iterations) / Double(frames))
  }

  /// The E_b/N₀ at which a curve has a frame-error rate, the logarithm of the rate being interpolated between neighbours.
  ///
  /// - Parameters:
  ///   - rate: the frame-error rate.
  ///   - curve: pairs of E_b/N₀ and frame-error rate, the rates falling.
  /// - Returns: nil where the curve does not reach the rate on both sides.
  public static func crossing(of rate: Double, in curve: [(ratio: Decibels, rate: Double)]) -> Decibels? {
    for (left, right) in zip(curve, curve.dropFirst()) where left.rate >= rate && right.rate <= rate {
      guard left.rate > right.rate, right.rate > 0 else { continue }
      let part = log(left.rate / rate) / log(left.rate / right.rate)
      return left.ratio + (right.ratio - left.ratio) * part
    }
    return nil
  }
}
