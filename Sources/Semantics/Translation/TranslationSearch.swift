import Glibc
import Tensors

/// How a translation is chosen among all sentences of at most 2T + 8 tokens, T being the tokens of the source with its end
/// mark, and at most the model's `maximumTokens`: longer ones are cut there.
public struct TranslationSearch: Hashable, Codable, Sendable {
  /// How wide a search may be.
  public static let widths = 1...64

  /// How many hypotheses are followed at the same time; 1 is greedy search.
  public let width: Int
  /// α: a finished translation of n tokens is worth log p / ((5 + n)/6)^α [Wu16], Eq. (14); 0 favours short ones.
  public let lengthPenalty: Double

  /// Names both.
  ///
  /// - Parameters:
  ///   - width: from 1 to 64, anything else is a programming error.
  ///   - lengthPenalty: α ≥ 0, likewise.
  public init(width: Int, lengthPenalty: Double = 0.6) {
    precondition(TranslationSearch.widths.contains(width) && lengthPenalty >= 0)
    self.width = width
    self.lengthPenalty = lengthPenalty
  }

  /// The most probable token at every step.
  public static let greedy = TranslationSearch(width: 1)

  /// What a finished translation is worth.
  func worth(_ logProbability: Double, tokens: Int) -> Double {
    logProbability / pow((5 + Double(tokens)) / 6, lengthPenalty)
  }
}

extension TranslationNetwork {
  /// Translates what was received.
  ///
  /// - Parameters:
  ///   - memory: `[B, T, d]`.
  ///   - counts: how many tokens each sentence has; the others are padding.
  ///   - maximum: the most tokens of a translation.
  ///   - search: how.
  /// - Returns: the tokens of each translation, without the end mark.
  /// - Throws: `TensorError` when memory runs out.
  func translate(
    memory: Tensor, counts: [Int], maximum: Int, _ search: TranslationSearch
  ) throws(TensorError) -> [[Int]] {
    // No translation of a corpus is more than twice as long; a noisy one that never ends is cut there.
    let limits = counts.map { min(maximum, 2 * $0 + 8) }
    let padding = try TokenBatch.padding(counts)
    return search.width == 1
      ? try greedy(memory: memory, padding: padding, limits: limits)
      : try beams(memory: memory, padding: padding, limits: limits, search)
  }

  private func greedy(memory: Tensor, padding: Tensor?, limits: [Int]) throws(TensorError) -> [[Int]] {
    var translations = [[Int]](repeating: [], count: limits.count)
    var open = Array(limits.indices)
    var last = [Int](repeating: Vocabulary.beginning, count: limits.count)
    var state = try start(memory: memory, padding: padding)
    while !open.isEmpty {
      let best = try next(last, &state).argmax(axis: 1).integers().map { $0 + TranslationNetwork.firstOutput }
      var rows: [Int] = []
      for (row, sentence) in open.enumerated() where best[row] != Vocabulary.end {
        translations[sentence].append(best[row])
        if translations[sentence].count < limits[sentence] { rows.append(row) }
      }
      if rows.count < open.count, !rows.isEmpty { try state.keep(rows) }
      last = rows.map { best[$0] }
      open = rows.map { open[$0] }
    }
    return translations
  }

  private func beams(
    memory: Tensor, padding: Tensor?, limits: [Int], _ search: TranslationSearch
  ) throws(TensorError) -> [[Int]] {
    let width = search.width
    var beams = limits.map { BeamSearch(limit: $0, search) }
    var open = Array(limits.indices)
    var state = try start(memory: memory, padding: padding)
    try state.keep(open.flatMap { [Int](repeating: $0, count: width) })
    while !open.isEmpty {
      let logits = try next(open.flatMap { beams[$0].last }, &state).logSoftmax(axis: 1)
      // The end mark may be among them for every hypothesis, so twice the width is enough to go on.
      let most = min(2 * width, logits.shape[1])
      let (values, indices) = try logits.largest(most, axis: 1)
      let (scores, tokens) = (try values.floats(), try indices.integers())
      var sources: [Int] = []
      var kept: [Int] = []
      for (place, sentence) in open.enumerated() {
        let range = (place * width * most)..<((place + 1) * width * most)
        let parents = beams[sentence].advance(
          scores: scores[range].map { Double($0) },
          tokens: tokens[range].map { $0 + TranslationNetwork.firstOutput }, perHypothesis: most)
        guard !beams[sentence].isFinished else { continue }
        kept.append(place)
        sources += parents.map { place * width + $0 }
      }
      if kept.isEmpty { break }
      if kept.count < open.count {
        try state.keep(sources)
      } else {
        try state.takePast(of: sources)
      }
      open = kept.map { open[$0] }
    }
    return beams.map(\.best)
  }
}

/// The open hypotheses and the finished translations of one sentence.
private struct BeamSearch {
  private struct Hypothesis {
    var tokens: [Int]
    var score: Double
  }

  private let search: TranslationSearch
  private let limit: Int
  private var hypotheses: [Hypothesis]
  private var finished: [(tokens: [Int], worth: Double)] = []
  private(set) var isFinished = false

  init(limit: Int, _ search: TranslationSearch) {
    (self.limit, self.search) = (limit, search)
    // All start alike; only the first counts, or the same translation would be followed several times.
    hypotheses = (0..<search.width).map { Hypothesis(tokens: [], score: $0 == 0 ? 0 : -.infinity) }
  }

  /// The last token of each open hypothesis.
  var last: [Int] { hypotheses.map { $0.tokens.last ?? Vocabulary.beginning } }

  /// The best translation.
  var best: [Int] {
    // The earliest of equals, so that nothing depends on the order in which a sort leaves them.
    var best: (tokens: [Int], worth: Double)?
    for candidate in finished where candidate.worth > (best?.worth ?? -.infinity) { best = candidate }
    return best?.tokens ?? hypotheses[0].tokens
  }

  /// Goes on by one token.
  ///
  /// - Parameters:
  ///   - scores: log p of the best tokens after each hypothesis.
  ///   - tokens: which they are.
  ///   - perHypothesis: how many there are for each.
  /// - Returns: the hypothesis that each of the new ones goes on from.
  mutating func advance(scores: [Double], tokens: [Int], perHypothesis: Int) -> [Int] {
    let candidates = scores.indices
      .map { (index: $0, score: hypotheses[$0 / perHypothesis].score + scores[$0]) }
      .filter { $0.score > -.infinity }
      .sorted { ($1.score, $0.index) < ($0.score, $1.index) }
    var next: [Hypothesis] = []
    var parents: [Int] = []
    for (rank, candidate) in candidates.enumerated() where next.count < search.width {
      let parent = candidate.index / perHypothesis
      let words = hypotheses[parent].tokens
      if tokens[candidate.index] == Vocabulary.end {
        // An end mark below the best few would finish a translation that search has given up.
        guard rank < search.width else { continue }
        finished.append((words, search.worth(candidate.score, tokens: words.count + 1)))
      } else {
        next.append(Hypothesis(tokens: words + [tokens[candidate.index]], score: candidate.score))
        parents.append(parent)
      }
    }
    let length = hypotheses[0].tokens.count + 1
    if next.isEmpty {
      isFinished = true
      return []
    }
    while next.count < search.width {
      next.append(Hypothesis(tokens: next[0].tokens, score: -.infinity))
      parents.append(parents[0])
    }
    hypotheses = next
    if length >= limit {
      for hypothesis in next where hypothesis.score > -.infinity {
        finished.append((hypothesis.tokens, search.worth(hypothesis.score, tokens: length)))
      }
      isFinished = true
    }
    // log p only falls: the best hypothesis, were it to end as long as allowed, bounds what may still come.
    let bound = search.worth(next[0].score, tokens: limit)
    if finished.count >= search.width, finished.contains(where: { $0.worth >= bound }) { isFinished = true }
    return parents
  }
}
