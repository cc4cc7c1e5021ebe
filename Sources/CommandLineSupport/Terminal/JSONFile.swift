import ArgumentParser
import FoundationEssentials

/// JSON for other programs.
public enum JSONFile {
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
      Terminal.error.write(
        "\(Terminal.error.red("error:")) \(path) cannot be written: check the folder and its rights\n")
      throw ExitCode(ExitStatus.cannotCreate)
    }
  }
}
