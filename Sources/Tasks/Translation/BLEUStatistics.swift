import Glibc

/// What corpus BLEU-4 [Papineni02] is computed from, as sacreBLEU [Post18] does by default: tokeniser `13a`, cased,
/// exponential smoothing, one reference.
///
/// Statistics add up, in any order; the score of a corpus is that of the sum over its sentences.
public struct BLEUStatistics: Hashable, Codable, Sendable {
  /// The n-grams of the hypotheses that the references have too, each at most as often as there, for n = 1…4.
  public private(set) var matches: [Int]
  /// All n-grams of the hypotheses, for n = 1…4.
  public private(set) var totals: [Int]
  /// The hypotheses' tokens.
  public private(set) var hypothesisLength: Int
  /// The references' tokens.
  public private(set) var referenceLength: Int

  /// Statistics before the first sentence.
  public init() {
    matches = [Int](repeating: 0, count: BLEUStatistics.order)
    totals = matches
    hypothesisLength = 0
    referenceLength = 0
  }

  /// Statistics that were counted elsewhere, as records and messages hold them.
  ///
  /// - Parameters:
  ///   - matches: the n-grams that the references have too, for n = 1…4.
  ///   - totals: all n-grams of the hypotheses, for n = 1…4.
  ///   - hypothesisLength: the hypotheses' tokens.
  ///   - referenceLength: the references' tokens.
  public init(matches: [Int], totals: [Int], hypothesisLength: Int, referenceLength: Int) {
    precondition(
      matches.count == BLEUStatistics.order && totals.count == BLEUStatistics.order,
      "BLEU counts n-grams for n = 1…4, found \(matches.count) and \(totals.count) numbers")
    self.matches = matches
    self.totals = totals
    self.hypothesisLength = hypothesisLength
    self.referenceLength = referenceLength
  }

  /// The statistics of one sentence.
  ///
  /// - Parameters:
  ///   - hypothesis: a translation to judge, untokenised.
  ///   - reference: what it should be, untokenised.
  public init(hypothesis: String, reference: String) {
    self.init()
    let hypothesis = BLEUTokeniser.words(of: hypothesis)
    let reference = BLEUTokeniser.words(of: reference)
    hypothesisLength = hypothesis.count
    referenceLength = reference.count
    // Words become numbers, compared by their bytes: Swift's equality of strings would also take é for e + ´.
    var numbers: [[UInt8]: Int] = [:]
    func number(_ word: [UInt8]) -> Int {
      let number = numbers[word] ?? numbers.count
      numbers[word] = number
      return number
    }
    let hypothesisNumbers = hypothesis.map(number)
    let referenceNumbers = reference.map(number)
    for n in 1...BLEUStatistics.order {
      let found = BLEUStatistics.counts(hypothesisNumbers, n)
      let wanted = BLEUStatistics.counts(referenceNumbers, n)
      totals[n - 1] = max(0, hypothesis.count - n + 1)
      matches[n - 1] = found.reduce(0) { $0 + min($1.value, wanted[$1.key] ?? 0) }
    }
  }

  /// The sums of two sets of statistics.
  ///
  /// - Parameters:
  ///   - left: statistics of some sentences.
  ///   - right: statistics of others.
  /// - Returns: the statistics of all of them.
  public static func + (left: BLEUStatistics, right: BLEUStatistics) -> BLEUStatistics {
    var sum = left
    for n in 0..<order {
      sum.matches[n] += right.matches[n]
      sum.totals[n] += right.totals[n]
    }
    sum.hypothesisLength += right.hypothesisLength
    sum.referenceLength += right.referenceLength
    return sum
  }

  /// BLEU in 0…100: BP · exp(¼ Σ ln p_n), p_n = matches/totals of n-grams, BP = min(1, exp(1 − r/c)) for c tokens of
  /// hypotheses and r of references.
  ///
  /// The k-th p_n that has no match counts as 2⁻ᵏ/total (smoothing 3 of Chen and Cherry, 2014). The score is 0 without
  /// any match, and when no hypothesis is four tokens long.
  public var score: Double {
    guard matches.contains(where: { $0 > 0 }), totals.allSatisfy({ $0 > 0 }) else { return 0 }
    var smoothing = 1.0
    var logarithms = 0.0
    for (match, total) in zip(matches, totals) {
      if match == 0 {
        smoothing *= 2
        logarithms += log(100 / (smoothing * Double(total)))
      } else {
        logarithms += log(100 * Double(match) / Double(total))
      }
    }
    let brevity =
      hypothesisLength < referenceLength ? exp(1 - Double(referenceLength) / Double(hypothesisLength)) : 1
    // Rounding may leave a perfect corpus a little above 100.
    return min(100, brevity * exp(logarithms / Double(BLEUStatistics.order)))
  }

  /// The longest n-grams.
  private static let order = 4

  private static func counts(_ words: [Int], _ n: Int) -> [ArraySlice<Int>: Int] {
    guard words.count >= n else { return [:] }
    var counts: [ArraySlice<Int>: Int] = [:]
    for start in 0...(words.count - n) { counts[words[start..<start + n], default: 0] += 1 }
    return counts
  }
}
