/// Why a burst gives no bytes.
public enum DigitalTransceiverError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The code's blocks have no room for a byte and its CRC.
  case blockTooSmall(code: CodeName, informationBits: Int)
  /// The burst has another length than the bytes need.
  case wrongSampleCount(bytes: Int, expected: Int, found: Int)
  /// There is not one gain for each symbol.
  case wrongGainCount(expected: Int, found: Int)
  /// The CRC of these segments fails, of so many.
  case segmentsLost([Int], of: Int)

  /// What was found, what was expected and what to do.
  public var description: String {
    switch self {
    case .blockTooSmall(let code, let bits):
      "a block of \(code) carries \(bits) bits, expected at least 32 for a byte and its CRC-24A; choose a longer code"
    case .wrongSampleCount(let bytes, let expected, let found):
      "a burst of \(bytes) bytes has \(expected) symbols, found \(found); "
        + "sender and receiver must agree about code, modulation and number of bytes"
    case .wrongGainCount(let expected, let found):
      "a burst of \(expected) symbols has one gain or \(expected), found \(found)"
    case .segmentsLost(let lost, of: let all):
      "the CRC of \(lost.count) of \(all) segments fails: \(Self.list(lost)); "
        + "the signal is too weak for this code and modulation"
    }
  }

  /// The first few, and how many more there are.
  private static func list(_ segments: [Int]) -> String {
    let shown = segments.prefix(8).map(String.init).joined(separator: ", ")
    return segments.count > 8 ? "\(shown) and \(segments.count - 8) more" : shown
  }
}
