import Crypto

/// SHA-256 as plain bytes.
public enum SHA256Digest {
  /// The 32 bytes of the digest of `bytes`.
  public static func of(_ bytes: [UInt8]) -> [UInt8] {
    [UInt8](SHA256.hash(data: bytes))
  }

  /// The digest in hexadecimal.
  public static func hexadecimal(_ digest: [UInt8]) -> String {
    let digits = Array("0123456789abcdef")
    return String(digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }
}

/// The digest of a run: d₀ = SHA-256(canonical topology, seed, model digests), d_s = SHA-256(d_{s−1} ‖ canonical slot s).
public struct RunDigest: Hashable, Sendable {
  /// The chained value, 32 bytes.
  public private(set) var value: [UInt8]

  /// d₀.
  ///
  /// - Parameters:
  ///   - scenario: the scenario's digest bytes.
  ///   - seed: the seed.
  ///   - models: digests of the models in use, in hexadecimal, in a fixed order.
  public init(scenario: [UInt8], seed: UInt64, models: [String]) {
    var encoder = CanonicalEncoder()
    encoder.append(scenario)
    encoder.append(seed)
    encoder.append(models.count)
    for model in models { encoder.append(model) }
    value = SHA256Digest.of(encoder.bytes)
  }

  /// A chain that goes on after a slot of a record.
  ///
  /// - Parameter value: d_s as recorded, 32 bytes.
  public init(resumingAfter value: [UInt8]) {
    precondition(value.count == 32, "a SHA-256 has 32 bytes, found \(value.count)")
    self.value = value
  }

  /// Chains one slot.
  public mutating func chain(_ slot: SlotRecord) {
    chain(canonicalBytes: slot.canonicalBytes())
  }

  /// Chains one slot that is encoded already.
  ///
  /// - Parameter canonicalBytes: the slot's `canonicalBytes()`.
  public mutating func chain(canonicalBytes: [UInt8]) {
    value = SHA256Digest.of(value + canonicalBytes)
  }

  /// As the run summary shows it.
  public var text: String { "sha256:" + SHA256Digest.hexadecimal(value) }
}
