import FoundationEssentials
import Semantics
import Tasks
import Tensors
import Testing

/// Two pictures of another shape than those of the tiny model.
struct FewPictures: LabelledPictures {
  let name = "few"
  let classNames = ["dark", "bright"]
  let pictureShape = PictureShape(width: 8, height: 8, channels: 3)

  func count(of split: Split) -> Int { 2 }

  func sample(_ index: Int, of split: Split) throws -> PictureSample {
    PictureSample(
      picture: try Picture(width: 8, height: 8, channels: 3, pixels: [UInt8](repeating: 200, count: 192)),
      label: index, identifier: "few/\(index)")
  }
}

@Suite("Files of weights")
struct ModelFileTests {
  @Test("A model comes back with its configuration, the seed and the steps it was trained for")
  func roundTrip() throws {
    let model = try Tiny.untrained()
    var expected = Tiny.model
    expected.seed = Tiny.training.seed
    expected.steps = 0
    #expect(model.configuration == expected)
    #expect(model.digest.count == 64)
  }

  @Test("Weights of another shape than their configuration's are refused with both shapes")
  func otherShape() throws {
    try withFolder { folder in
      let path = folder + "/tiny.safetensors"
      try Tiny.trainer().writeModel(to: path)
      try rewrite(path) { tensors, _ in
        let place = try #require(tensors.firstIndex { $0.name == "head.weight" })
        tensors[place].tensor = try Tensor.zeros([8, 17])
      }
      let error = #expect(throws: ParameterMismatch.self) { try RetrievalModel.load(path) }
      #expect(
        error?.description == """
          \(path): the weights do not fit the model:
            head.weight: expected shape [8, 16], found [8, 17]
          use the model's configuration that the weights were trained with, or train them again
          """)
    }
  }

  @Test("A file without a configuration is refused with the command that makes one")
  func noConfiguration() throws {
    try withFolder { folder in
      let path = folder + "/other.safetensors"
      try SafetensorsFile.write(path, tensors: [("x", Tensor(1))], metadata: [:])
      let error = #expect(throws: ModelError.self) { try RetrievalModel.load(path) }
      #expect(
        error?.description
          == "\(path): expected weights with a retrieval model's configuration in their metadata, found no metadata. "
          + "Train a model: helio train codec retrieval.")
    }
  }

  @Test("A configuration with impossible sizes is refused before anything is allocated")
  func impossibleSizes() throws {
    try withFolder { folder in
      let path = folder + "/tiny.safetensors"
      try Tiny.trainer().writeModel(to: path)
      let key = RetrievalConfiguration.metadataKey
      try rewrite(path) { $1[key] = $1[key]?.replacing("\"layers\":1", with: "\"layers\":100000000") }
      let error = #expect(throws: ModelError.self) { try RetrievalModel.load(path) }
      #expect(
        error?.description
          == "\(path): expected layers from 1 to 64, found 100000000. "
          + "Train a model for this data: helio train codec retrieval --data FOLDER.")
    }
  }

  @Test("A model for other pictures is refused, naming file, shapes and the remedy")
  func otherData() throws {
    let model = try Tiny.untrained()
    let error = #expect(throws: ModelError.self) { try model.require(ShapeScenes()) }
    #expect(
      error?.description
        == "\(model.path): expected a model of 36 classes of pictures of 32×32×3 for shapes, "
        + "found one of 4 classes of pictures of 16×16×1, trained on bars. "
        + "Train a model for this data: helio train codec retrieval --data shapes.")
  }
}
