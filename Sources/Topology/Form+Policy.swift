import Offloading
import Scenario

/// The keys of a policy that is a mapping, as the file writes them: one of them.
struct PolicyDraft: Sendable {
  var trained: String?
  var learning: OnlineLearning?
}

extension Schema {
  static let policy = Section<PolicyDraft>([
    Entry(
      "trained", \.trained, .modelName, from: "",
      "`NAME\(PolicyChoice.fileSuffix)` in the models folder, made by `helio train policy`: it belongs to one topology"),
    Entry(
      "learning", \.learning, learning.form("a mapping, see *policy.learning*"), from: OnlineLearning(),
      "The UE learns while the run goes on, from the rewards that the server broadcasts"),
  ])

  static let learning = Section<OnlineLearning>([
    Entry(
      "exploration", \.explorationSlots, .integer(ScenarioLimits.slotCounts),
      "Slots with a task over which the probability of a random action falls from 1 to 0.01")
  ])
}

extension Form where Value == PolicyChoice {
  /// A policy by its name, a trained one, or one that is learned.
  static var policy: Form {
    let names = Policy.allCases.map(\.rawValue) + ["learning"]
    let expected =
      "\(names.map { "`\($0)`" }.joined(separator: ", ")), `{ trained: NAME }` or `{ learning: { exploration: SLOTS } }`"
    return Form(
      expected: expected,
      read: { field, _, log in
        if case .mapping(let pairs) = field.node.content {
          guard let draft = Schema.policy.read(field, over: PolicyDraft(), log: log) else { return nil }
          switch (draft.trained, draft.learning) {
          case (let name?, nil): return .trained(name)
          case (nil, let learning?): return .learning(learning)
          case (nil, nil):
            if pairs.isEmpty { log.add(field, expected: expected) }
          case (.some, .some):
            log.add(
              at: field.node.place, key: field.path, found: "both `trained` and `learning`", expected: "one of them")
          }
          return nil
        }
        guard let text = field.node.text else {
          log.add(field, expected: expected)
          return nil
        }
        switch PolicyChoice(text) {
        case .fixed(let policy)?: return .fixed(policy)
        case .learning(let learning)? where learning == OnlineLearning(): return .learning(learning)
        case let choice?: log.add(field, expected: expected, suggestion: "write `\(write(choice))`")
        case nil: log.add(field, expected: expected, suggestion: Spelling.didYouMean(text, among: names))
        }
        return nil
      },
      write: write)
  }

  @Sendable private static func write(_ choice: PolicyChoice) -> String {
    switch choice {
    case .fixed(let policy): policy.rawValue
    case .trained(let name): Schema.policy.write(PolicyDraft(trained: name))
    case .learning(let learning): Schema.policy.write(PolicyDraft(learning: learning))
    }
  }
}
