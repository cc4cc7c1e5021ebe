import Glibc

/// The right to listen at an `ipc` path, held as a lock on the file `PATH.lock` beside it.
///
/// libzmq removes whatever lies at the path when it binds, a live socket too; so the path is claimed first, and only a
/// path at which nobody listens is cleared away.
struct PathClaim: ~Copyable {
  private let path: String
  private let descriptor: Int32

  /// Claims a path.
  ///
  /// - Throws: `MessagingError.endpointInUse` while somebody else holds it or listens at it, `.cannotOpen` when the
  ///   lock cannot be made or something that is no socket lies there.
  init(_ path: String, for endpoint: Endpoint) throws(MessagingError) {
    let descriptor = try Self.lock(path + Self.suffix, for: endpoint)
    do throws(MessagingError) {
      try Self.clear(path, for: endpoint)
    } catch {
      unsafe unlink(path + Self.suffix)
      close(descriptor)
      throw error
    }
    self.path = path
    self.descriptor = descriptor
  }

  deinit {
    // In this order, under the lock: whoever opens the lock file after this makes a new one.
    _ = unsafe unlink(path)
    _ = unsafe unlink(path + Self.suffix)
    close(descriptor)
  }

  private static let suffix = ".lock"

  private static func lock(_ path: String, for endpoint: Endpoint) throws(MessagingError) -> Int32 {
    while true {
      let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else {
        throw .cannotOpen(endpoint, reason: "\(path): \(MessagingError.reason(errno))")
      }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        close(descriptor)
        throw .endpointInUse(endpoint)
      }
      // A former holder may have removed the file between our open and our lock.
      var held = stat()
      var present = stat()
      let isPresent = unsafe fstat(descriptor, &held) == 0 && stat(path, &present) == 0 && held.st_ino == present.st_ino
      if isPresent { return descriptor }
      close(descriptor)
    }
  }

  private static func clear(_ path: String, for endpoint: Endpoint) throws(MessagingError) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFSOCK else {
      throw .cannotOpen(endpoint, reason: "\(path) is there and is no socket; choose another path")
    }
    guard !somebodyListens(at: path) else { throw .endpointInUse(endpoint) }
    guard unsafe unlink(path) == 0 else {
      throw .cannotOpen(endpoint, reason: "\(path) is stale and cannot be removed: \(MessagingError.reason(errno))")
    }
  }

  private static func somebodyListens(at path: String) -> Bool {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return true }
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { field in
      unsafe field.copyBytes(from: path.utf8.prefix(field.count - 1))
    }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    return unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        unsafe connect(descriptor, generic, size) == 0
      }
    }
  }
}
