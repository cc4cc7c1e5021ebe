public import Tasks

extension QuestionAnsweringModel {
  /// What a task takes: a black picture and a question of five words, so that it is the same on every host.
  ///
  /// - Parameter symbols: k^T and k^I.
  /// - Returns: operations and symbols.
  /// - Throws: what encoding and decoding throw.
  public func cost(_ symbols: SymbolCounts) throws -> CodecCost {
    try sampleTask(symbols).cost()
  }

  /// What such a task takes that is answered where it is.
  ///
  /// - Returns: operations, all of them the decoder's; no symbols.
  /// - Throws: what answering throws.
  public func localCost() throws -> CodecCost {
    try localSampleTask().cost()
  }

  /// A black picture with a question.
  func sampleTask(_ symbols: SymbolCounts) throws -> SampleTask {
    let picture = try Picture(black: configuration.pictures)
    return SampleTask {
      try self.encode(
        picture, question: Self.question, symbolsPerWord: symbols.words, symbolsPerPatch: symbols.patches)
    } decode: {
      _ = try self.decode(batch: [$0])
    }
  }

  /// The same where it is answered: nothing is sent, all is decoding.
  func localSampleTask() throws -> SampleTask {
    let picture = try Picture(black: configuration.pictures)
    return SampleTask {
      SymbolBurst(samples: [], parts: [])
    } decode: { _ in
      _ = try self.answerLocally(picture, question: Self.question)
    }
  }

  private static let question = "What colour is the circle?"
}
