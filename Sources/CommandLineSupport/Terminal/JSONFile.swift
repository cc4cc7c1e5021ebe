import ArgumentParser
import FoundationEssentials
import Glibc

/// JSON for other programs.
public enum JSONFile {
  /// Makes sure, before any work is done, that a file can be written.
  ///
  /// - Parameter path: the file, `-` for standard output, or nil for none.
  /// - Throws: `ExitCode` 73 after saying why it cannot be written.
  public static func check(_ path: String?) throws {
    guard let path, path != "-" else { return }
    let folder = URL(filePath: path).deletingLastPathComponent().path
    let target = FileManager.default.fileExists(atPath: path) ? path : folder
    guard unsafe access(folder, W_OK | X_OK) == 0, unsafe access(target, W_OK) == 0 else { throw refusal(path) }
  }

  /// Makes sure, before any work is done, that a file can be written once the folders that it lies in are made.
  ///
  /// - Parameter path: the file.
  /// - Throws: `ExitCode` 73 after saying why it cannot be written.
  public static func checkPlace(_ path: String) throws {
    let files = FileManager.default
    var isFolder = false
    if files.fileExists(atPath: path, isDirectory: &isFolder) {
      guard !isFolder else { throw refusal(path) }
      return try check(path)
    }
    var folder = URL(filePath: path).deletingLastPathComponent()
    while !files.fileExists(atPath: folder.path, isDirectory: &isFolder), folder.path != "/" {
      folder = folder.deletingLastPathComponent()
    }
    guard isFolder, unsafe access(folder.path, W_OK | X_OK) == 0 else { throw refusal(path) }
  }

  /// Writes a value with sorted keys, indented.
  ///
  /// - Parameters:
  ///   - value: what to write.
  ///   - path: the file, or `-` for standard output.
  /// - Throws: `ExitCode` 73 after saying why the file cannot be written.
  public static func write(_ value: some Encodable, to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let bytes = try encoder.encode(value) + Data("\n".utf8)
    guard path != "-" else { return Terminal.output.write(String(decoding: bytes, as: UTF8.self)) }
    do {
      try bytes.write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw refusal(path)
    }
  }

  private static func refusal(_ path: String) -> ExitCode {
    Terminal.error.write(
      "\(Terminal.error.red("error:")) \(path) cannot be written: check the folder and its rights\n")
    return ExitCode(ExitStatus.cannotCreate)
  }
}
