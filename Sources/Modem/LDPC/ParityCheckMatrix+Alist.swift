extension ParityCheckMatrix {
  /// Reads a matrix in the `alist` form of MacKay ("Encyclopedia of sparse graph codes"): the numbers of columns and
  /// rows; the greatest numbers of ones in a column and in a row; the numbers of ones in each column; those in each row;
  /// a line for each column with the rows of its ones, counted from 1; a line for each row with the columns of its ones.
  /// Lines may be filled up with zeros. Empty lines and lines that begin with # are left out.
  ///
  /// - Parameter text: the file's text.
  /// - Throws: `AlistError` for anything else, and where the lists of columns and rows disagree.
  public init(alist text: String) throws(AlistError) {
    var reader = AlistReader(text)
    let size = try reader.numbers(2, "the numbers of columns and rows", in: 1...AlistReader.largestSize)
    let (columns, rows) = (size[0], size[1])
    let most = try reader.numbers(
      2, "the greatest numbers of ones in a column and in a row", in: 1...max(columns, rows))
    let columnCounts = try reader.numbers(columns, "the number of ones in each column", in: 0...most[0])
    let rowCounts = try reader.numbers(rows, "the number of ones in each row", in: 0...most[1])

    var byColumn = [[Int]](repeating: [], count: rows)
    for column in 0..<columns {
      for row in try reader.ones(columnCounts[column], of: "column \(column + 1)", below: rows) {
        byColumn[row].append(column)
      }
    }
    for row in 0..<rows {
      let ones = try reader.ones(rowCounts[row], of: "row \(row + 1)", below: columns).sorted()
      guard ones == byColumn[row] else {
        throw reader.error(
          expected: "row \(row + 1) to have its ones in the columns that name it, "
            + AlistReader.list(byColumn[row]), found: AlistReader.list(ones))
      }
    }
    try reader.finish()
    self.init(columns: columns, rows: byColumn)
  }
}

/// The lines of an alist that hold numbers.
private struct AlistReader {
  static let largestSize = 1 << 20

  private var lines: [(number: Int, words: [Substring])] = []
  private var next = 0

  init(_ text: String) {
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let words = line.split(whereSeparator: \.isWhitespace)
      guard let first = words.first, !first.hasPrefix("#") else { continue }
      lines.append((index + 1, words))
    }
  }

  /// Column or row numbers as a file counts them, from 1.
  static func list(_ indices: [Int]) -> String {
    indices.isEmpty ? "none" : indices.map { "\($0 + 1)" }.joined(separator: " ")
  }

  func error(expected: String, found: String) -> AlistError {
    AlistError(line: next > 0 ? lines[next - 1].number : 1, expected: expected, found: found)
  }

  private mutating func line(_ expected: String) throws(AlistError) -> [Substring] {
    guard next < lines.count else {
      throw AlistError(line: (lines.last?.number ?? 0) + 1, expected: expected, found: "the end of the text")
    }
    next += 1
    return lines[next - 1].words
  }

  /// The numbers of a line.
  mutating func numbers(
    _ count: Int, _ expected: String, in range: ClosedRange<Int>
  ) throws(AlistError) -> [Int] {
    let words = try line(expected)
    guard words.count == count else {
      throw error(expected: "\(expected), \(count) of them", found: "\(words.count)")
    }
    return try words.map { word throws(AlistError) in try number(word, expected, in: range) }
  }

  private func number(_ word: Substring, _ expected: String, in range: ClosedRange<Int>) throws(AlistError) -> Int {
    guard let number = Int(word), range.contains(number) else {
      throw error(
        expected: "\(expected) between \(range.lowerBound) and \(range.upperBound)", found: "\"\(word)\"")
    }
    return number
  }

  /// The places of a column's or row's ones, counted from 0.
  mutating func ones(_ count: Int, of place: String, below bound: Int) throws(AlistError) -> [Int] {
    // A column without ones may have an empty line, which is left out.
    if count == 0, next == lines.count || !lines[next].words.allSatisfy({ $0 == "0" }) { return [] }
    var places: [Int] = []
    for word in try line("the \(count) ones of \(place)") {
      let place = try number(word, "a number of \(place)", in: 0...bound)
      if place > 0 { places.append(place - 1) }
    }
    guard places.count == count else {
      throw error(expected: "the \(count) ones of \(place)", found: "\(places.count)")
    }
    guard Set(places).count == count else {
      throw error(expected: "different ones of \(place)", found: Self.list(places))
    }
    return places
  }

  /// Nothing follows.
  mutating func finish() throws(AlistError) {
    guard next < lines.count else { return }
    let words = try line("")
    throw error(expected: "the end of the text", found: "\"\(words.prefix(3).joined(separator: " "))\"")
  }
}
