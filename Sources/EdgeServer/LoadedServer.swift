public import Offloading
import Protocol
public import Tasks
public import Trace

/// What loading comes to.
public struct LoadedServer: Hashable, Sendable {
  /// The codecs' models, in the order of `TaskKind.allCases`.
  public var models: [LoadedModel]
  /// A hash of a fixed operator self-test on this host.
  public var numericsFingerprint: UInt64

  /// Makes the result.
  public init(models: [LoadedModel], numericsFingerprint: UInt64) {
    self.models = models
    self.numericsFingerprint = numericsFingerprint
  }

  /// The model of a kind of tasks; nil when the topology has no codec for it.
  public func model(of kind: TaskKind) -> LoadedModel? { models.first { $0.kind == kind } }

  /// All models, in the order in which they enter the digest.
  public var uses: [ModelUse] { models.flatMap(\.uses) }
}

/// The model of a codec, as the server has loaded it.
public struct LoadedModel: Hashable, Sendable {
  /// The kind of tasks that it is for.
  public var kind: TaskKind
  /// The codec's model, then the one that executes on the UE alone where there is one.
  public var uses: [ModelUse]
  /// The blocks of a burst of one task, so that a burst of another form is refused before it is decoded.
  public var blocks: [BlockForm]
  /// How many numbers the model's semantic features of a task are; nil when any number will do.
  public var featuresPerTask: Int?
  /// What the model takes for a task, counted, where it is its time that counts; nil where the paper's model is timed.
  public var workload: Workload?

  /// Describes a model.
  public init(
    kind: TaskKind, uses: [ModelUse], blocks: [BlockForm], featuresPerTask: Int? = nil, workload: Workload? = nil
  ) {
    self.kind = kind
    self.uses = uses
    self.blocks = blocks
    self.featuresPerTask = featuresPerTask
    self.workload = workload
  }

  /// What is wrong with the blocks of a burst; nil when nothing is.
  ///
  /// - Parameters:
  ///   - found: the blocks of the burst.
  ///   - symbols: the symbols per token that were granted.
  /// - Returns: what was found and what was expected.
  func fault(of found: [SymbolBlock], symbols: SymbolCounts) -> String? {
    guard found.count == blocks.count else { return "of \(found.count) blocks, expected \(blocks.count)" }
    for (index, (block, form)) in zip(found, blocks).enumerated() where !form.admits(block, symbols) {
      return "whose block \(index) has \(block.tokens) tokens of \(block.symbolsPerToken) symbols, expected "
        + form.words(symbols)
    }
    return nil
  }
}

/// One block of a task's burst: the words of a sentence, or the patches of a picture.
public struct BlockForm: Hashable, Sendable {
  /// What the tokens of a block are.
  public enum Token: Hashable, Sendable {
    /// Words, sent with k^T symbols each.
    case word
    /// Patches, sent with k^I symbols each.
    case patch
  }

  /// What its tokens are.
  public var token: Token
  /// How many of them there may be.
  public var tokens: ClosedRange<Int>

  /// Describes a block.
  public init(_ token: Token, _ tokens: ClosedRange<Int>) {
    self.token = token
    self.tokens = tokens
  }

  private func symbolsPerToken(_ symbols: SymbolCounts) -> Int {
    switch token {
    case .word: symbols.words
    case .patch: symbols.patches
    }
  }

  fileprivate func admits(_ block: SymbolBlock, _ symbols: SymbolCounts) -> Bool {
    tokens.contains(block.tokens) && block.symbolsPerToken == symbolsPerToken(symbols)
  }

  fileprivate func words(_ symbols: SymbolCounts) -> String {
    let count = tokens.count == 1 ? "\(tokens.lowerBound)" : "\(tokens.lowerBound) to \(tokens.upperBound)"
    return "\(count) of \(symbolsPerToken(symbols))"
  }
}
