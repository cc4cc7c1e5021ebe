/// How the connection towards the server stands.
public enum ConnectionState: Hashable, Sendable {
  /// Neither made nor failed yet.
  case connecting
  /// Made: the handshake is done.
  case connected
  /// Not there, and why; libzmq keeps trying.
  case failed(ConnectionFailure)
}

/// Why there is no connection.
public enum ConnectionFailure: Hashable, Sendable {
  /// Nobody listens at the address: the connection is refused, or the path does not exist.
  case nobodyThere
  /// The host's name has no address.
  case unknownHost
  /// Somebody accepts the connection and says nothing.
  case silentListener
  /// The listener closed the connection during a CURVE handshake: what libzmq servers do to a client that has the
  /// wrong server key.
  case wrongServerKey
  /// The server does not allow the client's key.
  case keyNotAllowed
  /// One side uses CURVE, the other does not.
  case mechanismMismatch
  /// The listener closed the connection during the handshake.
  case closedDuringHandshake
  /// The listener speaks something else than ZMTP.
  case notZeroMQ
  /// The connection was there and is lost.
  case disconnected

  /// Whether libzmq gives up after it, so that the socket must be made anew.
  var endsSocket: Bool {
    switch self {
    case .keyNotAllowed, .mechanismMismatch, .notZeroMQ: true
    default: false
    }
  }

  /// Whether it is concluded from a connection that the listener closed without a word.
  var isGuess: Bool { self == .wrongServerKey || self == .closedDuringHandshake }

  /// A sentence for people: what is wrong at the endpoint and what to do.
  ///
  /// - Parameters:
  ///   - endpoint: where the connection was to go.
  ///   - usesCURVE: whether this side uses CURVE.
  /// - Returns: the sentence, without a full stop.
  public func explanation(endpoint: Endpoint, usesCURVE: Bool) -> String {
    switch self {
    case .nobodyThere: "nobody listens at \(endpoint): start the other side, or correct the endpoint"
    case .unknownHost: "the host of \(endpoint) has no address: correct its name"
    case .silentListener:
      "somebody accepts connections at \(endpoint) but says nothing: it is not Heliograph, or it hangs"
    case .wrongServerKey:
      "\(endpoint) closed the connection during the CURVE handshake: "
        + "the server's public key given here is probably not the server's, or the server does not use CURVE"
    case .keyNotAllowed: "\(endpoint) does not allow this key: add the public key to the server's list"
    case .mechanismMismatch:
      usesCURVE
        ? "\(endpoint) does not use CURVE but this side does: leave the keys out here, or start the server with keys"
        : "\(endpoint) uses CURVE but this side does not: give the server's public key and a key pair"
    case .closedDuringHandshake:
      "\(endpoint) closed the connection during the handshake: it is not Heliograph, or it uses CURVE"
    case .notZeroMQ: "\(endpoint) does not speak ZMTP: it is not Heliograph; correct the endpoint"
    case .disconnected: "the connection to \(endpoint) is lost"
    }
  }
}
