import Semantics
import Tasks
import Testing

@Suite("Encoding a picture")
struct EncodingTests {
  @Test("A burst has k symbols for each token, the class token and one for each patch of 8 × 8 pixels")
  func shape() throws {
    let model = try Tiny.untrained()
    let picture = try Tiny.data.testSample(0).picture
    let burst = try model.encode(picture, symbolsPerToken: 3)
    #expect(burst.parts == [BurstPart(tokens: 5, symbolsPerToken: 3)])
    #expect(burst.samples.count == 30)
    #expect(RetrievalConfiguration(for: ShapeScenes()).tokens == 17)
  }

  @Test("Whatever k, the mean of |s|² over the burst's symbols is 1", arguments: [1, 2, 5, 8])
  func power(symbolsPerToken: Int) throws {
    let model = try Tiny.untrained()
    for index in 0..<4 {
      let burst = try model.encode(Tiny.data.testSample(index).picture, symbolsPerToken: symbolsPerToken)
      #expect(burst.partPowers.allSatisfy { abs($0 - 1) < 1e-5 })
    }
  }

  @Test("The code is nested: k symbols are the first k of all, but for one scale")
  func nesting() throws {
    let model = try Tiny.untrained()
    let picture = try Tiny.data.testSample(1).picture
    let all = try model.encode(picture, symbolsPerToken: 8)
    let few = try model.encode(picture, symbolsPerToken: 3)
    var products = (0.0, 0.0)
    for token in 0..<5 {
      for place in 0..<6 {
        let (x, y) = (Double(few.samples[token * 6 + place]), Double(all.samples[token * 16 + place]))
        products.0 += x * y
        products.1 += y * y
      }
    }
    let scale = products.0 / products.1
    for token in 0..<5 {
      for place in 0..<6 {
        let expected = scale * Double(all.samples[token * 16 + place])
        #expect(abs(Double(few.samples[token * 6 + place]) - expected) < 1e-5)
      }
    }
  }

  @Test("More symbols than the model has are refused with the range and the remedy")
  func tooManySymbols() throws {
    let model = try Tiny.untrained()
    let picture = try Tiny.data.testSample(0).picture
    let error = #expect(throws: ModelError.self) { try model.encode(picture, symbolsPerToken: 9) }
    #expect(
      error?.description
        == "\(model.path): expected from 1 to 8 symbols per token, found 9. "
        + "Ask for fewer symbols per token, or train a model with a larger k_max.")
  }

  @Test("A picture of another shape is refused with both shapes")
  func otherPicture() throws {
    let model = try Tiny.untrained()
    let picture = try Picture(width: 16, height: 8, channels: 1, pixels: [UInt8](repeating: 0, count: 128))
    let error = #expect(throws: ModelError.self) { try model.encode(picture, symbolsPerToken: 2) }
    #expect(
      error?.description
        == "\(model.path): expected a picture of 16×16×1, found one of 16×8×1. "
        + "Give the pictures of bars, or train a model for these.")
  }
}
