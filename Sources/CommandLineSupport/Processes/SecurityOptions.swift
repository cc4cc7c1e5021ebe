public import ArgumentParser
public import Messaging

/// The keys of a process that others connect to.
public struct ListeningSecurityOptions: ParsableArguments {
  /// The key pair's file.
  @Option(help: ArgumentHelp("CURVE key pair of the listening side (helio keys makes one).", valueName: "file"))
  public var serverKey: String?

  /// Public keys that may connect.
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Public keys that may connect; left out, whoever knows the server's key.", valueName: "file"))
  public var allow: [String] = []

  /// Whether to listen beyond this machine without keys.
  @Flag(help: "Listen beyond this machine without keys: for networks that nobody else is on.")
  public var insecure = false

  /// No options yet.
  public init() {}

  /// The security that the options ask for.
  ///
  /// - Throws: `MessagingError` that names the key file at fault.
  public func security() throws -> Security {
    guard let serverKey else { return .none }
    let pair = try KeyPair(contentsOf: serverKey)
    guard !allow.isEmpty else { return .curveServer(own: pair, allowed: .anyone) }
    let keys = try allow.map { try PublicKey(contentsOf: $0) }
    return .curveServer(own: pair, allowed: .only(Set(keys)))
  }
}

/// The keys of a process that connects.
public struct ConnectingSecurityOptions: ParsableArguments {
  /// The other side's public key.
  @Option(help: ArgumentHelp("Public CURVE key of the side to connect to.", valueName: "file"))
  public var peerKey: String?

  /// This side's key pair.
  @Option(help: ArgumentHelp("CURVE key pair of this side; left out, one is made for this run.", valueName: "file"))
  public var ownKey: String?

  /// No options yet.
  public init() {}

  /// The security that the options ask for.
  ///
  /// - Throws: `MessagingError` that names the key file at fault, `ValidationError` for an own key without a peer's.
  public func security() throws -> Security {
    guard let peerKey else {
      guard ownKey == nil else {
        throw ValidationError("--own-key needs --peer-key, the key of the side to connect to")
      }
      return .none
    }
    let own = try ownKey.map { try KeyPair(contentsOf: $0) } ?? KeyPair.generate()
    return .curveClient(server: try PublicKey(contentsOf: peerKey), own: own)
  }
}
