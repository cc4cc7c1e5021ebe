import Glibc

/// Why a process cannot be observed.
public enum ObservingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Another process listens on this port of 127.0.0.1.
  case portInUse(UInt16)
  /// The port cannot be listened on.
  case cannotListen(port: UInt16, reason: String)
  /// The file for the address cannot be written.
  case cannotWrite(file: String)
  /// Text that is no URL of an observed process.
  case badURL(String)
  /// Nobody answers.
  case unreachable(url: String, reason: String)
  /// Somebody answers who is no observed process of this release.
  case badAnswer(url: String, found: String)

  /// A sentence that says what was found, what was expected and what to do.
  public var description: String {
    switch self {
    case .portInUse(let port):
      "--observe: port \(port) of 127.0.0.1 is in use by another process; choose another port, or auto for a free one"
    case .cannotListen(let port, let reason):
      "--observe: 127.0.0.1:\(port) cannot be listened on: \(reason); choose another port, or auto for a free one"
    case .cannotWrite(let file): "--observe-file: \(file) cannot be written; check the folder and its rights"
    case .badURL(let text): "\"\(text.prefix(200))\" is no URL of an edge server; expected http://HOST:PORT"
    case .unreachable(let url, let reason):
      "\(url) does not answer: \(reason); is the run over, or the address another?"
    case .badAnswer(let url, let found):
      "\(url) is no edge server of this release: found \(found), expected the status of a run as JSON"
    }
  }

  /// The words for the last failed call.
  static var lastReason: String { reason(errno) }

  static func reason(_ number: Int32) -> String { unsafe String(cString: strerror(number)) }
}
