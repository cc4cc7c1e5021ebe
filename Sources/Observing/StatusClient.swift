import FoundationEssentials
import Glibc
public import Trace

/// Asks an observed edge server, waiting for its answer.
public struct StatusClient: Sendable {
  /// The server's URL.
  public let url: String
  private let host: String
  private let port: UInt16
  private let patience: Duration

  /// The most bytes that an answer may have: a status of a hundred thousand UEs has less.
  static let maximumAnswer = 1 << 26

  /// Reads a URL.
  ///
  /// - Parameters:
  ///   - url: `http://HOST:PORT`, with or without a slash at the end; `HOST:PORT` will do.
  ///   - patience: how long to wait for an answer.
  /// - Throws: `ObservingError.badURL`.
  public init(url: String, patience: Duration = .seconds(5)) throws(ObservingError) {
    let text = url.contains("://") ? url : "http://\(url)"
    guard let parsed = URL(string: text), parsed.scheme == "http", let host = parsed.host, !host.isEmpty,
      parsed.path.isEmpty || parsed.path == "/", let port = UInt16(exactly: parsed.port ?? 80), port > 0
    else { throw .badURL(url) }
    self.url = "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    self.host = host
    self.port = port
    self.patience = patience
  }

  /// What the run is at.
  ///
  /// - Throws: `ObservingError` when nobody answers, or not with a status.
  public func status() throws(ObservingError) -> RunStatus {
    let answer = try get("/status")
    let (head, body) = Self.parts(of: answer)
    guard let code = Self.code(of: head) else {
      throw .badAnswer(url: url, found: answer.isEmpty ? "an empty answer" : "no HTTP")
    }
    guard code != HTTPStatus.unavailable.rawValue else { throw .unreachable(url: url, reason: Self.line(of: body)) }
    guard code == HTTPStatus.ok.rawValue else {
      throw .badAnswer(url: url, found: "HTTP status \(code), \(Self.line(of: body))")
    }
    do {
      return try JSONDecoder().decode(RunStatus.self, from: Data(body))
    } catch {
      throw .badAnswer(url: url, found: "\(body.count) bytes that are none")
    }
  }

  private static func parts(of answer: [UInt8]) -> (head: ArraySlice<UInt8>, body: ArraySlice<UInt8>) {
    let blank = Array("\r\n\r\n".utf8)
    guard let range = answer.firstRange(of: blank) else { return (answer[...], []) }
    return (answer[..<range.lowerBound], answer[range.upperBound...])
  }

  private static func code(of head: ArraySlice<UInt8>) -> Int? {
    let words = head.prefix { $0 != UInt8(ascii: "\r") }.split(separator: UInt8(ascii: " "))
    guard words.count >= 2, words[0].starts(with: Array("HTTP/1.".utf8)) else { return nil }
    return Int(String(decoding: words[1], as: UTF8.self))
  }

  private static func line(of body: ArraySlice<UInt8>) -> String {
    let first = String(decoding: body.prefix { $0 != UInt8(ascii: "\n") }.prefix(300), as: UTF8.self)
    return first.isEmpty ? "without a word" : first
  }

  // MARK: - The connection

  /// The whole answer to a request, head and body.
  func get(_ path: String) throws(ObservingError) -> [UInt8] {
    let deadline = ContinuousClock.now + patience
    let connection = try connect(until: deadline)
    // HTTP/1.0: the answer ends where the connection does.
    let request = Array("GET \(path) HTTP/1.0\r\nHost: \(host):\(port)\r\n\r\n".utf8)
    guard connection.send(request[...]) == .bytes(request.count) else { throw unreachable(ObservingError.lastReason) }
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while answer.count <= Self.maximumAnswer {
      try wait(for: connection, POLLIN, until: deadline)
      switch connection.read(into: &buffer) {
      case .bytes(0): return answer
      case .bytes(let count): answer += buffer[..<count]
      case .later: continue
      case .broken: throw unreachable(ObservingError.lastReason)
      }
    }
    throw .badAnswer(url: url, found: "more than \(Self.maximumAnswer) bytes")
  }

  private func connect(until deadline: ContinuousClock.Instant) throws(ObservingError) -> Descriptor {
    var hints = unsafe addrinfo()
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    let status = unsafe getaddrinfo(host, "\(port)", &hints, &list)
    guard status == 0 else { throw unreachable(unsafe String(cString: gai_strerror(status))) }
    defer { unsafe freeaddrinfo(list) }
    var reason = "no address"
    var entry = unsafe list
    while let candidate = unsafe entry?.pointee {
      let kind = unsafe candidate.ai_socktype | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
      let descriptor = Descriptor(owning: unsafe socket(candidate.ai_family, kind, candidate.ai_protocol))
      let status = unsafe Glibc.connect(descriptor.number, candidate.ai_addr, candidate.ai_addrlen)
      var error = status == 0 ? 0 : errno
      if error == EINPROGRESS {
        try wait(for: descriptor, POLLOUT, until: deadline)
        error = descriptor.pendingError
      }
      if error == 0 { return descriptor }
      reason = ObservingError.reason(error)
      unsafe entry = candidate.ai_next
    }
    throw unreachable(reason)
  }

  private func wait(
    for descriptor: Descriptor, _ event: Int32, until deadline: ContinuousClock.Instant
  ) throws(ObservingError) {
    let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
    var entry = pollfd(fd: descriptor.number, events: Int16(event), revents: 0)
    guard left > 0, unsafe poll(&entry, 1, Int32(left.rounded(.up))) != 0 else {
      throw unreachable("no answer within \(patience)")
    }
  }

  private func unreachable(_ reason: String) -> ObservingError { .unreachable(url: url, reason: reason) }
}

extension Descriptor {
  /// The error that a connection attempt ended with; 0 for none.
  fileprivate var pendingError: Int32 {
    var error: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    guard unsafe getsockopt(number, SOL_SOCKET, SO_ERROR, &error, &length) == 0 else { return errno }
    return error
  }
}
