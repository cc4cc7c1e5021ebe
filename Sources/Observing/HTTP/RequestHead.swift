/// The first line of an HTTP/1 request; its header fields are not looked at.
struct RequestHead: Hashable, Sendable {
  /// `GET`, as written.
  var method: String
  /// The path without the query.
  var path: String

  /// The most bytes that a request may have before its empty line.
  static let maximumLength = 8192

  /// What bytes come to.
  enum Reading: Hashable, Sendable {
    /// The empty line has not come yet.
    case incomplete
    /// A whole request, and its length with the empty line.
    case complete(RequestHead, length: Int)
    /// No request that is answered: the status and a sentence.
    case refused(HTTPStatus, String)
  }

  /// Reads what has come so far.
  ///
  /// A line ends with LF, with or without CR before it (RFC 9112, section 2.2).
  static func read(_ bytes: [UInt8]) -> Reading {
    guard let end = endOfHead(in: bytes) else {
      return bytes.count < maximumLength
        ? .incomplete
        : .refused(.headerTooLarge, "the request has no empty line within \(maximumLength) bytes")
    }
    let line = bytes[..<end].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard words.count == 3, words[2].starts(with: Array("HTTP/1.".utf8)), words[1].first == UInt8(ascii: "/"),
      line.allSatisfy({ (0x20...0x7E).contains($0) })
    else { return .refused(.badRequest, "expected a line such as GET /healthz HTTP/1.1") }
    let path = words[1].prefix { $0 != UInt8(ascii: "?") }
    return .complete(
      RequestHead(method: String(decoding: words[0], as: UTF8.self), path: String(decoding: path, as: UTF8.self)),
      length: end + 1)
  }

  /// The number of bytes before the empty line.
  private static func endOfHead(in bytes: [UInt8]) -> Int? {
    var isAtLineStart = false
    for (index, byte) in bytes.prefix(maximumLength).enumerated() {
      switch byte {
      case UInt8(ascii: "\n"):
        if isAtLineStart { return index }
        isAtLineStart = true
      case UInt8(ascii: "\r"): break
      default: isAtLineStart = false
      }
    }
    return nil
  }
}
