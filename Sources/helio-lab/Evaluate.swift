import ArgumentParser

/// `evaluate …`.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure a model or a policy, or what offloading is worth.",
    subcommands: [EvaluateCodec.self, EvaluateKnowledge.self, EvaluateOffloading.self, EvaluatePolicy.self])
}

/// `evaluate codec …`.
struct EvaluateCodec: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "codec", abstract: "Measure a semantic codec against symbols and noise.",
    subcommands: [
      EvaluateTranslationCodec.self, EvaluateRetrievalCodec.self, EvaluateQuestionAnsweringCodec.self,
    ])
}
