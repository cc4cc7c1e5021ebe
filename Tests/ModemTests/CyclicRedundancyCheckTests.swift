import Modem
import Testing

@Suite("Cyclic redundancy checks")
struct CyclicRedundancyCheckTests {
  private let message = Array("123456789".utf8)

  @Test("Check values are those of the catalogue of parametrised CRC algorithms")
  func catalogue() {
    #expect(CyclicRedundancyCheck.crc8.checksum(of: message) == 0xEA)
    #expect(CyclicRedundancyCheck.crc16.checksum(of: message) == 0x31C3)
    #expect(CyclicRedundancyCheck.crc24A.checksum(of: message) == 0xCD_E703)
    #expect(CyclicRedundancyCheck.crc32.checksum(of: message) == 0xCBF4_3926)
    #expect(CyclicRedundancyCheck.crc24A.checkBytes(of: message) == [0xCD, 0xE7, 0x03])
  }

  @Test("No message gives what the register begins with, and every flipped bit is seen")
  func flips() {
    let checks: [CyclicRedundancyCheck] = [.crc8, .crc16, .crc24A, .crc32]
    #expect(checks.map { $0.checksum(of: []) } == [0, 0, 0, 0])
    for check in checks {
      let sum = check.checksum(of: message)
      for bit in 0..<(8 * message.count) {
        var flipped = message
        flipped[bit / 8] ^= 1 << UInt8(bit % 8)
        #expect(check.checksum(of: flipped) != sum)
      }
    }
  }

  @Test("A message followed by its check leaves nothing")
  func residue() {
    for check in [CyclicRedundancyCheck.crc8, .crc16, .crc24A] {
      #expect(check.checksum(of: message + check.checkBytes(of: message)) == 0)
    }
  }

  @Test(
    "Ten bits of the reference give the reference's check bits",
    .enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.absence)),
    arguments: [("CRC16", CyclicRedundancyCheck.crc16), ("CRC24A", .crc24A)])
  func reference(_ name: String, _ check: CyclicRedundancyCheck) throws {
    let folder = "channel-codes/sionna/test/codes/crc"
    let bits = try NumpyArray(SharedData.bytes("\(folder)/crc_u_\(name).npy")).values
    let expected = try NumpyArray(SharedData.bytes("\(folder)/crc_x_ref_np_\(name).npy")).values
    func number(_ bits: [Double]) -> UInt32 { bits.reduce(0) { $0 << 1 | UInt32($1) } }
    // The register begins with zeros, to which leading zeros add nothing.
    let word = number(bits)
    #expect(check.checksum(of: [UInt8(word >> 8), UInt8(word & 0xFF)]) == number(expected))
  }
}
