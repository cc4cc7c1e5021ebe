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

  /// The sentences of a task of translation: a paragraph of Ji et al. [Ji24].
  private static let sentences = 10

  /// Measures a model: the median of some repetitions, after one that is not counted.
  ///
  /// - Parameters:
  ///   - model: what is measured; of a model without a channel all is decoding.
  ///   - name: what the table calls it.
  ///   - symbols: k^T and k^I, at most the model's k_max.
  ///   - repetitions: at least one.
  /// - Throws: what encoding and decoding throw.
  init(_ model: TrainedModel, name: String, symbols: SymbolCounts, repetitions: Int) throws {
    self.model = name
    task = model.task
    let sample = try model.sampleTask(symbols, sentences: Self.sentences)
    cost = try sample.cost()
    let burst = try sample.encode()
    encoding = cost.symbols == 0 ? Seconds(0) : try Self.median(of: repetitions) { _ = try sample.encode() }
    decoding = try Self.median(of: repetitions) { try sample.decode(burst) }
  }

  private static func median(of repetitions: Int, _ body: () throws -> Void) rethrows -> Seconds {
    try body()
    let clock = ContinuousClock()
    let times = try (0..<repetitions).map { _ in try clock.measure(body) / .seconds(1) }.sorted()
    return Seconds(times[times.count / 2])
  }
}
