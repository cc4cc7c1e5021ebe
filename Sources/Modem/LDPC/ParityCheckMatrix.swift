/// A sparse parity-check matrix H: a word c is a code word when H·c = 0 modulo 2.
public struct ParityCheckMatrix: Hashable, Sendable {
  /// The bits of a code word.
  public let columns: Int
  /// The parity checks.
  public let rows: Int
  /// Where each row's ones begin in `entries`; one more than there are rows.
  let rowStarts: [UInt32]
  /// The columns of the ones, row by row.
  let entries: [UInt32]

  /// Creates a matrix from the columns of each row's ones, which differ and lie in 0 ..< columns.
  init(columns: Int, rows: [[Int]]) {
    self.columns = columns
    self.rows = rows.count
    var starts: [UInt32] = [0]
    var entries: [UInt32] = []
    for row in rows {
      entries.append(contentsOf: row.map { UInt32($0) })
      starts.append(UInt32(entries.count))
    }
    rowStarts = starts
    self.entries = entries
  }

  /// How many ones there are.
  public var ones: Int { entries.count }

  /// The columns of a row's ones.
  public func columns(ofRow row: Int) -> [Int] {
    entries[Int(rowStarts[row])..<Int(rowStarts[row + 1])].map { Int($0) }
  }

  /// The number of ones in the longest row.
  var longestRow: Int { (0..<rows).map { Int(rowStarts[$0 + 1] - rowStarts[$0]) }.max() ?? 0 }

  /// The number of ones in the heaviest column.
  var heaviestColumn: Int {
    var weights = [Int](repeating: 0, count: columns)
    for column in entries { weights[Int(column)] += 1 }
    return weights.max() ?? 0
  }

  /// The number of checks that a word fails.
  ///
  /// - Parameter word: `columns` bits, 0 or 1 each.
  /// - Returns: 0 for a code word.
  public func failingChecks(of word: [UInt8]) -> Int {
    precondition(word.count == columns, "a word of this matrix has \(columns) bits, found \(word.count)")
    var failing = 0
    for row in 0..<rows {
      var parity: UInt8 = 0
      for index in Int(rowStarts[row])..<Int(rowStarts[row + 1]) { parity ^= word[Int(entries[index])] }
      failing += Int(parity & 1)
    }
    return failing
  }
}
