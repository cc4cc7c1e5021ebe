/// The name of a UE: 1…48 characters of `a-z`, `A-Z`, `0-9`, `-`, `_` and `.`, beginning with a letter or digit.
///
/// A name is what the record, the random streams and the summary know a UE by; the process behind it may change.
public struct UEName: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The name as written.
  public let rawValue: String

  /// Checks a name.
  ///
  /// - Parameter rawValue: the name as written.
  /// - Throws: `UENameError` when it is empty, too long or has a character that is not allowed.
  public init(_ rawValue: String) throws(UENameError) {
    guard !rawValue.isEmpty, rawValue.utf8.count <= Self.maximumLength else {
      throw UENameError(name: rawValue)
    }
    for (index, byte) in rawValue.utf8.enumerated() {
      let isAlphanumeric =
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      let isMark = byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
      guard isAlphanumeric || (isMark && index > 0) else { throw UENameError(name: rawValue) }
    }
    self.rawValue = rawValue
  }

  /// The longest name, in bytes.
  public static let maximumLength = 48

  /// The name as written.
  public var description: String { rawValue }

  /// Names are ordered by their bytes, the order that the digest uses.
  public static func < (left: UEName, right: UEName) -> Bool {
    left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
  }
}

extension UEName: Codable {
  /// Reads a string and checks it.
  public init(from decoder: any Decoder) throws {
    try self.init(decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the name as a string.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}

/// A UE name that breaks the rules of `UEName`.
public struct UENameError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The name as found.
  public let name: String

  /// A sentence that says what was found, what was expected and what to do.
  public var description: String {
    "UE name \"\(name.prefix(80))\": expected 1 to \(UEName.maximumLength) letters, digits, '-', '_' or '.', "
      + "beginning with a letter or digit; rename the UE"
  }
}

/// Who a message is from or for.
public enum Address: Hashable, Sendable, CustomStringConvertible {
  /// The edge server.
  case server
  /// The channel emulator.
  case channel
  /// An attached UE.
  case ue(UEName)
  /// A UE that has no name yet: known by the incarnation in the header until it is welcomed.
  case unnamed

  /// The address in words, for people.
  public var description: String {
    switch self {
    case .server: "server"
    case .channel: "channel"
    case .ue(let name): name.rawValue
    case .unnamed: "unnamed"
    }
  }
}
