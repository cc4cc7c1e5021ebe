import Randomness
public import Tasks

/// A training split as tokens in memory, with batches of sentences of like length.
public final class TrainingSentences {
  /// The corpus' name.
  public let name: String
  /// The pairs, those that were left out included.
  let data: TrainingData
  /// How many pairs were left out because a side has too many tokens.
  public private(set) var skipped = 0

  private var tokens: [UInt16] = []
  /// Where source and target of each pair begin; one more entry ends the last.
  private var starts: [Int] = [0]
  private var epoch: Epoch?

  /// The batches of one pass through the pairs.
  private struct Epoch {
    let number: Int
    let firstStep: Int
    let batches: [[Int]]
    let seed: UInt64
    let batchSize: Int
  }

  /// Learns the vocabulary of both sides of a training split.
  ///
  /// - Parameters:
  ///   - text: with its training split open; no more than 100 000 pairs of it are read.
  ///   - merges: the most byte pairs to merge.
  ///   - report: told how many pairs are read, of how many.
  /// - Returns: the vocabulary.
  /// - Throws: `DataSetError` for a pair that cannot be read.
  public static func vocabulary(
    of text: any ParallelText, merges: Int, report: (_ done: Int, _ count: Int) -> Void = { _, _ in }
  ) throws -> Vocabulary {
    var sentences: [String] = []
    let count = min(text.count(of: .train), 100_000)
    for index in 0..<count {
      let pair = try text.pair(index, of: .train)
      sentences += [pair.source, pair.target]
      report(index + 1, count)
    }
    return Vocabulary(learningFrom: sentences, merges: merges)
  }

  /// Reads a training split.
  ///
  /// - Parameters:
  ///   - text: with its training split open.
  ///   - model: gives the vocabulary and the most tokens of a sentence; longer pairs are left out.
  ///   - report: told how many pairs are read, of how many.
  /// - Throws: `DataSetError` for a pair that cannot be read, ``ModelError`` for sizes that no network can have, or when
  ///   no pair is left.
  public init(
    _ text: any ParallelText, for model: TranslationConfiguration,
    report: (_ done: Int, _ count: Int) -> Void = { _, _ in }
  ) throws {
    try model.check(place: "the model's configuration")
    name = text.name
    var known: [Substring: [Int]] = [:]
    var digest = TrainingDataDigest()
    let total = text.count(of: .train)
    for index in 0..<total {
      let pair = try text.pair(index, of: .train)
      digest.beginSample()
      digest.add(pair.source)
      digest.add(pair.target)
      report(index + 1, total)
      let sides = [pair.source, pair.target].map { model.vocabulary.tokens(of: $0, remembering: &known) }
      guard sides.allSatisfy({ (1..<model.maximumTokens).contains($0.count) }) else {
        skipped += 1
        continue
      }
      for side in sides {
        tokens += side.map { UInt16($0) }
        starts.append(tokens.count)
      }
    }
    data = digest.data
    guard count > 0 else {
      throw ModelError(
        place: "the training of \(name)", expected: "pairs of sentences with 1 to \(model.maximumTokens - 1) tokens",
        found: "none", remedy: "Give a corpus of sentences")
    }
  }

  /// How many pairs there are.
  public var count: Int { (starts.count - 1) / 2 }

  /// The tokens of a pair's source.
  func source(_ pair: Int) -> [Int] { side(2 * pair) }

  /// The tokens of a pair's target.
  func target(_ pair: Int) -> [Int] { side(2 * pair + 1) }

  private func side(_ index: Int) -> [Int] { tokens[starts[index]..<starts[index + 1]].map { Int($0) } }

  private func length(_ index: Int) -> Int { starts[index + 1] - starts[index] }

  /// The pairs of a step: epoch after epoch, each in batches of its own.
  ///
  /// Pairs of like length make a batch, of as many pairs as keep its tokens, padding and end marks included, at
  /// the batch size on each side; which of equally long pairs meet, and the order of the batches, is drawn anew for
  /// each epoch.
  ///
  /// - Parameters:
  ///   - step: from 0.
  ///   - training: the seed, and the batch size in tokens.
  /// - Returns: at least one pair.
  func pairs(ofStep step: Int, _ training: CodecTrainingConfiguration) -> [Int] {
    var current: Epoch
    if let epoch, epoch.seed == training.seed, epoch.batchSize == training.batchSize, epoch.firstStep <= step {
      current = epoch
    } else {
      current = makeEpoch(0, firstStep: 0, training)
    }
    while step >= current.firstStep + current.batches.count {
      current = makeEpoch(current.number + 1, firstStep: current.firstStep + current.batches.count, training)
    }
    epoch = current
    return current.batches[step - current.firstStep]
  }

  private func makeEpoch(_ number: Int, firstStep: Int, _ training: CodecTrainingConfiguration) -> Epoch {
    var stream = RandomStream(seed: training.seed, purpose: "translation training: order", slot: number)
    var order = Array(0..<count)
    stream.shuffle(&order)
    let lengths = (0..<count).map { (longer: max(length(2 * $0), length(2 * $0 + 1)), source: length(2 * $0)) }
    let sorted = order.enumerated().sorted { left, right in
      let (first, second) = (lengths[left.element], lengths[right.element])
      return (first.longer, first.source, left.offset) < (second.longer, second.source, right.offset)
    }
    var batches: [[Int]] = []
    var batch: [Int] = []
    for (_, pair) in sorted {
      if !batch.isEmpty, (batch.count + 1) * (lengths[pair].longer + 1) > training.batchSize {
        batches.append(batch)
        batch = []
      }
      batch.append(pair)
    }
    batches.append(batch)
    stream.shuffle(&batches)
    return Epoch(
      number: number, firstStep: firstStep, batches: batches, seed: training.seed, batchSize: training.batchSize)
  }
}
