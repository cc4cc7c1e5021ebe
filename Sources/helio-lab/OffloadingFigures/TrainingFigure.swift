import Figures
import FoundationEssentials

extension [DataFigure] {
  /// Fig. 2: reward and entropy of MAPPO over its training, with both preferences.
  ///
  /// - Parameter runs: what was recorded; told what is missing.
  /// - Returns: the figure; nothing where there is no history.
  /// - Throws: `ExitCode` 65 for a file of another form, after saying so.
  static func trainings(_ runs: inout OffloadingRuns) throws -> [DataFigure] {
    var columns: [(preset: OffloadingRuns.Preset, rewards: [Curve], entropies: [Curve])] = []
    var rows: [[String]] = []
    var abscissaTitle = "updates"
    for preset in OffloadingRuns.Preset.allCases {
      var plots: (rewards: [Curve], entropies: [Curve]) = ([], [])
      for (colour, point) in OffloadingRuns.preferences.enumerated() {
        guard let history = try runs.history(point, "mappo", preset) else { continue }
        let (title, abscissa) = history.abscissa
        abscissaTitle = title
        let entropies = history["entropy"] ?? []
        let name = point == "fixed" ? "fixed, β = 0.5" : "dynamic, β = 1 − B/(2B_{max})"
        plots.rewards.append(Curve(name, colour, abscissa, history.rewards))
        plots.entropies.append(Curve(name, colour, abscissa, entropies))
        for (index, place) in abscissa.enumerated() {
          rows.append([
            preset.rawValue, point, DataFigure.text(place), DataFigure.text(history.rewards[index]),
            entropies.isEmpty ? "" : DataFigure.text(entropies[index]),
          ])
        }
      }
      if !plots.rewards.isEmpty { columns.append((preset, plots.rewards, plots.entropies)) }
    }
    guard !columns.isEmpty else { return [] }
    // One scale for all columns, so that they can be compared.
    let rewards = columns.flatMap { $0.rewards.flatMap(\.values) }
    let entropies = columns.flatMap { $0.entropies.flatMap(\.values) }
    let (low, high) = ((rewards.min() ?? 0).rounded(.down), (rewards.max() ?? 1).rounded(.up))
    func panel(_ title: String, _ label: String, _ range: ClosedRange<Double>, _ curves: [Curve]) -> FigurePanel {
      FigurePanel(title: title, xLabel: abscissaTitle, yLabel: label, yRange: range, plots: curves.map(\.plot))
    }
    // Row by row: the rewards of each preset, then the entropies.
    let panels =
      columns.map {
        panel("MAPPO, \($0.preset.title)", "mean reward of a step, r_t", low...Swift.max(high, low + 1), $0.rewards)
      }
      + columns.map {
        panel(
          "", "policy entropy in nats", Swift.min(entropies.min() ?? 0, 0)...Swift.max(entropies.max() ?? 1, 1),
          $0.entropies)
      }
    return [
      DataFigure(
        figure: Figure(
          "fig2", width: 520 * columns.count + 60, height: 820, panels: panels, columns: columns.count,
          writtenBy: "helio figure offloading"),
        columns: ["settings", "preference", abscissaTitle.replacing(" ", with: "_"), "reward", "entropy"], rows: rows)
    ]
  }
}

/// A curve with its ordinates.
private struct Curve {
  let plot: FigurePanel.Plot
  let values: [Double]

  init(_ title: String, _ colour: Int, _ abscissa: [Double], _ ordinates: [Double]) {
    let rows = zip(abscissa, ordinates).filter { $1.isFinite }.map { [$0, $1] }
    plot = FigurePanel.Plot(title: title, style: .line, colour: colour, rows: rows)
    values = rows.map { $0[1] }
  }
}
