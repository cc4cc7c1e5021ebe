/// The non-decreasing sequence nearest to the given one in the least-squares sense, all weights equal, by pooling
/// adjacent violators [Barlow72]: neighbours out of order are replaced by their mean until none are.
///
/// - Parameter values: the sequence.
/// - Returns: as many values, each at least as large as the one before.
public func isotonicRegression(_ values: [Double]) -> [Double] {
  var blocks: [(mean: Double, count: Int)] = []
  for value in values {
    var block = (mean: value, count: 1)
    while let last = blocks.last, last.mean > block.mean {
      let count = last.count + block.count
      block = ((last.mean * Double(last.count) + block.mean * Double(block.count)) / Double(count), count)
      blocks.removeLast()
    }
    blocks.append(block)
  }
  return blocks.flatMap { Array(repeating: $0.mean, count: $0.count) }
}
