import FoundationEssentials

/// The end of a log file.
enum LogTail {
  /// The last lines of a file; nothing when it cannot be read. Empty lines are left out, and of lines that say the same
  /// the last is kept: a reason is often logged when it arises and once more as the last word.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - count: how many lines at most.
  /// - Returns: the lines, the last one last.
  static func lines(of path: String, count: Int = 12) -> [String] {
    guard let handle = try? Data(contentsOf: URL(filePath: path), options: .mappedIfSafe) else { return [] }
    let lines = String(decoding: handle.suffix(16_384), as: UTF8.self).split(whereSeparator: \.isNewline)
    let kept = lines.enumerated().filter { index, line in
      !lines[(index + 1)...].contains { words($0) == words(line) }
    }
    return kept.suffix(count).map { String($0.element.prefix(300)) }
  }

  /// A line without what its process puts before it: `03:40:31.250 ue-1 warning: text`.
  private static func words(_ line: Substring) -> Substring {
    guard line.first?.isNumber == true, let colon = line.firstRange(of: ": ") else { return line }
    return line[colon.upperBound...]
  }
}
