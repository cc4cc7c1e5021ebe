/// A text file, plain or `.gz`, as lines: UTF-8, with or without byte order mark, ended by LF or CRLF.
struct TextFile {
  let path: String
  let lines: [String]

  /// The most characters that a line may have.
  static let mostCharacters = 4096

  /// The most bytes that a file may have, packed or unpacked: a gigabyte.
  static let mostBytes = 1 << 30

  /// Reads a file; `.gz` at the end of its name means that it is packed.
  ///
  /// - Parameter path: the file.
  /// - Throws: ``DataSetError`` with file and line for a line that is not UTF-8 or too long.
  init(_ path: String) throws(DataSetError) {
    let isPacked = path.hasSuffix(".gz")
    let bytes =
      isPacked
      ? try unpackedContents(ofFile: path, atMost: TextFile.mostBytes, remedy: "Fetch or pack the file again")
      : try contents(ofFile: path, atMost: TextFile.mostBytes, expected: "a text file")
    try self.init(bytes, path: path)
  }

  /// Reads lines from bytes; `path` is for the errors.
  init(_ bytes: [UInt8], path: String) throws(DataSetError) {
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = bytes.starts(with: byteOrderMark) ? bytes[3...] : bytes[...]
    let newline = UInt8(ascii: "\n")
    var pieces = text.split(separator: newline, omittingEmptySubsequences: false)
    // What follows the last newline is a line only when something stands there.
    if pieces.last?.isEmpty == true { pieces.removeLast() }
    var lines: [String] = []
    lines.reserveCapacity(pieces.count)
    for (index, piece) in pieces.enumerated() {
      let bytes = piece.last == UInt8(ascii: "\r") ? piece.dropLast() : piece
      let place = "\(path), line \(index + 1)"
      guard let line = String(validating: bytes, as: UTF8.self) else {
        throw DataSetError(
          place: place, expected: "text in UTF-8", found: "bytes that are not",
          remedy: "Convert the file, for example with iconv -t UTF-8")
      }
      // A character has at least one byte, which makes counting needless for most lines.
      if bytes.count > TextFile.mostCharacters, line.count > TextFile.mostCharacters {
        throw DataSetError(
          place: place, expected: "at most \(TextFile.mostCharacters) characters", found: "\(line.count)",
          remedy: "Put one sentence on a line")
      }
      lines.append(line)
    }
    self.path = path
    self.lines = lines
  }
}

/// Two text files of which line *i* of one is the translation of line *i* of the other.
struct AlignedLines {
  /// The pairs with the number of their line, from 1; lines that are empty on both sides are left out.
  let pairs: [(line: Int, source: String, target: String)]

  /// Reads two files.
  ///
  /// - Throws: ``DataSetError`` naming the file, and the line where one is at fault.
  init(source sourcePath: String, target targetPath: String) throws(DataSetError) {
    let source = try TextFile(sourcePath)
    let target = try TextFile(targetPath)
    guard source.lines.count == target.lines.count else {
      throw DataSetError(
        place: targetPath, expected: "\(source.lines.count) lines, as many as \(sourcePath) has",
        found: "\(target.lines.count)", remedy: "Align the files: line by line, each the translation of the other")
    }
    var pairs: [(line: Int, source: String, target: String)] = []
    for index in source.lines.indices {
      let isSourceEmpty = source.lines[index].allSatisfy(\.isWhitespace)
      let isTargetEmpty = target.lines[index].allSatisfy(\.isWhitespace)
      if isSourceEmpty, isTargetEmpty { continue }
      guard !isSourceEmpty, !isTargetEmpty else {
        let (empty, other) = isSourceEmpty ? (sourcePath, targetPath) : (targetPath, sourcePath)
        throw DataSetError(
          place: "\(empty), line \(index + 1)", expected: "the translation of line \(index + 1) of \(other)",
          found: "an empty line", remedy: "Fill the line, or empty it in both files")
      }
      pairs.append((index + 1, source.lines[index], target.lines[index]))
    }
    guard !pairs.isEmpty else {
      throw DataSetError(place: sourcePath, expected: "at least one sentence", found: "none", remedy: "Check the file")
    }
    self.pairs = pairs
  }
}
