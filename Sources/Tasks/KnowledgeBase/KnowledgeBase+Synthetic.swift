import Glibc
import Quantities

extension KnowledgeBase {
  /// A made-up table that stands in until a model has been measured, labelled ``Origin/synthetic``.
  ///
  /// ε(k, γ) = ε_max / (1 + exp(−0.45 (γ_dB − γ₀))), sampled on the standard grid, 0 at γ = 0, with a local accuracy of 1.
  /// For the four sizes k^T = 8, 12, 16, 20 of translation and k^I = 8, 16, 24, 32 of retrieval alike, ε_max = 0.91, 0.94,
  /// 0.97, 0.975 and γ₀ = 4, 1, −2, −3 dB. For visual questions f^B(k^T, k^I, γ) = min(f^T(k^T, γ), f^I(k^I, γ)).
  ///
  /// - Parameter task: what kind of task the table is for.
  /// - Returns: the table.
  public static func synthetic(_ task: TaskKind) -> KnowledgeBase {
    let levels: [(greatest: Double, midpoint: Double)] = [(0.91, 4), (0.94, 1), (0.97, -2), (0.975, -3)]
    let curves = levels.map { level in
      standardSNRs.map { level.greatest / (1 + exp(-0.45 * ($0.value - level.midpoint))) }
    }
    let (words, patches) = ([8, 12, 16, 20], [8, 16, 24, 32])
    let (axes, table): (Axes, [[Double]]) =
      switch task {
      case .translation: (.words(words), curves)
      case .retrieval: (.patches(patches), curves)
      case .visualQuestionAnswering:
        (
          .both(words: words, patches: patches),
          curves.flatMap { text in curves.map { picture in zip(text, picture).map(min) } }
        )
      }
    do {
      return try KnowledgeBase(
        task: task, origin: .synthetic, localAccuracy: 1, axes: axes, accuracies: table,
        noiseAccuracies: table.map { _ in 0 })
    } catch {
      preconditionFailure("the synthetic table is sound: \(error)")
    }
  }
}
