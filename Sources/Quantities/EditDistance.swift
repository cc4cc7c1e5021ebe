extension StringProtocol {
  /// Insertions, deletions, replacements and swaps of neighbours that make another text of this one: the optimal string
  /// alignment distance. A swap is the commonest slip of typing, so it counts once.
  ///
  /// - Parameter other: the other text.
  /// - Returns: how many of them are needed at least.
  package func editDistance(to other: String) -> Int {
    let (source, target) = (Array(self), Array(other))
    var rows = [Array(0...target.count)]
    for row in source.indices {
      var next = [row + 1]
      for column in target.indices {
        let replaced = rows[row][column] + (source[row] == target[column] ? 0 : 1)
        var best = Swift.min(replaced, rows[row][column + 1] + 1, next[column] + 1)
        if row > 0, column > 0, source[row] == target[column - 1], source[row - 1] == target[column] {
          best = Swift.min(best, rows[row - 1][column - 1] + 1)
        }
        next.append(best)
      }
      rows.append(next)
    }
    return rows[source.count][target.count]
  }
}
