extension SmallScaleFading: Codable {
  private enum Key: String, CodingKey { case flat, tappedDelayLine }

  private static let named: [(name: String, fading: SmallScaleFading)] = [("none", .none), ("rayleigh", .rayleigh)]

  /// Reads `none` or `rayleigh`, or a fading under the name of its kind.
  public init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: Key.self) {
      if container.contains(.tappedDelayLine) {
        self = .tappedDelayLine(try container.decode(TappedDelayLine.self, forKey: .tappedDelayLine))
      } else {
        self = .flat(try container.decode(FlatFading.self, forKey: .flat))
      }
      return
    }
    let container = try decoder.singleValueContainer()
    let name = try container.decode(String.self)
    guard let match = Self.named.first(where: { $0.name == name }) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "found the fading \"\(name)\", expected \"none\" or \"rayleigh\"")
    }
    self = match.fading
  }

  /// Writes `none` or `rayleigh` where that says it all, and else the fading under the name of its kind.
  public func encode(to encoder: any Encoder) throws {
    if let match = Self.named.first(where: { $0.fading == self }) {
      var container = encoder.singleValueContainer()
      return try container.encode(match.name)
    }
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .none: preconditionFailure("no fading has a name")
    case .flat(let flat): try container.encode(flat, forKey: .flat)
    case .tappedDelayLine(let line): try container.encode(line, forKey: .tappedDelayLine)
    }
  }
}
