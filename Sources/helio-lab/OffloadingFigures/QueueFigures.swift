import Figures
import Learning
import Tasks

extension [DataFigure] {
  /// Figs. 3 and 4: the tasks that are left before each step, the mean over the test episodes, by kind of task.
  ///
  /// - Parameter runs: what was recorded; told what is missing.
  /// - Returns: the figures of which there is a run.
  /// - Throws: `ExitCode` 65 for a file of another form, after saying so.
  static func queues(_ runs: inout OffloadingRuns) throws -> [DataFigure] {
    var figures: [DataFigure] = []
    for (name, point) in zip(["fig3", "fig4"], OffloadingRuns.preferences) {
      var panels: [FigurePanel] = []
      var rows: [[String]] = []
      for preset in OffloadingRuns.Preset.allCases {
        guard let report = try runs.report(point, preset) else { continue }
        for modality in Modality.allCases where report.ues.contains(where: { $0.modality == modality }) {
          panels.append(panel(report, modality, preset))
        }
        rows += table(report, preset)
      }
      guard !panels.isEmpty else { continue }
      let columns = panels.count % 3 == 0 ? 3 : panels.count
      figures.append(
        DataFigure(
          figure: Figure(
            name, width: 430 * columns, height: 420 * (panels.count / columns), panels: panels, columns: columns,
            writtenBy: "helio figure offloading"),
          columns: ["settings", "scheme", "training_seed", "ue", "modality", "step", "tasks_left"], rows: rows))
    }
    return figures
  }

  private static func panel(
    _ report: PolicyReport, _ modality: Modality, _ preset: OffloadingRuns.Preset
  ) -> FigurePanel {
    let ues = report.ues.indices.filter { report.ues[$0].modality == modality }
    let plots = PolicyDescription.Algorithm.allCases.compactMap { algorithm -> FigurePanel.Plot? in
      let scheme = Scheme.learned(algorithm)
      let queues = report.lines(of: scheme).flatMap { line in ues.map { line.figures.queues[$0] } }
      guard let steps = queues.first?.count else { return nil }
      return FigurePanel.Plot(
        title: scheme.title, style: .markedLine, colour: scheme.colour,
        rows: (0..<steps).map { step in
          let mean = queues.reduce(0) { $0 + $1[step] } / Double(queues.count)
          return [Double(step), mean, mean, mean]
        })
    }
    let names = ues.map { FigurePanel.plain(report.ues[$0].name) }.joined(separator: ", ")
    let kind =
      switch modality {
      case .text: "translation"
      case .image: "retrieval"
      case .bimodal: "questions"
      }
    let longest = report.policies.flatMap { $0.figures.queues.map { $0[0] } }.max() ?? 10
    return FigurePanel(
      title: "\(kind) (\(names)), \(preset.title)", xLabel: "time step", yLabel: "tasks left, mean over episodes",
      xRange: 0...Double(report.parameters.steps), yRange: 0...longest, plots: plots)
  }

  private static func table(_ report: PolicyReport, _ preset: OffloadingRuns.Preset) -> [[String]] {
    report.policies.flatMap { line -> [[String]] in
      guard let scheme = Scheme(line) else { return [] }
      return report.ues.indices.flatMap { ue in
        line.figures.queues[ue].enumerated().map { step, left in
          [
            preset.rawValue, scheme.title, line.seed.map { "\($0)" } ?? "", report.ues[ue].name,
            report.ues[ue].modality.rawValue, "\(step)", DataFigure.text(left),
          ]
        }
      }
    }
  }
}
