import Glibc

/// Owns a file descriptor and closes it. Confined to one thread.
final class FileDescriptor {
  let number: Int32

  init(owning number: Int32) { self.number = number }

  deinit { close(number) }

  /// Opens a file to append to it, for its owner alone.
  static func appending(_ path: String) throws(SystemError) -> FileDescriptor {
    let number = unsafe open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard number >= 0 else { throw SystemError("open \(path)") }
    return FileDescriptor(owning: number)
  }

  func makeNonBlocking() {
    _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL) | O_NONBLOCK)
  }

  /// What can be read now; nil at the end of the file, empty when nothing waits.
  func readAvailable() -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      unsafe read(number, bytes.baseAddress, bytes.count)
    }
    if count > 0 { return Array(buffer[..<count]) }
    return count == 0 || (errno != EAGAIN && errno != EINTR) ? nil : []
  }
}

/// A stream between two descriptors that no other child inherits.
///
/// A pair of connected sockets instead of a pipe: `socketpair` marks both ends close-on-exec in the same call, which for
/// pipes takes `pipe2`, a function that Swift's Glibc module does not show.
struct Stream {
  let reading: FileDescriptor
  let writing: FileDescriptor

  init() throws(SystemError) {
    var ends: (Int32, Int32) = (-1, -1)
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let status = unsafe withUnsafeMutableBytes(of: &ends) { bytes in
      unsafe socketpair(AF_UNIX, kind, 0, bytes.bindMemory(to: Int32.self).baseAddress)
    }
    guard status == 0 else { throw SystemError("socketpair") }
    reading = FileDescriptor(owning: ends.0)
    writing = FileDescriptor(owning: ends.1)
  }
}

/// Waits for input and for ends.
enum Poll {
  /// Waits for some time at most.
  ///
  /// - Parameters:
  ///   - input: ends the wait when it can be read or its other end is closed; nil: nothing is read.
  ///   - others: end the wait when their other end is closed.
  ///   - milliseconds: how long at most.
  /// - Returns: the numbers of those whose other end is closed.
  static func wait(input: FileDescriptor?, others: [FileDescriptor], milliseconds: Int32) -> Set<Int32> {
    var entries = others.map { pollfd(fd: $0.number, events: 0, revents: 0) }
    if let input { entries.append(pollfd(fd: input.number, events: Int16(POLLIN), revents: 0)) }
    let count = nfds_t(entries.count)
    _ = unsafe entries.withUnsafeMutableBufferPointer { buffer in
      unsafe poll(buffer.baseAddress, count, milliseconds)
    }
    return Set(entries.filter { $0.revents & Int16(POLLHUP) != 0 }.map(\.fd))
  }
}
