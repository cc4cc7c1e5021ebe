/// The lines that one process writes to its standard output. Confined to the launcher's thread.
///
/// Every process has one of its own: what a process that was killed has left unfinished never runs into the first line
/// of its successor.
final class OutputLines {
  /// Where they come from; nil when the process will write no more.
  private(set) var descriptor: FileDescriptor?
  private var pending: [UInt8] = []

  init(_ descriptor: FileDescriptor) {
    descriptor.makeNonBlocking()
    self.descriptor = descriptor
  }

  /// The lines that can be read now, without their ends.
  func next() -> [[UInt8]] {
    while let descriptor {
      guard let bytes = descriptor.readAvailable() else {
        self.descriptor = nil
        break
      }
      guard !bytes.isEmpty else { break }
      pending += bytes
    }
    guard let last = pending.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
    let lines = pending[..<last].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    defer { pending.removeSubrange(...last) }
    return lines.map(Array.init)
  }

  /// What the process wrote last if it did not end the line.
  func unfinished() -> [UInt8]? {
    defer { pending = [] }
    return pending.isEmpty ? nil : pending
  }
}
