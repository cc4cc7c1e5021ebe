extension TranslationModel {
  /// What a task takes: a paragraph of one sentence of eight words, again and again, so that it is the same on every host.
  /// What a sentence takes depends on its length.
  ///
  /// - Parameters:
  ///   - sentences: how many sentences a task has, ≥ 1.
  ///   - symbolsPerWord: k^T.
  /// - Returns: operations and symbols.
  /// - Throws: what encoding and decoding throw.
  public func cost(sentences: Int, symbolsPerWord: Int) throws -> CodecCost {
    try sampleTask(sentences: sentences, symbolsPerWord: symbolsPerWord).cost()
  }

  /// The paragraph.
  func sampleTask(sentences: Int, symbolsPerWord: Int) -> SampleTask {
    let text = [String](repeating: "A red car stops at the traffic light.", count: sentences)
    return SampleTask {
      try self.encode(text, symbolsPerWord: symbolsPerWord)
    } decode: {
      _ = try self.decode(batch: [$0])
    }
  }
}
