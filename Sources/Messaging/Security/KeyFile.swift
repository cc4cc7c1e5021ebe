import Glibc

/// Keys in files: lines of `public = KEY` and `secret = KEY`; lines that begin with `#` are comments.
extension KeyPair {
  /// Writes the pair to a new file that its owner alone can read.
  ///
  /// - Parameter path: the file; it must not exist yet.
  /// - Throws: `MessagingError.keyFile`.
  public func save(to path: String) throws(MessagingError) {
    let text = "# Heliograph CURVE key pair: keep it secret\npublic = \(publicKey)\nsecret = \(secret.text)\n"
    try KeyFile.write(text, to: path, mode: 0o600)
  }

  /// Reads a pair.
  ///
  /// - Parameter path: a file that `save` wrote.
  /// - Throws: `MessagingError.keyFile` when it cannot be read, when others can read it, or when it holds no pair.
  public init(contentsOf path: String) throws(MessagingError) {
    let file = try KeyFile(path, secret: true)
    do {
      try self.init(
        publicKey: PublicKey(file.value(of: "public")), secret: SecretKey(file.value(of: "secret")))
    } catch .badKey(let reason) {
      throw .keyFile(path: path, reason: reason)
    }
  }
}

extension PublicKey {
  /// Writes the key to a new file that everybody may read.
  ///
  /// - Parameter path: the file; it must not exist yet.
  /// - Throws: `MessagingError.keyFile`.
  public func save(to path: String) throws(MessagingError) {
    try KeyFile.write("# Heliograph CURVE public key\npublic = \(text)\n", to: path, mode: 0o644)
  }

  /// Reads a public key.
  ///
  /// - Parameter path: a file that `save` wrote, of a key or of a pair.
  /// - Throws: `MessagingError.keyFile` when it cannot be read or holds no key.
  public init(contentsOf path: String) throws(MessagingError) {
    let file = try KeyFile(path, secret: false)
    do {
      try self.init(file.value(of: "public"))
    } catch .badKey(let reason) {
      throw .keyFile(path: path, reason: reason)
    }
  }
}

private struct KeyFile {
  let path: String
  let values: [Substring: Substring]

  init(_ path: String, secret: Bool) throws(MessagingError) {
    self.path = path
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .keyFile(path: path, reason: "cannot be opened: \(MessagingError.reason(errno))")
    }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .keyFile(path: path, reason: "is not a file")
    }
    guard !secret || status.st_mode & 0o077 == 0 else {
      throw .keyFile(path: path, reason: "others can read or write it; do: chmod 600 \(path)")
    }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = unsafe read(descriptor, &bytes, bytes.count)
    guard count >= 0 else {
      throw .keyFile(path: path, reason: "cannot be read: \(MessagingError.reason(errno))")
    }
    var values: [Substring: Substring] = [:]
    for line in String(decoding: bytes.prefix(count), as: UTF8.self).split(separator: "\n") where line.first != "#" {
      guard let equals = line.firstIndex(of: "=") else { continue }
      let key = line[..<equals].filter { $0 != " " }
      values[Substring(key)] = line[line.index(after: equals)...].drop { $0 == " " }
    }
    self.values = values
  }

  func value(of key: String) throws(MessagingError) -> String {
    guard let value = values[Substring(key)] else {
      throw .keyFile(path: path, reason: "has no line \"\(key) = KEY\"")
    }
    return String(value)
  }

  static func write(_ text: String, to path: String, mode: mode_t) throws(MessagingError) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else {
      throw .keyFile(path: path, reason: "cannot be made: \(MessagingError.reason(errno))")
    }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    guard unsafe Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
      throw .keyFile(path: path, reason: "cannot be written: \(MessagingError.reason(errno))")
    }
  }
}
