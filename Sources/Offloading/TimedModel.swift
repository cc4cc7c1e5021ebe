/// Whose operations and symbols time the tasks, apart from the model that is run.
public enum TimedModel: String, Codable, Hashable, Sendable, CaseIterable {
  /// The models of [Ji24], whatever network is run.
  case paper
  /// The model that is run: the operations counted of its own operators, the symbols of its own bursts.
  case run
}
