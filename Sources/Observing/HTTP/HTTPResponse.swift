/// The statuses that are answered with.
enum HTTPStatus: Int, Hashable, Sendable {
  case ok = 200
  case badRequest = 400
  case notFound = 404
  case methodNotAllowed = 405
  case headerTooLarge = 431
  case internalError = 500
  case unavailable = 503

  /// The reason phrase of RFC 9110 and RFC 6585.
  var phrase: String {
    switch self {
    case .ok: "OK"
    case .badRequest: "Bad Request"
    case .notFound: "Not Found"
    case .methodNotAllowed: "Method Not Allowed"
    case .headerTooLarge: "Request Header Fields Too Large"
    case .internalError: "Internal Server Error"
    case .unavailable: "Service Unavailable"
    }
  }
}

/// An answer, after which the connection is closed.
struct HTTPResponse: Hashable, Sendable {
  var status: HTTPStatus
  var contentType: String
  var body: [UInt8]

  /// A line of text.
  init(_ status: HTTPStatus, _ text: String) {
    self.init(status, contentType: "text/plain; charset=utf-8", body: Array((text + "\n").utf8))
  }

  init(_ status: HTTPStatus, contentType: String, body: [UInt8]) {
    self.status = status
    self.contentType = contentType
    self.body = body
  }

  /// The answer on the wire, without its body in answer to HEAD.
  func encoded(withBody: Bool) -> [UInt8] {
    var head = "HTTP/1.1 \(status.rawValue) \(status.phrase)\r\n"
    head += "Content-Type: \(contentType)\r\nContent-Length: \(body.count)\r\n"
    head += "Cache-Control: no-store\r\nConnection: close\r\n"
    if status == .methodNotAllowed { head += "Allow: GET, HEAD\r\n" }
    return Array((head + "\r\n").utf8) + (withBody ? body : [])
  }
}
