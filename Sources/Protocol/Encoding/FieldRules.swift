/// Bounds that both directions keep: what breaks them is neither sent nor taken in.
enum FieldLimit {
  /// The longest text, in bytes of UTF-8.
  static let text = 4096
  /// The most complex symbols per token.
  static let symbolsPerToken = 4096
  /// The most blocks of a burst.
  static let blocks = 4096
  /// The most tokens of a block.
  static let tokens = 65_536
  /// The most models that a UE works with.
  static let models = 8
  /// The most bytes that a burst carries.
  static let payloadBytes = 1 << 20
  /// The highest slot: random streams count slots in 32 bits.
  static let slot = Int(UInt32.max)
  /// The most UEs in one slot.
  static let participants = 100_000
  /// How many tasks a UE that comes back may have had: those that wait are made anew in its queue.
  static let tasks = SlotReport.taskCounts
}

extension Double {
  /// The number itself when it is neither NaN nor infinite.
  func finite(_ name: String) throws(ProtocolError) -> Double {
    guard isFinite else { throw ProtocolError.badField(name: name, found: "\(self)", expected: "a finite number") }
    return self
  }

  /// The number itself when it is finite and at least 0.
  func nonNegative(_ name: String) throws(ProtocolError) -> Double {
    guard isFinite, self >= 0 else {
      throw ProtocolError.badField(name: name, found: "\(self)", expected: "a finite number of at least 0")
    }
    return self
  }

  /// The number itself when it is finite and above 0.
  func positive(_ name: String) throws(ProtocolError) -> Double {
    guard isFinite, self > 0 else {
      throw ProtocolError.badField(name: name, found: "\(self)", expected: "a finite number above 0")
    }
    return self
  }
}

extension BinaryInteger {
  /// The number as another integer type when it lies within bounds.
  func within<Result: FixedWidthInteger>(_ bounds: ClosedRange<Int>, _ name: String) throws(ProtocolError) -> Result {
    guard let number = Int(exactly: self), bounds.contains(number), let result = Result(exactly: number) else {
      throw ProtocolError.badField(
        name: name, found: "\(self)", expected: "an integer from \(bounds.lowerBound) to \(bounds.upperBound)")
    }
    return result
  }

  /// The number as another integer type when it is at least 0.
  func count<Result: FixedWidthInteger>(_ name: String) throws(ProtocolError) -> Result {
    try within(0...Int.max, name)
  }
}

extension String {
  /// The text itself when it is not too long.
  func text(_ name: String) throws(ProtocolError) -> String {
    guard utf8.count <= FieldLimit.text else {
      throw ProtocolError.badField(
        name: name, found: "\(utf8.count) bytes", expected: "at most \(FieldLimit.text) bytes of UTF-8")
    }
    return self
  }

  /// The text as the name of a UE.
  func ueName(_ name: String) throws(ProtocolError) -> UEName {
    do {
      return try UEName(self)
    } catch {
      throw ProtocolError.badField(
        name: name, found: "\"\(prefix(80))\"",
        expected: "1 to \(UEName.maximumLength) letters, digits, '-', '_' or '.', beginning with a letter or digit")
    }
  }

  /// The text as an address: `server`, `channel`, `ue/NAME`, or empty.
  func address(_ name: String) throws(ProtocolError) -> Address {
    switch self {
    case "server": return .server
    case "channel": return .channel
    case "": return .unnamed
    default:
      guard hasPrefix(Address.uePrefix), let ue = try? UEName(String(dropFirst(Address.uePrefix.count))) else {
        throw ProtocolError.badField(
          name: name, found: "\"\(prefix(80))\"", expected: "\"server\", \"channel\", \"ue/NAME\" or nothing")
      }
      return .ue(ue)
    }
  }
}

extension Address {
  /// What a UE's name follows on the wire.
  static let uePrefix = "ue/"

  /// The address as text on the wire.
  var wire: String {
    switch self {
    case .server: "server"
    case .channel: "channel"
    case .ue(let name): Self.uePrefix + name.rawValue
    case .unnamed: ""
    }
  }
}

extension Optional {
  /// What a field must have.
  func required(_ name: String, _ expected: String) throws(ProtocolError) -> Wrapped {
    guard let self else { throw ProtocolError.badField(name: name, found: "nothing", expected: expected) }
    return self
  }
}

extension RawRepresentable where RawValue == UInt32, Self: CaseIterable {
  /// The case that a number on the wire stands for.
  init(wireValue: Int, _ name: String) throws(ProtocolError) {
    guard let raw = UInt32(exactly: wireValue), let value = Self(rawValue: raw) else {
      let known = Self.allCases.map { "\($0.rawValue)" }.joined(separator: ", ")
      throw ProtocolError.badField(name: name, found: "\(wireValue)", expected: "one of \(known)")
    }
    self = value
  }
}
