import CZeroMQ

/// Answers libzmq's question whether a client's key is allowed (ZAP, RFC 27). Served on the loop thread.
final class AuthenticationHandler {
  let socket: Socket
  private let allowed: Set<PublicKey>

  /// Listens for questions; to be made before the socket that it protects listens.
  init(allowing allowed: Set<PublicKey>, in context: Context) throws(MessagingError) {
    let socket = try Socket(.reply, in: context)
    try socket.set(ZMQ_LINGER, 0)
    try socket.bind(to: Endpoint("inproc://zeromq.zap.01"))
    self.socket = socket
    self.allowed = allowed
  }

  /// Answers the questions that wait.
  func answerAll() {
    while case .message(let request) = socket.receive(limit: 65_536) {
      // version, request id, domain, address, routing id, mechanism, credentials
      let frames = request.frames
      let isCURVE = frames.count == 7 && frames[0] == Array("1.0".utf8) && frames[5] == Array("CURVE".utf8)
      let key = isCURVE ? PublicKey(raw: frames[6]) : nil
      let isAllowed = key.map(allowed.contains) ?? false
      let reply = [
        "1.0", nil, isAllowed ? "200" : "400", isAllowed ? "OK" : "key not allowed",
        isAllowed ? key?.text ?? "" : "", "",
      ].map { text in text.map { Array($0.utf8) } ?? (frames.count > 1 ? frames[1] : []) }
      _ = socket.send(Parcel(frames: reply))
    }
  }
}
