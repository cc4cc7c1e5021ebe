import CZeroMQ
import Glibc

/// A libzmq context: its I/O threads and the table of `inproc` names.
///
/// Sockets hold the context, so it is terminated after the last of them is closed, never before: termination waits for
/// the sockets' remaining messages, at most as long as each socket lingers.
@safe
// Unchecked, since the compiler does not know what a pointer leads to: libzmq documents contexts as safe to use from any
// thread, and the pointer never changes.
public final class Context: @unchecked Sendable {
  let pointer: UnsafeMutableRawPointer

  /// Makes a context with one I/O thread.
  ///
  /// - Throws: `MessagingError.system` when descriptors or memory are exhausted.
  public init() throws(MessagingError) {
    guard let pointer = unsafe zmq_ctx_new() else { throw .fromZeroMQ("zmq_ctx_new") }
    unsafe self.pointer = pointer
  }

  deinit {
    // A signal may interrupt the wait for the sockets' last messages.
    while unsafe zmq_ctx_term(pointer) != 0, zmq_errno() == EINTR {}
  }
}
