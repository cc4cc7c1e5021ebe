import FoundationEssentials

/// The end of a log file.
enum LogTail {
  /// The last lines of a file, empty ones left out; nothing when it cannot be read.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - count: how many lines at most.
  /// - Returns: the lines, the last one last.
  static func lines(of path: String, count: Int = 12) -> [String] {
    guard let handle = try? Data(contentsOf: URL(filePath: path), options: .mappedIfSafe) else { return [] }
    return String(decoding: handle.suffix(16_384), as: UTF8.self).split(whereSeparator: \.isNewline).suffix(count)
      .map { String($0.prefix(300)) }
  }
}
