/// Numbers as bytes: uniform quantisation with B bits a value over the range of the values themselves.
///
/// With a = min x, b = max x and the step Δ = (b − a)/(2^B − 1), a value becomes q = ⌊(x − a)/Δ + ½⌋, from 0 to 2^B − 1,
/// and comes back as x̂ = a + q·Δ, so that |x̂ − x| ≤ Δ/2. The bytes are a and b as little-endian IEEE 754 single-precision
/// numbers, then the q one after another, the most significant bit first, the last byte filled up with zeros. Values that
/// are all equal come back as they were.
public struct UniformQuantiser: Hashable, Sendable {
  /// B.
  public let bits: Int

  /// The values that B may have.
  public static let allowedBits = 1...16

  /// The bytes of a and b.
  private static let rangeLength = 8

  /// A quantiser.
  ///
  /// - Parameter bits: B, one of `allowedBits`.
  public init(bits: Int) {
    precondition(Self.allowedBits.contains(bits), "a value has 1 to 16 bits, found \(bits)")
    self.bits = bits
  }

  /// 8 + ⌈n·B/8⌉, the bytes of n values.
  public func byteCount(values: Int) -> Int { Self.rangeLength + (values * bits + 7) / 8 }

  /// Quantises values.
  ///
  /// - Parameter values: finite numbers.
  /// - Returns: `byteCount(values:)` bytes.
  public func bytes(of values: [Float]) -> [UInt8] {
    let (lowest, highest) = (values.min() ?? 0, values.max() ?? 0)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(byteCount(values: values.count))
    for end in [lowest, highest] {
      for shift in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: end.bitPattern >> UInt32(shift))) }
    }
    let steps = Double(1 << bits - 1)
    let width = Double(highest) - Double(lowest)
    var (pending, filled) = (0, 0)
    for value in values {
      let level = width > 0 ? ((Double(value) - Double(lowest)) / width * steps).rounded(.toNearestOrAwayFromZero) : 0
      pending = pending << bits | Int(min(max(level, 0), steps))
      filled += bits
      while filled >= 8 {
        filled -= 8
        bytes.append(UInt8(truncatingIfNeeded: pending >> filled))
      }
      pending &= 1 << filled - 1
    }
    if filled > 0 { bytes.append(UInt8(truncatingIfNeeded: pending << (8 - filled))) }
    return bytes
  }

  /// The values that bytes stand for.
  ///
  /// - Parameters:
  ///   - bytes: what `bytes(of:)` made, or what a stranger says it did.
  ///   - count: how many values there are.
  /// - Returns: x̂; nil for another number of bytes, or for a range that is none.
  public func values(_ bytes: [UInt8], count: Int) -> [Float]? {
    guard count >= 0, bytes.count == byteCount(values: count) else { return nil }
    let (lowest, highest) = (Double(Self.end(bytes, at: 0)), Double(Self.end(bytes, at: 4)))
    guard lowest.isFinite, highest.isFinite, lowest <= highest else { return nil }
    let step = (highest - lowest) / Double(1 << bits - 1)
    var values: [Float] = []
    values.reserveCapacity(count)
    var (pending, filled, next) = (0, 0, Self.rangeLength)
    for _ in 0..<count {
      while filled < bits {
        pending = pending << 8 | Int(bytes[next])
        filled += 8
        next += 1
      }
      filled -= bits
      values.append(Float(lowest + Double(pending >> filled) * step))
      pending &= 1 << filled - 1
    }
    return values
  }

  private static func end(_ bytes: [UInt8], at index: Int) -> Float {
    Float(bitPattern: (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[index + $1]) << UInt32(8 * $1) })
  }
}
