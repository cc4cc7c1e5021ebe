import Tasks
import Tensors
import Testing

@testable import Semantics

@Suite("The question-answering network")
struct QuestionNetworkTests {
  private func configuration(_ preset: QuestionAnsweringPreset = .small) throws -> QuestionAnsweringConfiguration {
    try TinyAnswering.model(TrainingQuestions(TinyAnswering.data), preset: preset)
  }

  private func largestDifference(_ left: Tensor, _ right: Tensor) throws -> Float {
    try (left - right).magnitude().max().scalar()
  }

  @Test("A question's symbols and its logits are the same alone and beside a longer one")
  func padding() throws {
    let network = try QuestionAnsweringNetwork(configuration(), generator: TensorGenerator(seed: 4))
    let generator = try TensorGenerator(seed: 5)
    let pictures = try Tensor.normal([2, 1, 16, 16], generator: generator)
    let questions = [[1, 2, 3], [4, 5, 6, 7, 8, 9, 10]]
    func run(_ questions: [[Int]], _ pictures: Tensor) throws -> (symbols: Tensor, logits: Tensor) {
      let batch = try TokenBatch(questions)
      let symbols = try network.questionSymbols(
        of: network.features(of: batch, .inference), lengths: batch.lengths, symbolsPerWord: 4)
      let quality = try Tensor.full([questions.count, symbols.shape[1], 2], 0.5)
      let patches = try network.pictureSymbols(
        of: network.features(of: pictures, .inference), symbolsPerPatch: 8)
      let patchQuality = try Tensor.full([questions.count, 5, 2], 0.5)
      let decoded = try network.decode(
        question: .concatenate([symbols, quality], axis: 2), picture: .concatenate([patches, patchQuality], axis: 2),
        padding: batch.padding, .inference)
      return (symbols, decoded.logits)
    }
    let together = try run(questions, pictures)
    for index in 0..<2 {
      let alone = try run([questions[index]], pictures.narrow(axis: 0, start: index, length: 1))
      let length = questions[index].count
      let symbols = try together.symbols.select(axis: 0, index).narrow(axis: 0, start: 0, length: length)
      #expect(try largestDifference(symbols, alone.symbols.select(axis: 0, 0)) < 1e-5)
      let logits = try together.logits.select(axis: 0, index)
      #expect(try largestDifference(logits, alone.logits.select(axis: 0, 0)) < 1e-5)
    }
    let unsent = try together.symbols.select(axis: 0, 0).narrow(axis: 0, start: 3, length: 4)
    #expect(try unsent.magnitude().max().scalar() == 0)
  }

  @Test("A description marks the patch of each centre, the words that mean it, and leaves out what was moved away")
  func description() throws {
    let objects = [
      PictureDescription.Object(names: [0, 2], x: 0.6, y: 0.1, extent: 0.125),
      PictureDescription.Object(names: [1], x: 1.01, y: 0.5, extent: 0.2),
    ]
    let description = try PictureDescription(
      [objects, []], questions: [[nil, 2], [1, nil]], nameCount: 3,
      grid: PatchGrid(PictureShape(width: 16, height: 16, channels: 1), convolutions: 3))
    #expect(description.objects == 1)
    #expect(try description.isTaken.floats() == [0, 1, 0, 0, 0, 0, 0, 0])
    #expect(try description.names.select(axis: 0, 0).floats() == [0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0])
    #expect(try description.grounding.select(axis: 0, 0).floats() == [0, 0, 0, 0, 0, 1, 0, 0])
    #expect(try description.isName.floats() == [0, 1, 1, 0])
    let sums = try description.sums.select(axis: 0, 0).floats()
    #expect(zip(sums, [0, 0, 0, 0, 0.2, -0.8, 1.25, 1]).allSatisfy { abs($0 - Float($1)) < 1e-5 })
    let place = try description.places.select(axis: 0, 0).select(axis: 0, 1).floats()
    // 0.6 of two columns is 1.2, a fifth into the second; 0.1 of two rows is a fifth into the first.
    #expect(zip(place, [-0.6, -0.6, 1.25]).allSatisfy { abs($0 - Float($1)) < 1e-5 })
  }

  @Test("A model without a channel has no channel encoders and decoders, the others have four")
  func channelParts() throws {
    let names = try [QuestionAnsweringPreset.small, .local].map { preset in
      try QuestionAnsweringNetwork(configuration(preset), generator: TensorGenerator(seed: 4)).parameters.map(\.name)
    }
    let linear = ["weight", "bias"]
    let channel = [
      "question_channel_encoder", "picture_channel_encoder", "question_channel_decoder", "picture_channel_decoder",
    ]
    .flatMap { part in linear.map { "\(part).\($0)" } }
    #expect(names[0].filter { $0.contains("channel") } == channel)
    #expect(names[1] == names[0].filter { !channel.contains($0) })
  }

  @Test("A picture of 64 × 64 pixels has 17 tokens with four convolutions, one of 50 × 33 has 36 with three")
  func tokens() {
    #expect(PatchGrid(PictureShape(width: 64, height: 64, channels: 3), convolutions: 4).tokens == 17)
    #expect(PatchGrid(PictureShape(width: 50, height: 33, channels: 3), convolutions: 3).tokens == 36)
  }

  @Test("A patch has as many pixels whatever the picture's sides: places are told in pixels, not in shares of the grid")
  func places() throws {
    // 20 × 12 pixels are three columns and two rows of 8 × 8; the last of each is half outside.
    let grid = PatchGrid(PictureShape(width: 20, height: 12, channels: 1), convolutions: 3)
    #expect([grid.columns, grid.rows] == [3, 2])
    // The pixel (10, 9): column 1.25, row 1.125. Thirds and halves of the picture would be column 1.5 and row 1.5.
    let object = PictureDescription.Object(names: [0], x: 0.5, y: 0.75, extent: 0)
    let description = try PictureDescription([[object]], questions: [[0]], nameCount: 1, grid: grid)
    #expect(try description.isTaken.floats() == [0, 0, 0, 0, 1, 0])
    #expect(try description.places.select(axis: 1, 4).floats() == [-0.5, -0.75, 0])
    // The pixel (15, 7) is the last of the patch in column 1 and row 0, though it is beyond two thirds of the width.
    let corner = PictureDescription.Object(names: [0], x: 15 / 20, y: 7 / 12, extent: 0)
    #expect(
      try PictureDescription([[corner]], questions: [[0]], nameCount: 1, grid: grid).isTaken.floats()
        == [0, 1, 0, 0, 0, 0])
  }
}
