public import Tasks
import Tensors

extension QuestionAnsweringModel {
  /// What a task takes: a black picture and a question of five words, so that it is the same on every host.
  ///
  /// - Parameter symbols: k^T and k^I.
  /// - Returns: operations and symbols.
  /// - Throws: what encoding and decoding throw.
  public func cost(_ symbols: SymbolCounts) throws -> CodecCost {
    let picture = try blackPicture()
    return try CodecCost.counting {
      try encode(
        picture, question: Self.question, symbolsPerWord: symbols.words, symbolsPerPatch: symbols.patches)
    } decode: {
      _ = try decode(batch: [$0])
    }
  }

  /// What such a task takes that is answered where it is.
  ///
  /// - Returns: operations, all of them the decoder's; no symbols.
  /// - Throws: what answering throws.
  public func localCost() throws -> CodecCost {
    let picture = try blackPicture()
    let (_, count) = try countingOperations { try answerLocally(picture, question: Self.question) }
    return CodecCost(encoder: FLOPCount(), decoder: count, symbols: 0)
  }

  private static let question = "What colour is the circle?"

  private func blackPicture() throws(PictureError) -> Picture {
    let shape = configuration.pictures
    return try Picture(
      width: shape.width, height: shape.height, channels: shape.channels,
      pixels: [UInt8](repeating: 0, count: shape.width * shape.height * shape.channels))
  }
}
