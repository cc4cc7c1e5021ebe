public import Quantities

/// What is known about a trained model over the channel: the accuracy of a task as a function of the symbols per token
/// k and the instantaneous signal-to-noise ratio γ, ε = f(k, γ) of Ji et al. [Ji24], Section II-B, where it is
/// "obtained by testing the pre-trained models under different SNRs".
///
/// γ is the ratio of (1), which holds |h|² already; the table is thus measured over additive white Gaussian noise after
/// equalisation. Measured accuracies scatter by sampling, the truth does not fall with γ or k: the table is smoothed by
/// isotonic regression along γ, then along k (the second keeps the first), then interpolated by a monotone cubic in dB
/// and linearly in k. Outside the grid the curve is held at its ends.
public struct KnowledgeBase: Hashable, Sendable {
  /// Where a table comes from.
  public enum Origin: Hashable, Sendable {
    /// Measured on a data set with the model of the given SHA-256 digest, in lower-case hexadecimal.
    case measured(dataSet: String, modelDigest: String, samplesPerPoint: Int)
    /// A made-up curve that stands in until a model exists.
    case synthetic
  }

  /// The SNR grid of a measurement, −12, −9, … 24 dB.
  public static let standardSNRs = stride(from: -12.0, through: 24, by: 3).map { Decibels($0) }

  /// What kind of task the accuracies are of.
  public let task: TaskKind
  /// Where the table comes from.
  public let origin: Origin
  /// The channel of the measurement, `awgn`.
  public let channel: String
  /// The accuracy of the same task without a channel, 0 < ε₀ ≤ 1, absolute.
  public let localAccuracy: Double
  /// The grid of k, complex symbols per token, strictly increasing.
  public let symbolsPerToken: [Int]
  /// The grid of γ, strictly increasing.
  public let snrs: [Decibels]
  /// Absolute accuracies as measured, one row for each k, one column for each γ.
  public let accuracies: [[Double]]

  private let curves: [MonotoneCubic]

  /// Wraps a table and smooths it.
  ///
  /// - Parameters:
  ///   - task: what kind of task the accuracies are of.
  ///   - origin: where the table comes from.
  ///   - channel: the channel of the measurement.
  ///   - localAccuracy: the absolute accuracy without a channel, 0 < ε₀ ≤ 1.
  ///   - symbolsPerToken: the grid of k, each ≥ 1, strictly increasing.
  ///   - snrs: the grid of γ, finite, strictly increasing.
  ///   - accuracies: absolute accuracies in 0…1, a row for each k with a column for each γ.
  /// - Throws: ``KnowledgeBaseError`` naming the key at fault.
  public init(
    task: TaskKind, origin: Origin, channel: String = "awgn", localAccuracy: Double, symbolsPerToken: [Int],
    snrs: [Decibels] = KnowledgeBase.standardSNRs, accuracies: [[Double]]
  ) throws(KnowledgeBaseError) {
    self.task = task
    self.origin = origin
    self.channel = channel
    self.localAccuracy = localAccuracy
    self.symbolsPerToken = symbolsPerToken
    self.snrs = snrs
    self.accuracies = accuracies
    try KnowledgeBase.check(localAccuracy, symbolsPerToken, snrs, accuracies, origin)
    curves = KnowledgeBase.smoothed(accuracies).map { row in
      MonotoneCubic(abscissae: snrs.map(\.value), ordinates: row)
    }
  }

  /// Whether the table is made up.
  public var isSynthetic: Bool { origin == .synthetic }

  /// The absolute accuracy of an offloaded task.
  ///
  /// - Parameters:
  ///   - symbols: k, complex symbols per token; between two rows of the grid the value is linear in k.
  ///   - snr: the instantaneous γ of (1); −∞ dB, a dead channel, takes the lowest point.
  /// - Returns: an accuracy in 0…1.
  public func accuracy(k symbols: Int, snr: Decibels) -> Double {
    guard let upper = symbolsPerToken.firstIndex(where: { $0 >= symbols }) else {
      return curves[curves.count - 1](snr.value)
    }
    if upper == 0 || symbolsPerToken[upper] == symbols { return curves[upper](snr.value) }
    let low = symbolsPerToken[upper - 1]
    let fraction = Double(symbols - low) / Double(symbolsPerToken[upper] - low)
    return (1 - fraction) * curves[upper - 1](snr.value) + fraction * curves[upper](snr.value)
  }

  /// ε, the offloaded over the local accuracy, which the QoE (10) and the constraint (11b) of [Ji24] take.
  ///
  /// - Parameters:
  ///   - symbols: k, complex symbols per token.
  ///   - snr: the instantaneous γ of (1).
  /// - Returns: ε ≥ 0; above 1 where the channel happens to help.
  public func relativeAccuracy(k symbols: Int, snr: Decibels) -> Double {
    accuracy(k: symbols, snr: snr) / localAccuracy
  }

  /// Refuses a model that this table was not measured with; a synthetic table fits every model.
  ///
  /// - Parameter digest: the SHA-256 digest of the model in use, in lower-case hexadecimal.
  /// - Throws: ``KnowledgeBaseError/otherModel(expected:found:)``.
  public func requireModel(_ digest: String) throws(KnowledgeBaseError) {
    guard case .measured(_, let expected, _) = origin, expected != digest else { return }
    throw .otherModel(expected: expected, found: digest)
  }

  /// Isotonic along each row, then along each column. The regression keeps the order of two sequences, hence the
  /// columns' pass leaves the rows in order.
  private static func smoothed(_ table: [[Double]]) -> [[Double]] {
    var rows = table.map(isotonicRegression)
    for column in rows[0].indices {
      let smooth = isotonicRegression(rows.map { $0[column] })
      for row in rows.indices { rows[row][column] = smooth[row] }
    }
    return rows
  }

  private static func check(
    _ localAccuracy: Double, _ symbols: [Int], _ snrs: [Decibels], _ table: [[Double]], _ origin: Origin
  ) throws(KnowledgeBaseError) {
    guard localAccuracy > 0, localAccuracy <= 1 else {
      throw .value(key: "localAccuracy", expected: "a number above 0, at most 1", found: "\(localAccuracy)")
    }
    if case .measured(_, let digest, let samples) = origin {
      guard samples >= 1 else {
        throw .value(key: "samplesPerPoint", expected: "at least 1", found: "\(samples)")
      }
      guard digest.utf8.count == 64, digest.utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) }) else {
        throw .value(key: "modelDigest", expected: "64 lower-case hexadecimal digits", found: "\"\(digest)\"")
      }
    }
    guard let fewest = symbols.first, fewest >= 1, zip(symbols, symbols.dropFirst()).allSatisfy(<) else {
      throw .value(key: "symbolsPerToken", expected: "strictly increasing integers from 1", found: "\(symbols)")
    }
    let levels = snrs.map(\.value)
    guard !levels.isEmpty, levels.allSatisfy(\.isFinite), zip(levels, levels.dropFirst()).allSatisfy(<) else {
      throw .value(key: "snr_dB", expected: "strictly increasing numbers, at least one", found: "\(levels)")
    }
    guard table.count == symbols.count else {
      throw .value(
        key: "accuracies", expected: "\(symbols.count) rows, one for each of symbolsPerToken", found: "\(table.count)")
    }
    for (row, values) in table.enumerated() {
      guard values.count == levels.count else {
        throw .value(
          key: "accuracies[\(row)]", expected: "\(levels.count) columns, one for each of snr_dB",
          found: "\(values.count)")
      }
      for (column, value) in values.enumerated() where !(value >= 0 && value <= 1) {
        throw .value(key: "accuracies[\(row)][\(column)]", expected: "a number from 0 to 1", found: "\(value)")
      }
    }
  }
}
