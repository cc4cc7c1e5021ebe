public import Offloading

/// How a UE decides: by a policy that needs no training, by its actor of a trained one, or by what it learns itself.
public enum PolicyChoice: Hashable, Sendable {
  /// A policy that needs no training.
  case fixed(Policy)
  /// A trained policy: the actors in `NAME.policy.safetensors` of the models folder.
  case trained(String)
  /// The UE learns while the run goes on, from the rewards that the server broadcasts.
  case learning(OnlineLearning)

  /// Every task is done by the UE.
  public static let local = PolicyChoice.fixed(.local)
  /// Every task is offloaded.
  public static let remote = PolicyChoice.fixed(.remote)
  /// A fair coin decides.
  public static let random = PolicyChoice.fixed(.random)

  /// What comes after the name of a policy's file.
  public static let fileSuffix = ".policy.safetensors"

  private enum Word: String, CodingKey {
    case trained
    case learning
  }
}

extension PolicyChoice: LosslessStringConvertible {
  /// The choice as a command line, a summary and a record write it: `remote`, `trained:offloading`, `learning`, or
  /// `learning:500` with other exploration slots than by default.
  public var description: String {
    switch self {
    case .fixed(let policy): policy.rawValue
    case .trained(let name): "\(Word.trained.rawValue):\(name)"
    case .learning(let learning):
      learning == OnlineLearning()
        ? Word.learning.rawValue : "\(Word.learning.rawValue):\(learning.explorationSlots)"
    }
  }

  /// Reads a choice as ``description`` writes it; nil for another text, for a name that no policy's file can have, and for
  /// numbers of slots that no run has.
  public init?(_ description: String) {
    if let policy = Policy(rawValue: description) {
      self = .fixed(policy)
      return
    }
    let parts = description.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let argument = parts.count == 2 ? parts[1] : nil
    switch (Word(rawValue: parts[0]), argument) {
    case (.trained, let name?):
      guard ScenarioLimits.isModelName(name) else { return nil }
      self = .trained(name)
    case (.learning, nil): self = .learning(OnlineLearning())
    case (.learning, let text?):
      guard let slots = Int(text), ScenarioLimits.slotCounts.contains(slots) else { return nil }
      self = .learning(OnlineLearning(explorationSlots: slots))
    case (.trained, nil), (nil, _): return nil
    }
  }
}

extension PolicyChoice: Codable {
  /// Reads a policy's name, `{"trained":NAME}` or `{"learning":{…}}`.
  public init(from decoder: any Decoder) throws {
    if let single = try? decoder.singleValueContainer(), let policy = try? single.decode(Policy.self) {
      self = .fixed(policy)
      return
    }
    let container = try decoder.container(keyedBy: Word.self)
    if let learning = try container.decodeIfPresent(OnlineLearning.self, forKey: .learning) {
      self = .learning(learning)
    } else {
      self = .trained(try container.decode(String.self, forKey: .trained))
    }
  }

  /// Writes a policy's name, `{"trained":NAME}` or `{"learning":{…}}`.
  public func encode(to encoder: any Encoder) throws {
    if case .fixed(let policy) = self {
      var container = encoder.singleValueContainer()
      return try container.encode(policy)
    }
    var container = encoder.container(keyedBy: Word.self)
    switch self {
    case .fixed: break
    case .trained(let name): try container.encode(name, forKey: .trained)
    case .learning(let learning): try container.encode(learning, forKey: .learning)
    }
  }
}
