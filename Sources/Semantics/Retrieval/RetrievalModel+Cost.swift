import Tasks

extension RetrievalModel {
  /// What one picture takes, the same for every picture.
  ///
  /// - Parameter symbolsPerToken: k, 1…k_max.
  /// - Returns: operations of encoder and decoder and the burst's symbols; the search of a gallery is not counted.
  /// - Throws: ``ModelError`` for a k that is out of range.
  public func cost(symbolsPerToken: Int) throws -> CodecCost {
    try sampleTask(symbolsPerToken: symbolsPerToken).cost()
  }

  /// A black picture.
  func sampleTask(symbolsPerToken: Int) throws -> SampleTask {
    let picture = try Picture(black: configuration.pictures)
    return SampleTask {
      try self.encode(picture, symbolsPerToken: symbolsPerToken)
    } decode: {
      _ = try self.decode(batch: [$0])
    }
  }
}
