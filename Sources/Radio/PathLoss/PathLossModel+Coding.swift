extension PathLossModel {
  /// Every model that a name alone describes: all but the log-distance law.
  public static let named: [PathLossModel] =
    DeploymentScenario.allCases.flatMap { scenario in
      [.always, .never, .drawn].map { PathLossModel.deployment(scenario, $0) }
    } + [.macroCell, .freeSpace]

  /// What messages and scenarios call the model: "umiStreetCanyonNLOS", "freeSpace". A scenario's name alone stands for
  /// the line of sight that is drawn.
  public var name: String {
    switch self {
    case .freeSpace: "freeSpace"
    case .macroCell: "macroCell"
    case .logDistance: "logDistance"
    case .deployment(let scenario, .always): "\(scenario.name)LOS"
    case .deployment(let scenario, .never): "\(scenario.name)NLOS"
    case .deployment(let scenario, .drawn): scenario.name
    }
  }
}

extension PathLossModel: Codable {
  private enum Key: String, CodingKey { case logDistance }

  /// Reads a name, or the log-distance law under its name.
  public init(from decoder: any Decoder) throws {
    if let container = try? decoder.container(keyedBy: Key.self) {
      self = .logDistance(try container.decode(LogDistancePathLoss.self, forKey: .logDistance))
      return
    }
    let container = try decoder.singleValueContainer()
    let name = try container.decode(String.self)
    guard let model = Self.named.first(where: { $0.name == name }) else {
      let known = Self.named.map(\.name).joined(separator: ", ")
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "found the path loss model \"\(name)\", expected one of \(known)")
    }
    self = model
  }

  /// Writes the name, or the log-distance law under its name.
  public func encode(to encoder: any Encoder) throws {
    if case .logDistance(let law) = self {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(law, forKey: .logDistance)
    } else {
      var container = encoder.singleValueContainer()
      try container.encode(name)
    }
  }
}
