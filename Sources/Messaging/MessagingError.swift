import CZeroMQ
import Glibc

/// Why a transport cannot be set up. What goes wrong later is a state or an event, never an error.
public enum MessagingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Text that is no endpoint.
  case badEndpoint(String, reason: String)
  /// A socket that other machines could reach would be open to everybody.
  case insecureBinding(Endpoint)
  /// Somebody listens there already.
  case endpointInUse(Endpoint)
  /// The endpoint cannot be opened.
  case cannotOpen(Endpoint, reason: String)
  /// Text that is no CURVE key.
  case badKey(reason: String)
  /// A key file that cannot be read, written or trusted.
  case keyFile(path: String, reason: String)
  /// The operating system or libzmq refused something.
  case system(call: String, reason: String)

  /// A sentence that says what was found, what was expected and what to do.
  public var description: String {
    switch self {
    case .badEndpoint(let text, let reason):
      "endpoint \"\(text)\": \(reason); expected tcp://HOST:PORT, ipc://PATH or inproc://NAME"
    case .insecureBinding(let endpoint):
      "\(endpoint) can be reached from other machines and has no CURVE keys: anybody could take part; "
        + "give it keys, bind to 127.0.0.1, or allow insecure binding explicitly"
    case .endpointInUse(let endpoint):
      "\(endpoint) is in use by a running process; stop that process or choose another endpoint"
    case .cannotOpen(let endpoint, let reason): "\(endpoint) cannot be opened: \(reason)"
    case .badKey(let reason): "CURVE key: \(reason)"
    case .keyFile(let path, let reason): "key file \(path): \(reason)"
    case .system(let call, let reason): "\(call) failed: \(reason)"
    }
  }

  /// The error that a failed libzmq call left behind.
  static func fromZeroMQ(_ call: String) -> MessagingError {
    .system(call: call, reason: reason(zmq_errno()))
  }

  /// The error that a failed system call left behind.
  static func fromSystem(_ call: String) -> MessagingError {
    .system(call: call, reason: reason(errno))
  }

  /// The words for an error number of the system or of libzmq.
  static func reason(_ number: Int32) -> String {
    guard let text = unsafe zmq_strerror(number) else { return "error \(number)" }
    return unsafe String(cString: text)
  }
}
