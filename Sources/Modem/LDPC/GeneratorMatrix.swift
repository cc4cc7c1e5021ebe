/// Information and parity bits of any parity-check matrix, by elimination over GF(2).
///
/// Parity columns are chosen from the right, so that information bits come first where the matrix allows it. A matrix of
/// rank r leaves columns − r information bits.
struct GeneratorMatrix: Hashable, Sendable {
  /// Where information bits stand in a code word, in order.
  let informationColumns: [Int]
  /// Where the parity bits stand.
  private let parityColumns: [Int]
  /// For each information bit the parity bits that it enters, 64 to a word.
  private let contributions: [[UInt64]]

  init(_ matrix: ParityCheckMatrix) {
    let words = (matrix.columns + 63) / 64
    var rows = (0..<matrix.rows).map { row in
      var bits = [UInt64](repeating: 0, count: words)
      for column in matrix.columns(ofRow: row) { bits[column / 64] |= 1 << UInt64(column % 64) }
      return bits
    }
    func isSet(_ row: Int, _ column: Int) -> Bool { rows[row][column / 64] >> UInt64(column % 64) & 1 == 1 }

    var pivots: [Int] = []
    for column in (0..<matrix.columns).reversed() where pivots.count < rows.count {
      let rank = pivots.count
      guard let pivot = (rank..<rows.count).first(where: { isSet($0, column) }) else { continue }
      rows.swapAt(rank, pivot)
      let pivotRow = rows[rank]
      for row in rows.indices where row != rank && isSet(row, column) {
        for word in 0..<words { rows[row][word] ^= pivotRow[word] }
      }
      pivots.append(column)
    }
    parityColumns = pivots
    let isParity = Set(pivots)
    informationColumns = (0..<matrix.columns).filter { !isParity.contains($0) }
    contributions = informationColumns.map { column in
      var parities = [UInt64](repeating: 0, count: (pivots.count + 63) / 64)
      for row in pivots.indices where isSet(row, column) { parities[row / 64] |= 1 << UInt64(row % 64) }
      return parities
    }
  }

  /// Completes a word whose information bits are in place.
  func complete(_ word: UnsafeMutableBufferPointer<UInt8>) {
    var parities = [UInt64](repeating: 0, count: (parityColumns.count + 63) / 64)
    for (index, column) in informationColumns.enumerated() where unsafe word[column] == 1 {
      for part in parities.indices { parities[part] ^= contributions[index][part] }
    }
    for (row, column) in parityColumns.enumerated() {
      unsafe word[column] = UInt8(parities[row / 64] >> UInt64(row % 64) & 1)
    }
  }
}
