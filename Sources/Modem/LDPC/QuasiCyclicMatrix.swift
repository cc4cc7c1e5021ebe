/// A parity-check matrix of square blocks: each is zero or the identity, its columns shifted cyclically to the right, so
/// that row r of the block has its one in column (r + shift) mod Z.
struct QuasiCyclicMatrix: Hashable, Sendable {
  /// A block that is not zero.
  struct Block: Hashable, Sendable {
    let column: Int
    let shift: Int
  }

  /// Columns of blocks.
  let columns: Int
  /// Z.
  let blockSize: Int
  /// The blocks of each row of blocks, from left to right.
  let rows: [[Block]]

  init(columns: Int, blockSize: Int, rows: [[Block]]) {
    self.columns = columns
    self.blockSize = blockSize
    self.rows = rows
  }

  /// Reads a base matrix: a line for each row, a shift or a dash for each column.
  init(_ text: String, blockSize: Int) {
    let lines = text.split(separator: "\n").map { $0.split(separator: " ") }
    self.init(
      columns: lines.first?.count ?? 0, blockSize: blockSize,
      rows: lines.map { line in
        line.enumerated().compactMap { column, word in Int(word).map { Block(column: column, shift: $0) } }
      })
  }

  /// Information blocks stand before those of the parity bits, of which there are as many as rows.
  var informationColumns: Int { columns - rows.count }

  /// The matrix of bits.
  var expanded: ParityCheckMatrix {
    let expandedRows = rows.flatMap { blocks in
      (0..<blockSize).map { row in
        blocks.map { $0.column * blockSize + (row + $0.shift) % blockSize }
      }
    }
    return ParityCheckMatrix(columns: columns * blockSize, rows: expandedRows)
  }
}
