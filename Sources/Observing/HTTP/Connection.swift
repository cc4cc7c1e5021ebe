/// One connection to the listener, as a state machine without a socket: it takes bytes and says what to send.
struct Connection: Sendable {
  /// What the connection waits for.
  enum Phase: Hashable, Sendable {
    /// The rest of the request.
    case reading
    /// That the answer can be sent.
    case writing
    /// That a peer that says more than it should closes: what it still sends is thrown away, since closing before that is
    /// read would discard the answer.
    case draining
    /// Nothing: it is to be closed.
    case over
  }

  private(set) var phase = Phase.reading
  private var received: [UInt8] = []
  private var answer: [UInt8] = []
  private var sent = 0
  /// Whether the peer said more than was answered.
  private var hasMore = false
  private var drained = 0

  /// The most bytes that are thrown away after the answer.
  static let maximumDrained = 1 << 16

  /// Takes bytes of the peer.
  ///
  /// - Parameters:
  ///   - bytes: what came; none when the peer has closed its side.
  ///   - respond: answers a request.
  mutating func take(_ bytes: ArraySlice<UInt8>, respond: (RequestHead) -> HTTPResponse) {
    switch phase {
    case .reading where bytes.isEmpty: phase = .over
    case .reading:
      received += bytes.prefix(RequestHead.maximumLength - received.count)
      switch RequestHead.read(received) {
      case .incomplete: return
      case .complete(let head, let length):
        let isRead = head.method == "GET" || head.method == "HEAD"
        hasMore = !isRead || received.count > length
        let response =
          isRead ? respond(head) : HTTPResponse(.methodNotAllowed, "\(head.method.prefix(20)) is not answered, GET is")
        answer = response.encoded(withBody: head.method != "HEAD")
      case .refused(let status, let reason):
        hasMore = true
        answer = HTTPResponse(status, reason).encoded(withBody: true)
      }
      received = []
      phase = .writing
    case .draining:
      drained += bytes.count
      if bytes.isEmpty || drained > Self.maximumDrained { phase = .over }
    case .writing, .over: break
    }
  }

  /// What is still to be sent.
  var unsent: ArraySlice<UInt8> { answer[sent...] }

  /// So many bytes of it were sent.
  mutating func noteSent(_ count: Int) {
    sent += count
    if phase == .writing, sent >= answer.count { phase = hasMore ? .draining : .over }
  }

  /// The connection broke, or its time is over.
  mutating func giveUp() { phase = .over }
}
