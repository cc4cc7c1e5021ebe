import FoundationEssentials
import Semantics
import Tasks
import Tensors
import Testing

@Suite("A stem with residual blocks")
struct ResidualStemTests {
  private static var configuration: RetrievalConfiguration {
    var model = Tiny.model
    model.stemResidualBlocks = [1, 0, 2]
    return model
  }

  private func trainer() throws -> CodecTrainer<TrainableRetrieval> {
    try setThreads(1)
    let codec = try TrainableRetrieval(
      ResidualStemTests.configuration, Tiny.options, pictures: TrainingPictures(Tiny.data))
    return try CodecTrainer(codec, Tiny.training)
  }

  @Test("The blocks' weights are named after their place, and have the shapes of a basic block")
  func names() throws {
    try withFolder { folder in
      let path = folder + "/deep.safetensors"
      try trainer().writeModel(to: path)
      let shapes = try SafetensorsFile.read(path).tensors.filter { $0.name.contains(".blocks.") }
      #expect(Set(shapes.map { $0.name.split(separator: ".")[2] }) == ["0", "2"])
      let second = shapes.filter { $0.name.hasPrefix("encoder.stem.2.blocks.1.") }
      #expect(second.first { $0.name.hasSuffix(".conv2.weight") }?.tensor.shape == [16, 16, 3, 3])
      // Two convolutions; two normalisations of weight, bias, mean, variance and count.
      #expect(second.count == 12)
    }
  }

  @Test("A block begins as the identity, and a file that names no blocks has none")
  func identity() throws {
    try withFolder { folder in
      let (deep, plain) = (folder + "/deep.safetensors", folder + "/plain.safetensors")
      try trainer().writeModel(to: deep)
      let file = try SafetensorsFile.read(deep)
      let key = RetrievalConfiguration.metadataKey
      let json = try #require(file.metadata[key]).replacing("\"stemResidualBlocks\":[1,0,2],", with: "")
      #expect(!json.contains("stemResidualBlocks"))
      try SafetensorsFile.write(
        plain, tensors: file.tensors.filter { !$0.name.contains(".blocks.") }, metadata: [key: json])
      let models = try [deep, plain].map { try RetrievalModel.load($0) }
      #expect(models[1].configuration.stemResidualBlocks == [0, 0, 0])
      let picture = try Tiny.data.testSample(0).picture
      let bursts = try models.map { try $0.encode(picture, symbolsPerToken: 4) }
      #expect(bursts[0] == bursts[1])
    }
  }

  @Test("It learns: sixty steps lower the loss, and the blocks leave the identity")
  func training() throws {
    try withFolder { folder in
      let trainer = try trainer()
      let losses = try (0..<60).map { _ in try trainer.advance().loss }
      let (first, last) = (losses.prefix(10).reduce(0, +), losses.suffix(10).reduce(0, +))
      #expect(last < 0.6 * first)
      try trainer.writeModel(to: folder + "/deep.safetensors")
      let file = try SafetensorsFile.read(folder + "/deep.safetensors")
      let scales = try #require(file["encoder.stem.0.blocks.0.norm2.weight"])
      #expect(try scales.floats().contains { abs($0) > 1e-3 })
    }
  }

  @Test("A list that does not name all three convolutions is refused")
  func wrongCount() {
    var model = Tiny.model
    model.stemResidualBlocks = [1]
    let error = #expect(throws: ModelError.self) {
      try TrainableRetrieval(model, Tiny.options, pictures: TrainingPictures(Tiny.data))
    }
    #expect(
      error?.description
        == "the model's configuration: expected the number of stemResidualBlocks from 3 to 3, found 1. "
        + "Train a model for this data: helio train codec retrieval --data FOLDER.")
  }

  @Test("The deep preset has 0.8 to 1.2 million parameters, and pictures move further in its training")
  func preset() throws {
    let codec = try TrainableRetrieval(
      RetrievalConfiguration(for: Tiny.data, preset: .deep), RetrievalPreset.deep.options,
      pictures: TrainingPictures(Tiny.data))
    #expect((800_000...1_200_000).contains(codec.network.parameterCount))
    #expect(codec.options.largestShift == 4)
    #expect(RetrievalConfiguration(for: Tiny.data, preset: .small) == RetrievalConfiguration(for: Tiny.data))
  }
}
