public import Quantities

/// What is known about a trained model over the channel: the accuracy of a task as a function of the symbols per token
/// and the instantaneous signal-to-noise ratio γ, f^T(k^T, γ), f^I(k^I, γ) and f^B(k^T, k^I, γ) of Ji et al. [Ji24],
/// Section II-B, where they are "obtained by testing the pre-trained models under different SNRs".
///
/// γ is the ratio of (1), which holds |h|² already; the table is thus measured over additive white Gaussian noise after
/// equalisation. Measured accuracies scatter by sampling, the truth does not fall with γ or k: the table is smoothed by
/// isotonic regression along γ, then along k^T and k^I (each keeps the order along the others), then interpolated by a
/// monotone cubic in dB and linearly in each k. Outside the grid the curve is held at its ends; where the table knows the
/// accuracy at γ = 0, it goes there in proportion to γ below the lowest level.
///
/// The accuracy of translation is BLEU/100, that of the others the share of right answers.
public struct KnowledgeBase: Hashable, Sendable {
  /// Where a table comes from.
  public enum Origin: Hashable, Sendable {
    /// Measured on a data set with the model of the given SHA-256 digest, in lower-case hexadecimal.
    case measured(dataSet: String, modelDigest: String, samplesPerPoint: Int)
    /// A made-up curve that stands in until a model exists.
    case synthetic
  }

  /// The channel of a measurement.
  public enum Channel: String, Codable, Hashable, Sendable, CaseIterable {
    /// Noise alone: γ is the instantaneous ratio, as allocators and the QoE need it.
    case awgn
    /// Rayleigh fading with one h for each task and perfect channel knowledge: γ is the average ratio. For figures.
    case rayleigh
    /// No channel: the model answers only where it is, and its accuracy there is all that is known.
    case absent = "none"
  }

  /// The SNR grid of a measurement, −12, −9, … 24 dB.
  public static let standardSNRs = stride(from: -12.0, through: 24, by: 3).map { Decibels($0) }

  /// What kind of task the accuracies are of.
  public let task: TaskKind
  /// Where the table comes from.
  public let origin: Origin
  /// The channel of the measurement.
  public let channel: Channel
  /// The accuracy of the same task without a channel, 0 < ε₀ ≤ 1, absolute.
  public let localAccuracy: Double
  /// The grid of the numbers of symbols per token.
  public let axes: Axes
  /// The grid of γ, strictly increasing; empty without a channel.
  public let snrs: [Decibels]
  /// Absolute accuracies as measured, a row for each of the axes' rows, one column for each γ.
  public let accuracies: [[Double]]
  /// The absolute accuracy at γ = 0, when nothing of the symbols is received, for each row; nil: not measured.
  public let noiseAccuracies: [Double]?
  /// The standard error of each of the accuracies, for figures; nil: not known.
  public let standardErrors: [[Double]]?

  private let curves: [AccuracyCurve]

  /// Wraps a table and smooths it.
  ///
  /// - Parameters:
  ///   - task: what kind of task the accuracies are of.
  ///   - origin: where the table comes from.
  ///   - channel: the channel of the measurement; absent where the axes are, and only there.
  ///   - localAccuracy: the absolute accuracy without a channel, 0 < ε₀ ≤ 1.
  ///   - axes: the grid of k: each ≥ 1, strictly increasing, and those axes that such a task has.
  ///   - snrs: the grid of γ, finite, strictly increasing; empty without a channel.
  ///   - accuracies: absolute accuracies in 0…1, a row for each of `axes.rows` with a column for each γ.
  ///   - noiseAccuracies: the accuracies at γ = 0 in 0…1, one for each row.
  ///   - standardErrors: those of the accuracies, ≥ 0, in the same shape.
  /// - Throws: ``KnowledgeBaseError`` naming the key at fault.
  public init(
    task: TaskKind, origin: Origin, channel: Channel = .awgn, localAccuracy: Double, axes: Axes,
    snrs: [Decibels] = KnowledgeBase.standardSNRs, accuracies: [[Double]], noiseAccuracies: [Double]? = nil,
    standardErrors: [[Double]]? = nil
  ) throws(KnowledgeBaseError) {
    self.task = task
    self.origin = origin
    self.channel = channel
    self.localAccuracy = localAccuracy
    self.axes = axes
    self.snrs = snrs
    self.accuracies = accuracies
    self.noiseAccuracies = noiseAccuracies
    self.standardErrors = standardErrors
    try KnowledgeBase.check(task, channel, axes, snrs, origin, localAccuracy: localAccuracy)
    try KnowledgeBase.check(accuracies, "accuracies", axes, columns: snrs.count, upTo: 1)
    if let noiseAccuracies {
      try KnowledgeBase.check(noiseAccuracies.map { [$0] }, "noiseAccuracies", axes, columns: 1, upTo: 1)
    }
    if let standardErrors {
      try KnowledgeBase.check(standardErrors, "standardErrors", axes, columns: snrs.count, upTo: .infinity)
    }
    let rows = accuracies.enumerated().map { row, values in (noiseAccuracies.map { [$0[row]] } ?? []) + values }
    let isNoiseKnown = noiseAccuracies != nil
    curves = KnowledgeBase.smoothed(rows, axes).map { row in
      AccuracyCurve(
        snrs: snrs, accuracies: Array(row.dropFirst(isNoiseKnown ? 1 : 0)), noise: isNoiseKnown ? row[0] : nil)
    }
  }

  /// Whether the table is made up.
  public var isSynthetic: Bool { origin == .synthetic }

  /// The absolute accuracy of an offloaded task.
  ///
  /// - Parameters:
  ///   - symbols: complex symbols per token; a number that the table has no axis for is not looked at. Between two
  ///     points of an axis the value is linear in k.
  ///   - snr: the instantaneous γ of (1); −∞ dB is a dead channel.
  /// - Returns: an accuracy in 0…1; 0 for a model without a channel, to which nothing can be sent.
  public func accuracy(_ symbols: SymbolCounts, snr: Decibels) -> Double {
    section(at: symbols)?.accuracy(at: snr) ?? 0
  }

  /// The accuracies over γ at one combination of numbers of symbols, for those who ask for it again and again.
  ///
  /// - Parameter symbols: complex symbols per token, as ``accuracy(_:snr:)`` takes them.
  /// - Returns: what ``accuracy(_:snr:)`` looks at; nil for a model without a channel.
  public func section(at symbols: SymbolCounts) -> AccuracySection? {
    guard channel != .absent else { return nil }
    let word = AxisPosition(of: symbols.words, on: axes.words)
    let patch = AxisPosition(of: symbols.patches, on: axes.patches)
    let columns = axes.patches.count
    let rows = word.places.flatMap { row in patch.places.map { column in curves[row * columns + column] } }
    return AccuracySection(word: word, patch: patch, curves: rows, localAccuracy: localAccuracy)
  }

  /// ε, the offloaded over the local accuracy, which the QoE (10) and the constraint (11b) of [Ji24] take.
  ///
  /// - Parameters:
  ///   - symbols: complex symbols per token.
  ///   - snr: the instantaneous γ of (1).
  /// - Returns: ε ≥ 0; above 1 where the channel happens to help.
  public func relativeAccuracy(_ symbols: SymbolCounts, snr: Decibels) -> Double {
    accuracy(symbols, snr: snr) / localAccuracy
  }

  /// Isotonic along each row, then along each axis of k. The regression keeps the order of two sequences, hence a later
  /// pass leaves in order what an earlier one has ordered.
  private static func smoothed(_ table: [[Double]], _ axes: Axes) -> [[Double]] {
    var rows = table.map(isotonicRegression)
    let (words, patches) = (axes.words.indices, axes.patches.indices)
    let alongWords = patches.map { patch in words.map { $0 * patches.count + patch } }
    let alongPatches = words.map { word in patches.map { word * patches.count + $0 } }
    for line in alongWords + alongPatches {
      for column in rows[0].indices {
        let smooth = isotonicRegression(line.map { rows[$0][column] })
        for (row, value) in zip(line, smooth) { rows[row][column] = value }
      }
    }
    return rows
  }
}
