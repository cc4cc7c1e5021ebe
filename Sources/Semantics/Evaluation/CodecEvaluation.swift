import Quantities
import Tasks

/// The measurement of a codec: all points on the same test samples, each with noise of its own.
///
/// Every sample is encoded once for all points and for the answer on the UE; what is received is decoded in batches.
protocol CodecEvaluation {
  /// What is measured.
  associatedtype Model: CodecModel
  /// A sample of the test split with its reference.
  associatedtype Sample
  /// What the model makes of it.
  associatedtype Answer
  /// What an answer is worth.
  associatedtype Verdict
  /// What the answers to many samples are worth.
  associatedtype Score: EvaluationScore

  /// What is measured.
  var model: Model { get }
  /// The data set's name.
  var dataSet: String { get }
  /// What is measured over; the axes are those of the kind of task, or absent for a model without a channel.
  var settings: EvaluationSettings { get }
  /// How many samples are measured.
  var count: Int { get }
  /// How many samples are encoded together.
  var batchSize: Int { get }
  /// A score of no sample.
  var emptyScore: Score { get }

  /// Reads samples of the test split.
  func samples(_ indices: Range<Int>) throws -> [Sample]
  /// Answers on the UE, and encodes with each of some numbers of symbols: for each sample a burst for each.
  func encode(_ samples: [Sample], symbols: [SymbolCounts]) throws -> (local: [Answer], bursts: [[SymbolBurst]])
  /// Decodes any number of bursts.
  func decode(_ bursts: [ReceivedBurst]) throws -> [Answer]
  /// Judges an answer.
  func verdict(on answer: Answer, to sample: Sample) -> Verdict
  /// Takes a sample's verdict into a score, beside the verdict on its answer on the UE.
  func record(_ verdict: Verdict, locally: Verdict, sample: Int, in score: inout Score)
}

extension CodecEvaluation {
  /// Carries the measurement out.
  ///
  /// - Parameter report: told how many samples are done, of how many; at the beginning too. Of a batch as many count as
  ///   are the share of its numbers of symbols.
  /// - Returns: the figures.
  /// - Throws: what reading, encoding and decoding throw.
  func measure(report: (_ done: Int, _ count: Int) -> Void) throws -> EvaluationReport<Score> {
    let channel = MeasurementChannel(kind: settings.channel, seed: settings.seed)
    let (symbols, snrs) = (settings.axes.rows, settings.snrs)
    var local = emptyScore
    var points = symbols.flatMap { counts in
      snrs.map { MeasuredPoint(symbols: counts, snr: $0, score: emptyScore) }
    }
    report(0, count)
    for start in stride(from: 0, to: count, by: batchSize) {
      let indices = start..<min(start + batchSize, count)
      let samples = try samples(indices)
      let (answers, bursts) = try encode(samples, symbols: symbols)
      let locally = zip(answers, samples).map { verdict(on: $0, to: $1) }
      for (index, verdict) in zip(indices, locally) { record(verdict, locally: verdict, sample: index, in: &local) }
      for row in symbols.indices {
        // All levels together: decoders make their batches of them.
        let received = snrs.flatMap { snr in
          zip(indices, bursts).map { index, bursts in
            channel.send(bursts[row], sample: index, symbols: symbols[row], snr: snr)
          }
        }
        for (place, answer) in try decode(received).enumerated() {
          let (level, sample) = place.quotientAndRemainder(dividingBy: samples.count)
          record(
            verdict(on: answer, to: samples[sample]), locally: locally[sample], sample: indices.lowerBound + sample,
            in: &points[row * snrs.count + level].score)
        }
        report(indices.lowerBound + indices.count * (row + 1) / symbols.count, count)
      }
      report(indices.upperBound, count)
    }
    return EvaluationReport(
      task: Model.task, model: model.path, digest: model.digest, dataSet: dataSet, settings: settings, local: local,
      points: points)
  }

  /// Encodes with all k_max symbols too, whose bursts are decoded as no channel touched them: the answers on the UE.
  ///
  /// - Parameters:
  ///   - symbols: the numbers of symbols of the points.
  ///   - most: k_max.
  ///   - encode: encodes the samples with each of some numbers of symbols.
  /// - Returns: the answers on the UE, and for each sample a burst for each of `symbols`.
  /// - Throws: what encoding and decoding throw.
  func encode(
    _ symbols: [SymbolCounts], most: SymbolCounts, with encode: ([SymbolCounts]) throws -> [[SymbolBurst]]
  ) throws -> (local: [Answer], bursts: [[SymbolBurst]]) {
    let bursts = try encode([most] + symbols)
    return (try decode(bursts.map { ReceivedBurst(untouched: $0[0]) }), bursts.map { Array($0.dropFirst()) })
  }

  /// Decodes some bursts at a time, as many as samples are encoded together.
  func inBatches(
    _ bursts: [ReceivedBurst], _ decode: ([ReceivedBurst]) throws -> [Answer]
  ) rethrows -> [Answer] {
    try stride(from: 0, to: bursts.count, by: batchSize).flatMap { start in
      try decode(Array(bursts[start..<min(start + batchSize, bursts.count)]))
    }
  }

  /// Refuses settings that measure nothing.
  ///
  /// - Parameters:
  ///   - settings: what is to be measured over.
  ///   - available: how many samples the test split has.
  ///   - model: what is to be measured.
  ///   - hasChannel: whether there are points at all.
  /// - Throws: ``ModelError``.
  static func check(
    _ settings: EvaluationSettings, available: Int, of model: Model, hasChannel: Bool = true
  ) throws(ModelError) {
    let counts = settings.axes.rows.count
    guard settings.samples >= 1, available >= 1, !hasChannel || counts * settings.snrs.count >= 1 else {
      throw ModelError(
        place: "the evaluation of \(model.path)", expected: "samples, numbers of symbols and levels",
        found: "\(settings.samples) of \(counted(available, "sample")), "
          + "\(counted(counts, "number of symbols", plural: "numbers of symbols")), "
          + counted(settings.snrs.count, "level"),
        remedy: "Change --samples, --snr or the numbers of symbols")
    }
  }
}
