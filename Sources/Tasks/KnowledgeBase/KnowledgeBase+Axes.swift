public import Quantities

extension KnowledgeBase {
  /// The numbers of symbols that a table was measured at: one axis for a modality, two for a question with a picture,
  /// none for a model that sends nothing.
  public enum Axes: Hashable, Sendable {
    /// k^T of translation.
    case words([Int])
    /// k^I of retrieval.
    case patches([Int])
    /// k^T of the question and k^I of the picture of visual question answering.
    case both(words: [Int], patches: [Int])
    /// Of a model without a channel.
    case absent

    /// The combinations in the order of a table's rows: k^I runs faster than k^T.
    public var rows: [SymbolCounts] {
      words.flatMap { words in patches.map { SymbolCounts(words: words, patches: $0) } }
    }

    /// The grid of k^T; a single 0 where the table has no such axis.
    var words: [Int] {
      switch self {
      case .words(let words), .both(let words, _): words
      case .patches: [0]
      case .absent: []
      }
    }

    /// The grid of k^I; a single 0 where the table has no such axis.
    var patches: [Int] {
      switch self {
      case .patches(let patches), .both(_, let patches): patches
      case .words: [0]
      case .absent: []
      }
    }

    /// The key of k^T in a file.
    static let wordKey = "symbolsPerWord"
    /// The key of k^I in a file.
    static let patchKey = "symbolsPerPatch"

    /// The keys of the axes in a file.
    var keys: [String] {
      switch self {
      case .words: [Self.wordKey]
      case .patches: [Self.patchKey]
      case .both: [Self.wordKey, Self.patchKey]
      case .absent: []
      }
    }

    /// Whether a task of this kind sends exactly what the axes count; a model of any kind may send nothing.
    func suit(_ task: TaskKind) -> Bool {
      switch (task, self) {
      case (.translation, .words), (.retrieval, .patches), (.visualQuestionAnswering, .both), (_, .absent):
        true
      case (.translation, _), (.retrieval, _), (.visualQuestionAnswering, _): false
      }
    }

    /// Where a row stands in the nested arrays of a file: "[2]" or "[1][2]".
    func place(ofRow row: Int) -> String {
      guard case .both(_, let patches) = self else { return "[\(row)]" }
      return "[\(row / patches.count)][\(row % patches.count)]"
    }
  }
}

/// A number between two points of an axis.
struct AxisPosition: Hashable, Sendable {
  /// The point, or the two points, between which the number lies.
  let places: [Int]
  /// How far from the lower point towards the upper one, 0…1.
  private let fraction: Double

  /// - Parameters:
  ///   - count: k; outside the axis its nearest end.
  ///   - axis: strictly increasing, at least one.
  init(of count: Int, on axis: [Int]) {
    let above = axis.firstIndex { $0 >= count } ?? axis.count - 1
    if above == 0 || axis[above] <= count {
      (places, fraction) = ([above], 0)
    } else {
      places = [above - 1, above]
      fraction = Double(count - axis[above - 1]) / Double(axis[above] - axis[above - 1])
    }
  }

  /// The value between those of the points, linear.
  ///
  /// - Parameter value: that of the first or the second of ``places``.
  /// - Returns: (1 − fraction)·first + fraction·second.
  func interpolate(_ value: (Int) -> Double) -> Double {
    if fraction == 0 { return value(0) }
    return (1 - fraction) * value(0) + fraction * value(1)
  }
}

/// A knowledge base at one combination of numbers of symbols: accuracy over γ alone. Asking it allocates nothing.
public struct AccuracySection: Hashable, Sendable {
  private let word: AxisPosition
  private let patch: AxisPosition
  /// Those of the points around, k^I running faster.
  private let curves: [AccuracyCurve]
  private let localAccuracy: Double

  init(word: AxisPosition, patch: AxisPosition, curves: [AccuracyCurve], localAccuracy: Double) {
    self.word = word
    self.patch = patch
    self.curves = curves
    self.localAccuracy = localAccuracy
  }

  /// The absolute accuracy, as ``KnowledgeBase/accuracy(_:snr:)`` gives it.
  public func accuracy(at snr: Decibels) -> Double {
    if curves.count == 1 { return curves[0](snr) }
    let columns = patch.places.count
    return word.interpolate { row in patch.interpolate { column in curves[row * columns + column](snr) } }
  }

  /// The accuracy relative to local, as ``KnowledgeBase/relativeAccuracy(_:snr:)`` gives it.
  public func relativeAccuracy(at snr: Decibels) -> Double { accuracy(at: snr) / localAccuracy }
}

/// The accuracy over γ at one combination of symbol counts.
struct AccuracyCurve: Hashable, Sendable {
  private let cubic: MonotoneCubic
  private let lowest: Decibels
  /// The accuracy at γ = 0.
  private let noise: Double?

  init(snrs: [Decibels], accuracies: [Double], noise: Double?) {
    cubic = MonotoneCubic(abscissae: snrs.map(\.value), ordinates: accuracies)
    lowest = snrs[0]
    self.noise = noise
  }

  /// Below the lowest level the capacity log₂(1 + γ) is proportional to γ, and so is taken what the symbols add to the
  /// accuracy at γ = 0. `nan` counts as γ = 0.
  func callAsFunction(_ snr: Decibels) -> Double {
    guard let noise, !(snr.value >= lowest.value) else { return cubic(snr.value) }
    let share = snr.value.isNaN ? 0 : snr.linear / lowest.linear
    return noise + (cubic(lowest.value) - noise) * share
  }
}
