import Semantics
import Tasks
import Testing

@Suite("Decoding bursts")
struct DecodingTests {
  private func received(_ burst: SymbolBurst, real: Double = 1, imaginary: Double = 0, noise: Double = 0)
    -> ReceivedBurst
  {
    var samples = burst.samples
    for index in stride(from: 0, to: samples.count, by: 2) {
      let (x, y) = (Double(burst.samples[index]), Double(burst.samples[index + 1]))
      samples[index] = Float(real * x - imaginary * y)
      samples[index + 1] = Float(real * y + imaginary * x)
    }
    return ReceivedBurst(
      samples: samples, parts: burst.parts, fadingReal: real, fadingImaginary: imaginary, noiseVariance: noise)
  }

  @Test("An embedding has the length 1")
  func unitLength() throws {
    let model = try Tiny.untrained()
    let embedding = try model.localEmbedding(Tiny.data.testSample(0).picture)
    #expect(embedding.values.count == 8)
    #expect(abs(embedding.cosine(to: embedding) - 1) < 1e-5)
  }

  @Test("Without noise, a coefficient that is known changes nothing")
  func equalisation() throws {
    let model = try Tiny.untrained()
    let picture = try Tiny.data.testSample(2).picture
    let burst = try model.encode(picture, symbolsPerToken: 8)
    let local = try model.localEmbedding(picture)
    for (real, imaginary) in [(1.0, 0.0), (-0.3, 0.4), (0.0, -2.0)] {
      let embedding = try model.decode(batch: [received(burst, real: real, imaginary: imaginary)])[0]
      #expect(embedding.cosine(to: local) > 0.99999)
    }
  }

  @Test("The signal-to-noise ratio of a burst is |h|²/v: infinite without noise, 0 for a dead channel")
  func snr() throws {
    let burst = try Tiny.untrained().encode(Tiny.data.testSample(0).picture, symbolsPerToken: 1)
    #expect(received(burst, real: 0.6, imaginary: -0.8, noise: 0.25).snr == 4)
    #expect(received(burst).snr == .infinity)
    #expect(received(burst, real: 0, imaginary: 0).snr == 0)
  }

  @Test("A dead channel gives an embedding too, the same for every picture")
  func deadChannel() throws {
    let model = try Tiny.untrained()
    let embeddings = try (0..<2).map { index in
      let burst = try model.encode(Tiny.data.testSample(index).picture, symbolsPerToken: 2)
      return try model.decode(batch: [received(burst, real: 0, imaginary: 0)])[0]
    }
    #expect(embeddings[0] == embeddings[1])
    #expect(embeddings[0].values.allSatisfy { $0.isFinite })
  }

  @Test("A batch of bursts with different k gives each what it gets alone, in the order given")
  func batches() throws {
    let model = try Tiny.untrained()
    let gallery = try Gallery(model: model, data: Tiny.data, count: 16)
    let bursts = try [2, 8, 1, 5, 8].enumerated().map { index, symbols in
      received(
        try model.encode(Tiny.data.testSample(index).picture, symbolsPerToken: symbols), real: 0.7, imaginary: 0.1,
        noise: 0.05)
    }
    let together = try model.decode(batch: bursts)
    #expect(together.count == 5)
    for (burst, embedding) in zip(bursts, together) {
      let alone = try model.decode(batch: [burst])[0]
      #expect(alone.cosine(to: embedding) > 0.99999)
      #expect(model.classify(alone) == model.classify(embedding))
      #expect(gallery.nearest(alone).label == gallery.nearest(embedding).label)
    }
    #expect(try model.decode(batch: []).isEmpty)
  }

  @Test("A burst of other dimensions is refused with the model's")
  func otherDimensions() throws {
    let model = try Tiny.untrained()
    let burst = ReceivedBurst(
      samples: [0, 0], parts: [BurstPart(tokens: 1, symbolsPerToken: 1)], fadingReal: 1, fadingImaginary: 0,
      noiseVariance: 1)
    let error = #expect(throws: ModelError.self) { try model.decode(batch: [burst]) }
    #expect(
      error?.description
        == "\(model.path): expected a burst of 5 tokens with 1 to 8 symbols each, found 1 tokens with 1 symbols each "
        + "in 2 samples. Encode with the model that decodes.")
  }

  @Test("A gallery takes the first training pictures, evenly over the classes, and finds each of them")
  func gallery() throws {
    let model = try Tiny.trained()
    let gallery = try Gallery(model: model, data: Tiny.data, count: 6)
    #expect(gallery.items.map(\.index) == [0, 1, 2, 3, 4, 5])
    #expect(gallery.items.map(\.label) == [0, 1, 2, 3, 0, 1])
    for item in gallery.items {
      let answer = gallery.nearest(try model.localEmbedding(Tiny.data.trainSample(item.index).picture))
      #expect(gallery.items[answer.item].label == answer.label)
      #expect(answer.item == item.index)
    }
  }

  @Test("A gallery passes over pictures that the model takes for another class, unless a class has no other")
  func editedGallery() throws {
    let model = try Tiny.untrained()
    let gallery = try Gallery(model: model, data: Tiny.data, count: 64)
    let taken = try (0..<64).map { index in
      let sample = try Tiny.data.trainSample(index)
      return (
        index: index, label: sample.label,
        isRight: model.classify(try model.localEmbedding(sample.picture)) == sample.label
      )
    }
    for label in 0..<4 {
      let ofClass = taken.filter { $0.label == label }
      let right = ofClass.filter(\.isRight)
      let expected = (right.isEmpty ? ofClass : right).map(\.index)
      #expect(gallery.items.filter { $0.label == label }.map(\.index) == expected)
    }
  }

  @Test("A gallery of an impossible size is refused", arguments: [.min, -1, 0, 100_001, Int.max])
  func gallerySize(count: Int) throws {
    let model = try Tiny.untrained()
    let error = #expect(throws: ModelError.self) { try Gallery(model: model, data: Tiny.data, count: count) }
    #expect(
      error?.description
        == "the gallery of bars: expected from 1 to 100000 pictures, found \(count). Ask for "
        + (count < 1 ? "more." : "fewer."))
  }
}
