import Testing

@testable import Observing

@Suite("One HTTP connection")
struct ConnectionTests {
  private func take(_ text: String, _ connection: inout Connection) {
    connection.take(Array(text.utf8)[...]) { HTTPResponse(.ok, "\($0.method) \($0.path)") }
  }

  private func text(_ connection: Connection) -> String { String(decoding: connection.unsent, as: UTF8.self) }

  @Test("A request in pieces is answered when its empty line is there; the answer closes the connection")
  func pieces() {
    var connection = Connection()
    for piece in ["GE", "T /metrics?a=b HT", "TP/1.1\r\nHost: x\r", "\n\r"] {
      take(piece, &connection)
      #expect(connection.phase == .reading)
    }
    take("\n", &connection)
    #expect(connection.phase == .writing)
    #expect(
      text(connection)
        == "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 13\r\nCache-Control: no-store\r\n"
        + "Connection: close\r\n\r\nGET /metrics\n")
    connection.noteSent(5)
    #expect(connection.phase == .writing)
    connection.noteSent(connection.unsent.count)
    #expect(connection.phase == .over)
  }

  @Test("A peer that says more than its request is listened to after its answer, for a while")
  func talkative() {
    var connection = Connection()
    take("GET / HTTP/1.1\r\n\r\nmore", &connection)
    connection.noteSent(connection.unsent.count)
    #expect(connection.phase == .draining)
    take("and more", &connection)
    #expect(connection.phase == .draining)
    take("", &connection)
    #expect(connection.phase == .over)
  }

  @Test("HEAD is answered without the body, other methods with what is allowed")
  func methods() {
    var head = Connection()
    take("HEAD / HTTP/1.0\n\n", &head)
    #expect(text(head).hasSuffix("Content-Length: 7\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n"))
    var post = Connection()
    take("POST /healthz HTTP/1.1\r\n\r\n", &post)
    #expect(text(post).hasPrefix("HTTP/1.1 405 Method Not Allowed\r\n"))
    #expect(text(post).contains("Allow: GET, HEAD\r\n"))
  }

  @Test("What is no request is refused with what was expected")
  func malformed() {
    for line in [
      "", "GET /", "GET  / HTTP/1.1", "GET x HTTP/1.1", "GET / HTTP/2", "GET /\u{7F} HTTP/1.1", "\u{16}\u{03}\u{01}",
    ] {
      var connection = Connection()
      take(line + "\r\n\r\n", &connection)
      #expect(text(connection).hasPrefix("HTTP/1.1 400 Bad Request\r\n"), "\(line)")
      #expect(text(connection).hasSuffix("expected a line such as GET /healthz HTTP/1.1\n"))
    }
  }

  @Test("A request without end is refused after 8 KiB, and no more of it is kept")
  func endless() {
    var connection = Connection()
    take("GET /", &connection)
    for _ in 0..<7 { take(String(repeating: "a", count: 1024), &connection) }
    #expect(connection.phase == .reading)
    take(String(repeating: "a", count: 100_000), &connection)
    #expect(text(connection).hasPrefix("HTTP/1.1 431 Request Header Fields Too Large\r\n"))
    connection.noteSent(connection.unsent.count)
    take(String(repeating: "a", count: Connection.maximumDrained), &connection)
    #expect(connection.phase == .draining)
    take("a", &connection)
    #expect(connection.phase == .over)
  }

  @Test("A peer that leaves before its request is complete is not answered")
  func leaves() {
    var connection = Connection()
    take("GET / HT", &connection)
    take("", &connection)
    #expect(connection.phase == .over)
    #expect(connection.unsent.isEmpty)
  }
}
