/// A table with aligned columns for a terminal or a log.
public struct TextTable: Sendable {
  /// On which side a column's texts stand.
  public enum Alignment: Sendable {
    /// For words.
    case left
    /// For numbers.
    case right
  }

  private let header: [String]
  private let alignments: [Alignment]
  private var rows: [[String]] = []
  private var rulesBefore: Set<Int> = []

  /// A table with a header and no rows.
  ///
  /// - Parameter columns: headers, units included, and alignments.
  public init(_ columns: [(header: String, alignment: Alignment)]) {
    header = columns.map(\.header)
    alignments = columns.map(\.alignment)
  }

  /// Adds a row; missing cells are empty, surplus ones are left out.
  public mutating func add(_ cells: [String]) {
    rows.append((cells + Array(repeating: "", count: header.count)).prefix(header.count).map(\.self))
  }

  /// Draws a rule before the next row.
  public mutating func addRule() { rulesBefore.insert(rows.count) }

  /// The header, a rule, and the rows, without line ends.
  public var lines: [String] {
    let widths = header.indices.map { column in
      (rows.map { $0[column].count } + [header[column].count]).max() ?? 0
    }
    let rule = String(repeating: "─", count: widths.reduce(0, +) + 2 * (widths.count - 1))
    var lines = [line(header, widths), rule]
    for (index, row) in rows.enumerated() {
      if rulesBefore.contains(index) { lines.append(rule) }
      lines.append(line(row, widths))
    }
    return lines
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    let padded = zip(cells, zip(widths, alignments)).map { cell, layout in
      let blanks = String(repeating: " ", count: layout.0 - cell.count)
      return layout.1 == .left ? cell + blanks : blanks + cell
    }
    let text = padded.joined(separator: "  ")
    return String(text.reversed().drop { $0 == " " }.reversed())
  }
}
