import Glibc
import Testing
import Trace

@testable import Observing

/// A client that does as it likes: everything blocks, for a minute at most.
private final class RawClient {
  private let number: Int32

  init(_ url: String) throws {
    let port = try #require(UInt16(url.split(separator: ":").last ?? ""))
    number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var limit = timeval(tv_sec: 60, tv_usec: 0)
    unsafe setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    address.sin_port = port.bigEndian
    let status = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        unsafe connect(number, generic, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(status == 0)
  }

  deinit { close(number) }

  func send(_ text: String) {
    _ = unsafe Array(text.utf8).withUnsafeBytes { bytes in
      unsafe Glibc.send(number, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
    }
  }

  /// Everything until the other side closes.
  func receiveAll() -> String {
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(number, $0.baseAddress, $0.count) }
      guard count > 0 else { return String(decoding: all, as: UTF8.self) }
      all += buffer[..<count]
    }
  }
}

@Suite("The listener")
struct StatusListenerTests {
  private func listener(_ status: RunStatus? = .sample) throws -> StatusListener {
    let board = StatusBoard<RunStatus>()
    if let status { board.post(status) }
    return try StatusListener(port: 0, pages: StatusPages(program: "edge-server", board: board))
  }

  @Test("The client reads the status that the server posted, at a port that the system chose")
  func status() throws {
    let listener = try listener()
    #expect(try StatusClient(url: listener.url + "/").status() == .sample)
    #expect(try StatusClient(url: String(listener.url.dropFirst("http://".count))).status() == .sample)
  }

  @Test("A port that is taken is named with the remedy, and the port is free again after stop")
  func taken() throws {
    let first = try listener()
    let port = try #require(UInt16(first.url.split(separator: ":").last ?? ""))
    let error = try #require(throws: ObservingError.self) {
      _ = try StatusListener(port: port) { _ in HTTPResponse(.ok, "") }
    }
    #expect(
      error.description == "--observe: port \(port) of 127.0.0.1 is in use by another process; choose another port, or "
        + "auto for a free one")
    first.stop()
    first.stop()
    _ = try StatusListener(port: port) { _ in HTTPResponse(.ok, "") }
  }

  @Test("More connections than are served at a time are all answered")
  func crowd() throws {
    let listener = try listener()
    let clients = try (0..<(ListenerLoop.maximumConnections + 8)).map { _ in try RawClient(listener.url) }
    for client in clients { client.send("GET /healthz HTTP/1.1\r\n\r\n") }
    for client in clients { #expect(client.receiveAll().hasSuffix("\r\n\r\nok\n")) }
  }

  @Test("Connections that say nothing are cut off and do not keep others out")
  func silent() throws {
    let listener = try StatusListener(port: 0, patience: .milliseconds(50)) { _ in HTTPResponse(.ok, "heard") }
    let silent = try (0..<ListenerLoop.maximumConnections).map { _ in try RawClient(listener.url) }
    let client = try RawClient(listener.url)
    // Its own time begins when it is let in.
    client.send("GET / HTTP/1.1\r\n\r\n")
    #expect(client.receiveAll().hasSuffix("heard\n"))
    for client in silent { #expect(client.receiveAll().isEmpty) }
  }

  @Test("An answer larger than any socket's buffer arrives whole")
  func large() throws {
    let body = [UInt8](repeating: UInt8(ascii: "x"), count: 20_000_000)
    let listener = try StatusListener(port: 0, patience: .seconds(60)) { _ in
      HTTPResponse(.ok, contentType: "text/plain", body: body)
    }
    let client = try RawClient(listener.url)
    client.send("GET / HTTP/1.1\r\n\r\n")
    #expect(client.receiveAll().utf8.count > body.count)
  }

  @Test("A reader that goes away in the middle of an answer harms nobody")
  func gone() throws {
    let listener = try StatusListener(port: 0) { _ in
      HTTPResponse(.ok, contentType: "text/plain", body: [UInt8](repeating: 0, count: 20_000_000))
    }
    for _ in 0..<5 { try RawClient(listener.url).send("GET / HTTP/1.1\r\n\r\n") }
    let client = try RawClient(listener.url)
    client.send("HEAD / HTTP/1.1\r\n\r\n")
    #expect(client.receiveAll().hasPrefix("HTTP/1.1 200 OK\r\n"))
  }

  @Test("The client says what is wrong with a URL, with nobody there, and with somebody else")
  func client() throws {
    for url in ["", "https://127.0.0.1:1", "http://127.0.0.1:0", "http://127.0.0.1:1/other", "127.0.0.1:99999"] {
      #expect(throws: ObservingError.badURL(url)) { _ = try StatusClient(url: url) }
    }
    let gone = try listener()
    gone.stop()
    #expect(throws: ObservingError.unreachable(url: gone.url, reason: "Connection refused")) {
      _ = try StatusClient(url: gone.url).status()
    }
    let other = try StatusListener(port: 0) { _ in HTTPResponse(.ok, "hello") }
    #expect(throws: ObservingError.badAnswer(url: other.url, found: "6 bytes that are none")) {
      _ = try StatusClient(url: other.url).status()
    }
    let young = try listener(nil)
    #expect(throws: ObservingError.unreachable(url: young.url, reason: "edge-server has only just started")) {
      _ = try StatusClient(url: young.url).status()
    }
    let deaf = try StatusListener(port: 0) { _ in
      usleep(300_000)
      return HTTPResponse(.ok, "")
    }
    #expect(throws: ObservingError.unreachable(url: deaf.url, reason: "no answer within 0.1 seconds")) {
      _ = try StatusClient(url: deaf.url, patience: .milliseconds(100)).status()
    }
  }
}
