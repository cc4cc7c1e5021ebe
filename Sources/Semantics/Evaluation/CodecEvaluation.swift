import Quantities
public import Tasks

/// Measures a retrieval model over the channel: all points on the same test pictures, each with noise of its own.
public struct CodecEvaluation {
  private let model: RetrievalModel
  private let data: any LabelledPictures
  private let settings: EvaluationSettings
  private let gallery: Gallery
  private let count: Int

  /// How many pictures go through the network at once.
  private static let batchSize = 50

  /// Prepares a measurement and fills the gallery.
  ///
  /// - Parameters:
  ///   - model: what is measured.
  ///   - data: with both splits open.
  ///   - settings: what it is measured over.
  /// - Throws: ``ModelError`` for data, a k or a number of samples that do not fit.
  public init(model: RetrievalModel, data: any LabelledPictures, settings: EvaluationSettings) throws {
    let most = model.configuration.maximumSymbolsPerToken
    guard settings.samples >= 1, data.testCount >= 1, !settings.snrs.isEmpty, !settings.symbolsPerToken.isEmpty,
      settings.symbolsPerToken.allSatisfy({ (1...most).contains($0) })
    else {
      throw ModelError(
        place: "the evaluation of \(model.path)",
        expected: "samples, levels, and numbers of symbols per token from 1 to \(most)",
        found: "\(settings.samples) of \(data.testCount) samples, \(settings.snrs.count) levels and "
          + "\(settings.symbolsPerToken) symbols per token",
        remedy: "Change --samples, --snr or --k")
    }
    self.model = model
    self.data = data
    self.settings = settings
    gallery = try Gallery(model: model, data: data, count: settings.gallery)
    count = min(settings.samples, data.testCount)
  }

  /// Carries the measurement out.
  ///
  /// - Parameter report: told how many pictures are done, of how many.
  /// - Returns: the figures.
  /// - Throws: `DataSetError` for a picture that cannot be read.
  public func run(report: (_ done: Int, _ count: Int) -> Void = { _, _ in }) throws -> EvaluationReport {
    let channel = MeasurementChannel(kind: settings.channel, seed: settings.seed)
    var local = Tally()
    var points = settings.symbolsPerToken.flatMap { symbols in
      settings.snrs.map { (symbols: symbols, snr: $0, tally: Tally()) }
    }
    for start in stride(from: 0, to: count, by: CodecEvaluation.batchSize) {
      let indices = start..<min(start + CodecEvaluation.batchSize, count)
      let samples = try indices.map { try data.testSample($0) }
      let localHits = try samples.map { sample in
        local.record(judge(try model.localEmbedding(sample.picture), label: sample.label))
      }
      let bursts = try model.encode(batch: samples.map(\.picture), symbolsPerToken: settings.symbolsPerToken)
      for point in points.indices {
        let (row, snr) = (point / settings.snrs.count, points[point].snr)
        let received = zip(indices, bursts).map { index, bursts in
          channel.send(bursts[row], sample: index, symbols: "\(points[point].symbols)", snr: snr)
        }
        for (place, embedding) in try model.decode(batch: received).enumerated() {
          let hit = points[point].tally.record(judge(embedding, label: samples[place].label))
          if hit != localHits[place] {
            points[point].tally.lost += hit ? 0 : 1
            points[point].tally.gained += hit ? 1 : 0
          }
        }
      }
      report(indices.upperBound, count)
    }
    return EvaluationReport(
      model: model.path, digest: model.digest, dataSet: data.name, channel: settings.channel,
      gallery: gallery.items.count, seed: settings.seed,
      localRecall: MeasuredAccuracy(correct: local.recalled, samples: count),
      localClasses: MeasuredAccuracy(correct: local.classified, samples: count),
      points: points.map { point in
        MeasuredPoint(
          symbolsPerToken: point.symbols, snr: point.snr.value,
          recall: MeasuredAccuracy(correct: point.tally.recalled, samples: count),
          classes: MeasuredAccuracy(correct: point.tally.classified, samples: count),
          lost: point.tally.lost, gained: point.tally.gained)
      })
  }

  private func judge(_ embedding: Embedding, label: Int) -> (recalled: Bool, classified: Bool) {
    (gallery.nearest(embedding).label == label, model.classify(embedding) == label)
  }
}

/// The counts of one point.
private struct Tally {
  var recalled = 0
  var classified = 0
  var lost = 0
  var gained = 0

  /// Counts an answer and returns whether the gallery's was right.
  mutating func record(_ answer: (recalled: Bool, classified: Bool)) -> Bool {
    recalled += answer.recalled ? 1 : 0
    classified += answer.classified ? 1 : 0
    return answer.recalled
  }
}
