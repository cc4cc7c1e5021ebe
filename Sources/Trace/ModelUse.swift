/// A model that a run used.
public struct ModelUse: Codable, Hashable, Sendable {
  /// What the topology calls it.
  public var name: String
  /// SHA-256 of its file, in hexadecimal.
  public var digest: String

  /// Names a model.
  public init(name: String, digest: String) {
    self.name = name
    self.digest = digest
  }
}
