import Semantics
import Tasks
import Tensors

/// The retrieval codec of `models/`, one thread.
enum CodecBenchmark {
  static func run(models: String, quick: Bool, into report: inout Report) throws {
    try setThreads(1)
    let model = try ModelLibrary(folder: models).retrieval(named: "retrieval-shapes")
    let data = try DataSetSource.shapes.open(splits: [.test])
    let symbolsPerToken = model.configuration.maximumSymbolsPerToken
    let name = "retrieval codec, one core, \(model.configuration.tokens) tokens × \(symbolsPerToken) symbols"
    let pictures = try (0..<32).map { try data.testSample($0).picture }
    let bursts = try pictures.map { picture in
      let burst = try model.encode(picture, symbolsPerToken: symbolsPerToken)
      return ReceivedBurst(
        samples: burst.samples, parts: burst.parts, fadingReal: 1,
        fadingImaginary: 0, noiseVariance: 0.05)
    }
    var (encoding, single, batch) = (Samples(), Samples(), Samples())
    for round in 0..<(quick ? 30 : 300) {
      let index = round % pictures.count
      encoding.add(try seconds { _ = try model.encode(pictures[index], symbolsPerToken: symbolsPerToken) })
      single.add(try seconds { _ = try model.decode(batch: [bursts[index]]) })
      if round.isMultiple(of: 5) { batch.add(try seconds { _ = try model.decode(batch: bursts) }) }
    }
    report.add(name, "encode one picture", encoding, scale: 1e3, unit: "ms")
    report.add(name, "decode one burst", single, scale: 1e3, unit: "ms")
    report.add(name, "decode 32 bursts in one batch", batch, scale: 1e3, unit: "ms")
  }
}
