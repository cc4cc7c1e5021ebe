import Foundation
import Glibc

/// A folder of one test's own, gone with the value.
public final class TestFolder: Sendable {
  /// Its path: short enough for sockets.
  public let path: String

  /// Makes a folder.
  ///
  /// - Throws: what the file system throws.
  public init() throws {
    path = "/tmp/helio-test-\(getpid())-\(String(UInt32.random(in: 0...UInt32.max), radix: 36))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a file in the folder.
  public func file(_ name: String) -> String { "\(path)/\(name)" }

  /// An `ipc` endpoint in the folder.
  public func endpoint(_ name: String) -> String { "ipc://\(path)/\(name)" }

  /// Writes a file into the folder.
  ///
  /// - Parameters:
  ///   - text: what it holds.
  ///   - name: its name.
  /// - Returns: its path.
  /// - Throws: what the file system throws.
  public func write(_ text: String, as name: String) throws -> String {
    try Data(text.utf8).write(to: URL(filePath: file(name)))
    return file(name)
  }
}
