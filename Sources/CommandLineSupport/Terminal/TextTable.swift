/// A table with aligned columns for a terminal or a log.
public struct TextTable: Sendable {
  /// On which side a column's texts stand.
  public enum Alignment: Sendable {
    /// For words.
    case left
    /// For numbers.
    case right
  }

  /// A column: its header, and what becomes of it where there is not enough room.
  public struct Column: Sendable {
    let header: String
    let alignment: Alignment
    let short: String
    let leaves: Int?

    /// Describes a column.
    ///
    /// - Parameters:
    ///   - header: its header, the unit included.
    ///   - alignment: where its texts stand.
    ///   - short: its header where the whole table is too wide; nil: the same.
    ///   - leaves: its place among the columns that are left out, one after the other, until the table fits, the
    ///     smallest first; nil: it stays.
    public init(_ header: String, _ alignment: Alignment, short: String? = nil, leaves: Int? = nil) {
      self.header = header
      self.alignment = alignment
      self.short = short ?? header
      self.leaves = leaves
    }
  }

  private let columns: [Column]
  private var rows: [[String]] = []
  private var rulesBefore: Set<Int> = []

  /// A table with a header and no rows.
  ///
  /// - Parameter columns: the columns, from the left.
  public init(_ columns: [Column]) {
    self.columns = columns
  }

  /// Adds a row; missing cells are empty, surplus ones are left out.
  public mutating func add(_ cells: [String]) {
    rows.append((cells + Array(repeating: "", count: columns.count)).prefix(columns.count).map(\.self))
  }

  /// Draws a rule before the next row.
  public mutating func addRule() { rulesBefore.insert(rows.count) }

  /// The header, a rule, and the rows, without line ends.
  ///
  /// - Parameter width: how many characters a line has at most. A table that is wider takes its short headers; one that
  ///   is still wider leaves out the columns that may leave, one after the other. What stays stays whole.
  /// - Returns: the lines.
  public func lines(within width: Int) -> [String] {
    let whole = Layout(headers: columns.map(\.header), shown: Array(columns.indices), rows: rows)
    if whole.width <= width { return lines(whole) }
    let headers = columns.map(\.short)
    var layout = Layout(headers: headers, shown: Array(columns.indices), rows: rows)
    let leaving = columns.indices.filter { columns[$0].leaves != nil }
    for column in leaving.sorted(by: { (columns[$0].leaves ?? 0) < (columns[$1].leaves ?? 0) }) {
      if layout.width <= width { break }
      layout = Layout(headers: headers, shown: layout.shown.filter { $0 != column }, rows: rows)
    }
    return lines(layout)
  }

  /// Which columns are shown under which headers, and how wide they are.
  private struct Layout {
    let headers: [String]
    let shown: [Int]
    let widths: [Int]

    init(headers: [String], shown: [Int], rows: [[String]]) {
      self.headers = headers
      self.shown = shown
      widths = shown.map { column in max(headers[column].count, rows.map { $0[column].count }.max() ?? 0) }
    }

    var width: Int { widths.reduce(0, +) + 2 * (widths.count - 1) }
  }

  private func lines(_ layout: Layout) -> [String] {
    let rule = String(repeating: "─", count: layout.width)
    var lines = [line(layout.headers, layout), rule]
    for (index, row) in rows.enumerated() {
      if rulesBefore.contains(index) { lines.append(rule) }
      lines.append(line(row, layout))
    }
    return lines
  }

  private func line(_ cells: [String], _ layout: Layout) -> String {
    let padded = zip(layout.shown, layout.widths).map { column, width in
      let blanks = String(repeating: " ", count: width - cells[column].count)
      return columns[column].alignment == .left ? cells[column] + blanks : blanks + cells[column]
    }
    let text = padded.joined(separator: "  ")
    return String(text.reversed().drop { $0 == " " }.reversed())
  }
}
