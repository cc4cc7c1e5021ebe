/// Who may be a CURVE server's client.
public enum AllowedClients: Hashable, Sendable {
  /// Whoever knows the server's public key.
  case anyone
  /// These keys alone.
  case only(Set<PublicKey>)
}

/// How a socket is protected.
public enum Security: Hashable, Sendable {
  /// Not at all: within one machine, or on a network that is trusted altogether.
  case none
  /// CURVE, as the side that listens.
  case curveServer(own: KeyPair, allowed: AllowedClients)
  /// CURVE, as the side that connects.
  case curveClient(server: PublicKey, own: KeyPair)

  /// Whether traffic is encrypted and the server proves who it is.
  public var usesCURVE: Bool { self != .none }
}
