import Randomness

extension CodecTrainingConfiguration {
  /// The samples of a step: epoch after epoch, each in an order of its own; a last part that fills no batch is left out.
  ///
  /// - Parameters:
  ///   - step: from 0.
  ///   - count: how many samples the training split has, ≥ 1.
  /// - Returns: indices of the split; fewer than the batch size only when the split has fewer.
  func indices(ofStep step: Int, of count: Int) -> [Int] {
    let size = min(batchSize, count)
    let perEpoch = count / size
    var order = Array(0..<count)
    var stream = RandomStream(seed: seed, purpose: "codec training: order", slot: step / perEpoch)
    stream.shuffle(&order)
    let start = step % perEpoch * size
    return Array(order[start..<(start + size)])
  }
}
