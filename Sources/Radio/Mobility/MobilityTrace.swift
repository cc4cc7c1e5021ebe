public import Quantities

/// Where a UE was at certain times.
public struct MobilityTrace: Codable, Hashable, Sendable {
  /// One line of a trace.
  public struct Point: Codable, Hashable, Sendable {
    /// Since the beginning of the slot of attachment.
    public var time: Seconds
    /// Where the UE is at that time.
    public var position: Position

    /// Creates a point.
    public init(time: Seconds, position: Position) {
      self.time = time
      self.position = position
    }
  }

  /// The points, from 1 to `Mobility.maximumPoints`, their times at least 0 and each later than the one before. Before the
  /// first the UE stands at the first point, after the last at the last.
  public var points: [Point]

  /// Creates a trace.
  public init(points: [Point]) { self.points = points }

  func check() throws(MobilityError) {
    guard let first = points.first else {
      throw MobilityError(thing: "a trace", found: "none", expected: "of at least one point")
    }
    guard points.count <= Mobility.maximumPoints else {
      throw MobilityError(
        thing: "a trace", found: "\(points.count) points", expected: "of at most \(Mobility.maximumPoints)")
    }
    guard first.time.value >= 0 else {
      throw MobilityError(thing: "the first time of a trace", found: "\(first.time)", expected: "at least 0 s")
    }
    for (index, point) in points.enumerated() {
      let numbers = [point.time.value, point.position.x.value, point.position.y.value]
      guard numbers.allSatisfy(\.isFinite) else {
        throw MobilityError(thing: "point \(index + 1) of a trace", found: "\(numbers)", expected: "finite")
      }
      if index > 0, point.time <= points[index - 1].time {
        throw MobilityError(
          thing: "time \(index + 1) of a trace", found: "\(point.time)",
          expected: "later than the time before, \(points[index - 1].time)")
      }
    }
  }
}

extension MobilityTrace {
  /// The columns of a trace's text.
  private static let columns = ["time_s", "x_m", "y_m"]

  /// Reads comma-separated values: a line `time_s,x_m,y_m` and then a line of three numbers for each point, in seconds
  /// and metres. Blanks around a value and empty lines do not matter.
  ///
  /// - Parameter csv: the text.
  /// - Throws: `MobilityTraceError` with line and column for a text that is no trace.
  public init(csv: String) throws(MobilityTraceError) {
    points = []
    var hasHeader = false
    for (index, line) in csv.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let number = index + 1
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmed }
      if fields == [""] { continue }
      if hasHeader {
        points.append(try Self.point(fields, line: number, after: points.last))
      } else {
        for (column, name) in Self.columns.enumerated() where fields.count <= column || fields[column] != name {
          throw MobilityTraceError(
            line: number, column: column + 1, found: fields.count > column ? "\"\(fields[column])\"" : "nothing",
            expected: "the column \(name) of the heading \(Self.columns.joined(separator: ","))")
        }
        try Self.checkWidth(fields, line: number)
        hasHeader = true
      }
    }
    guard !points.isEmpty else {
      throw MobilityTraceError(
        line: 1, column: 1, found: "no point",
        expected: "the heading \(Self.columns.joined(separator: ",")) and a point")
    }
  }

  private static func checkWidth(_ fields: [String], line: Int) throws(MobilityTraceError) {
    guard fields.count == columns.count else {
      throw MobilityTraceError(
        line: line, column: min(fields.count, columns.count) + 1,
        found: fields.count < columns.count ? "nothing" : "\"\(fields[columns.count])\"",
        expected: "\(columns.count) values, \(columns.joined(separator: ","))")
    }
  }

  private static func point(
    _ fields: [String], line: Int, after last: Point?
  ) throws(MobilityTraceError) -> Point {
    try checkWidth(fields, line: line)
    var numbers: [Double] = []
    for (column, field) in fields.enumerated() {
      guard let number = Double(field), number.isFinite else {
        throw MobilityTraceError(
          line: line, column: column + 1, found: "\"\(field)\"", expected: "a number, \(columns[column])")
      }
      numbers.append(number)
    }
    if let last, numbers[0] <= last.time.value {
      throw MobilityTraceError(
        line: line, column: 1, found: "\(Seconds(numbers[0]))",
        expected: "a time later than the one before, \(last.time)")
    }
    guard numbers[0] >= 0 else {
      throw MobilityTraceError(
        line: line, column: 1, found: "\(Seconds(numbers[0]))", expected: "a time of 0 s or more")
    }
    return Point(time: Seconds(numbers[0]), position: Position(x: Metres(numbers[1]), y: Metres(numbers[2])))
  }
}

/// A text that is no trace of a UE.
public struct MobilityTraceError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line, from 1 on.
  public let line: Int
  /// The column of values, from 1 on.
  public let column: Int
  /// What was found.
  public let found: String
  /// What was expected.
  public let expected: String

  /// One sentence with place, value found and value expected.
  public var description: String { "line \(line), column \(column): found \(found), expected \(expected)" }
}

extension Substring {
  fileprivate var trimmed: String {
    var rest = self
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}
