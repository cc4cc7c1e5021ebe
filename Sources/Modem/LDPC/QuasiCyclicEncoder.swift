/// Finds the parity bits of a code whose parity columns are dual-diagonal, block by block.
///
/// Among the first rows of blocks, the core, the first parity column has three blocks of which two are equal, and the
/// others have pairs of equal blocks: added up, the core's rows leave the first parity block alone. The others follow
/// from rows in which a single block is unknown (IEEE 802.11n-2009, 20.3.11.6.3; 3GPP TS 38.212, 5.3.2).
struct QuasiCyclicEncoder: Hashable, Sendable {
  /// A row of blocks that says what one block is.
  private struct Step: Hashable, Sendable {
    let target: QuasiCyclicMatrix.Block
    let known: [QuasiCyclicMatrix.Block]
  }

  private let blockSize: Int
  /// The blocks of the core that hold information.
  private let core: [QuasiCyclicMatrix.Block]
  private let first: QuasiCyclicMatrix.Block
  private let steps: [Step]

  /// - Parameters:
  ///   - matrix: the blocks.
  ///   - coreRows: the rows whose sum leaves the first parity block.
  init(_ matrix: QuasiCyclicMatrix, coreRows: Int) {
    blockSize = matrix.blockSize
    let firstParity = matrix.informationColumns
    let coreBlocks = matrix.rows.prefix(coreRows).flatMap(\.self)
    core = coreBlocks.filter { $0.column < firstParity }
    var left: Set<QuasiCyclicMatrix.Block> = []
    for block in coreBlocks where block.column >= firstParity { left.formSymmetricDifference([block]) }
    guard let first = left.first, left.count == 1, first.column == firstParity else {
      preconditionFailure("the core of a quasi-cyclic code leaves one parity block, found \(left)")
    }
    self.first = first

    var unknown = Set((firstParity + 1)..<matrix.columns)
    var steps: [Step] = []
    var rows = matrix.rows
    while !unknown.isEmpty {
      let index = rows.firstIndex { row in row.count { unknown.contains($0.column) } == 1 }
      guard let index, let target = rows[index].first(where: { unknown.contains($0.column) }) else {
        preconditionFailure("the parity blocks \(unknown.sorted()) of a quasi-cyclic code follow from no row")
      }
      steps.append(Step(target: target, known: rows[index].filter { $0 != target }))
      unknown.remove(target.column)
      rows.remove(at: index)
    }
    self.steps = steps
  }

  /// Completes a word whose information bits are in place.
  ///
  /// - Parameters:
  ///   - word: a bit per byte; its parity bits are replaced.
  ///   - sum: scratch of one block.
  func complete(_ word: UnsafeMutableBufferPointer<UInt8>, sum: UnsafeMutableBufferPointer<UInt8>) {
    unsafe solve(first, from: core, in: word, sum: sum)
    for step in steps { unsafe solve(step.target, from: step.known, in: word, sum: sum) }
  }

  private func solve(
    _ target: QuasiCyclicMatrix.Block, from known: [QuasiCyclicMatrix.Block],
    in word: UnsafeMutableBufferPointer<UInt8>, sum: UnsafeMutableBufferPointer<UInt8>
  ) {
    unsafe sum.update(repeating: 0)
    for block in known {
      let start = block.column * blockSize
      let head = blockSize - block.shift
      for row in 0..<head { unsafe sum[row] ^= word[start + block.shift + row] }
      for row in head..<blockSize { unsafe sum[row] ^= word[start + row - head] }
    }
    let start = target.column * blockSize
    let head = blockSize - target.shift
    for row in 0..<head { unsafe word[start + target.shift + row] = sum[row] }
    for row in head..<blockSize { unsafe word[start + row - head] = sum[row] }
  }
}
