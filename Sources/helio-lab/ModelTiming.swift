import Quantities
import Semantics
import Tasks

/// How long a trained model takes for one task on this machine, one thread, beside the operations that it counts.
struct ModelTiming: Encodable {
  let model: String
  let task: TaskKind
  let cost: CodecCost
  let encoding: Seconds
  let decoding: Seconds

  /// Measures a retrieval model: the median of some repetitions, after one that is not counted.
  ///
  /// - Parameters:
  ///   - model: what is measured.
  ///   - name: what the table calls it.
  ///   - symbolsPerToken: k^I.
  ///   - repetitions: at least one.
  /// - Throws: ``ModelError`` for a k that is out of range.
  init(_ model: RetrievalModel, name: String, symbolsPerToken: Int, repetitions: Int) throws {
    self.model = name
    task = .retrieval
    cost = try model.cost(symbolsPerToken: symbolsPerToken)
    let picture = try model.blankPicture()
    let burst = try model.encode(picture, symbolsPerToken: symbolsPerToken)
    let received = ReceivedBurst(
      samples: burst.samples, parts: burst.parts, fadingReal: 1, fadingImaginary: 0, noiseVariance: 0.1)
    encoding = try Self.median(of: repetitions) { _ = try model.encode(picture, symbolsPerToken: symbolsPerToken) }
    decoding = try Self.median(of: repetitions) { _ = try model.decode(batch: [received]) }
  }

  private static func median(of repetitions: Int, _ body: () throws -> Void) rethrows -> Seconds {
    try body()
    let clock = ContinuousClock()
    let times = try (0..<repetitions).map { _ in try clock.measure(body) / .seconds(1) }.sorted()
    return Seconds(times[times.count / 2])
  }
}
