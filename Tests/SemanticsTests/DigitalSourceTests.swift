import Semantics
import Tasks
import Testing

@Suite("What the decoder gets of bytes that came through")
struct DigitalSourceTests {
  private let data = ShapeScenes()

  private func model() throws -> RetrievalModel {
    try RetrievalModel.load(repositoryFile("models/retrieval-shapes.safetensors"))
  }

  @Test("Features that are not quantised give the local embedding to the last bit, and so does the picture")
  func unquantised() throws {
    let model = try model()
    #expect(model.featureCount == 17 * 96)
    for index in 0..<3 {
      let picture = try data.testSample(index).picture
      let local = try model.localEmbedding(picture)
      let features = try model.features(of: picture)
      #expect(try model.decode(batch: [model.received(features: features)]) == [local])
      #expect(try model.decode(batch: [model.received(picture)]) == [local])
    }
  }

  @Test("Eight bits a feature change the class of no more than one of 40 pictures")
  func quantised() throws {
    let model = try model()
    let quantiser = UniformQuantiser(bits: 8)
    var changed = 0
    for index in 0..<40 {
      let picture = try data.testSample(index).picture
      let features = try model.features(of: picture)
      let back = try #require(quantiser.values(quantiser.bytes(of: features), count: features.count))
      let embedding = try model.decode(batch: [model.received(features: back)])[0]
      if model.classify(embedding) != model.classify(try model.localEmbedding(picture)) { changed += 1 }
    }
    #expect(changed <= 1)
  }

  @Test("Another number of features is refused")
  func wrongCount() throws {
    let model = try model()
    #expect(throws: ModelError.self) { try model.received(features: [1, 2, 3]) }
  }
}
