/// A cyclic redundancy check over bytes: the remainder of the message times x^width, divided by a generator polynomial.
public struct CyclicRedundancyCheck: Hashable, Sendable {
  /// The number of check bits, a multiple of eight.
  public let width: Int
  /// The coefficients of the generator without the leading one.
  public let polynomial: UInt32
  /// Whether bytes and remainder run from the least significant bit on.
  private let isReflected: Bool
  /// What the register begins with, and what is added to the remainder.
  private let complement: UInt32
  /// The register after each byte, the register standing at the end of the word where it is shifted out.
  private let table: [UInt32]

  /// x⁸ + x⁷ + x⁴ + x³ + x + 1: g_CRC8 of 3GPP TS 36.212, 5.1.1.
  public static let crc8 = CyclicRedundancyCheck(width: 8, polynomial: 0x9B)
  /// x¹⁶ + x¹² + x⁵ + 1: g_CRC16 of 3GPP TS 38.212, 5.1.
  public static let crc16 = CyclicRedundancyCheck(width: 16, polynomial: 0x1021)
  /// g_CRC24A of 3GPP TS 38.212, 5.1.
  public static let crc24A = CyclicRedundancyCheck(width: 24, polynomial: 0x86_4CFB)
  /// The frame check sequence of IEEE 802.3, 3.2.9: reflected, all ones before and added after.
  public static let crc32 = CyclicRedundancyCheck(
    width: 32, polynomial: 0x04C1_1DB7, isReflected: true, complement: .max)

  private init(width: Int, polynomial: UInt32, isReflected: Bool = false, complement: UInt32 = 0) {
    self.width = width
    self.polynomial = polynomial
    self.isReflected = isReflected
    self.complement = complement
    let generator = polynomial << (32 - UInt32(width))
    var mirrored: UInt32 = 0
    for bit in 0..<32 where generator >> UInt32(bit) & 1 == 1 { mirrored |= 1 << UInt32(31 - bit) }
    table = (0..<256 as Range<UInt32>).map { byte in
      var register = isReflected ? byte : byte << 24
      for _ in 0..<8 {
        if isReflected {
          register = register & 1 == 1 ? register >> 1 ^ mirrored : register >> 1
        } else {
          register = register >> 31 == 1 ? register << 1 ^ generator : register << 1
        }
      }
      return register
    }
  }

  /// The check value of bytes, in the lowest `width` bits.
  public func checksum(of bytes: some Sequence<UInt8>) -> UInt32 {
    var register = complement
    for byte in bytes {
      if isReflected {
        register = register >> 8 ^ table[Int((register ^ UInt32(byte)) & 0xFF)]
      } else {
        register = register << 8 ^ table[Int(register >> 24 ^ UInt32(byte))]
      }
    }
    return (register ^ complement) >> (isReflected ? 0 : 32 - UInt32(width))
  }

  /// The check value as bytes, the most significant first.
  public func checkBytes(of bytes: some Sequence<UInt8>) -> [UInt8] {
    let value = checksum(of: bytes)
    return (0..<(width / 8)).map { UInt8(truncatingIfNeeded: value >> UInt32(width - 8 - 8 * $0)) }
  }
}
