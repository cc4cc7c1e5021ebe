import FoundationEssentials

/// JSON with sorted keys and no spaces: the same value gives the same bytes on every host.
public enum CanonicalJSON {
  /// Encodes a value.
  ///
  /// - Throws: `EncodingError` when a number is not finite.
  public static func encode(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(value))
  }

  /// Decodes a value.
  ///
  /// - Parameters:
  ///   - type: what to decode.
  ///   - bytes: JSON in UTF-8.
  /// - Returns: the value.
  /// - Throws: `DecodingError` when the bytes are not such a value.
  public static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
    try JSONDecoder().decode(type, from: Data(bytes))
  }
}

extension Scenario {
  /// The bytes that enter the digest: everything that decides what happens. The order in which peers come and how long
  /// they are waited for are left out; the seed and the model digests are chained in separately; where the data lie
  /// does not matter, what they are called does.
  public func digestBytes() throws -> [UInt8] {
    var scenario = withoutLocations
    scenario.attendance = Attendance()
    scenario.seed = 0
    return try CanonicalJSON.encode(scenario)
  }

  /// The profile of a UE that the topology names, or nil.
  public func profile(named name: String) -> UEProfile? {
    ues.first { $0.name == name }?.profile
  }
}
