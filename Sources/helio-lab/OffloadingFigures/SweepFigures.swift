import Figures
import Learning

extension [DataFigure] {
  /// Figs. 5 to 7: the sum QoE of every scheme against k^T, k^I and the noise density.
  ///
  /// - Parameter runs: what was recorded; told what is missing.
  /// - Returns: the figures of which there is a point.
  /// - Throws: `ExitCode` 65 for a file of another form, after saying so.
  static func sweeps(_ runs: inout OffloadingRuns) throws -> [DataFigure] {
    let sweeps: [(name: String, points: [String], label: String, column: String, x: (PolicyReport) -> Double)] = [
      (
        "fig5", OffloadingRuns.words, "k^T, complex symbols per word", "symbols_per_word",
        { Double($0.parameters.symbolsPerWord) }
      ),
      (
        "fig6", OffloadingRuns.patches, "k^I, complex symbols per token of a picture", "symbols_per_patch",
        { Double($0.parameters.symbolsPerPatch) }
      ),
      (
        "fig7", OffloadingRuns.noises, "noise power spectral density σ^2 in dBm/Hz", "noise_dBm_per_Hz",
        { $0.parameters.noiseDensity.rounded() }
      ),
    ]
    var figures: [DataFigure] = []
    for sweep in sweeps {
      let reports = try sweep.points.compactMap { try runs.report($0) }
      guard !reports.isEmpty else { continue }
      let places = reports.map(sweep.x)
      let plots = Scheme.all.compactMap { scheme -> FigurePanel.Plot? in
        let rows = zip(places, reports).compactMap { place, report -> [Double]? in
          guard let quality = report.sumQoE(of: scheme).map({ MeanEstimate($0) }) else { return nil }
          return [place, quality.mean, quality.mean - quality.halfInterval, quality.mean + quality.halfInterval]
        }
        return rows.isEmpty
          ? nil : FigurePanel.Plot(title: scheme.title, style: .markedLine, colour: scheme.colour, rows: rows)
      }
      let (low, high) = (places.min() ?? 0, places.max() ?? 0)
      let margin = high > low ? (high - low) / 20 : 1
      let episodes = reports.map(\.request.episodes).min() ?? 0
      let panel = FigurePanel(
        title: "\(episodes) test episodes; bars: 95 % intervals", xLabel: sweep.label, yLabel: "sum QoE",
        xRange: low - margin...high + margin, xTicks: places, plots: plots)
      figures.append(
        DataFigure(
          figure: Figure(
            sweep.name, width: 860, height: 640, panels: [panel], columns: 1, writtenBy: "helio figure offloading"),
          columns: [
            sweep.column, "scheme", "training_seed", "sum_qoe", "half_interval_95", "of_search", "mappo_less_this",
            "mappo_less_this_half_interval_95", "offloaded", "empty_within_15",
            "empty_within_\(reports[0].parameters.steps)",
          ], rows: zip(places, reports).flatMap { table($0, $1) }))
    }
    return figures
  }

  private static func table(_ place: Double, _ report: PolicyReport) -> [[String]] {
    let best = report.sumQoE(of: .search).map { MeanEstimate($0).mean }
    let learned = report.sumQoE(of: .learned(.mappo))
    return Scheme.all.flatMap { scheme in
      report.lines(of: scheme).map { line in
        let quality = line.figures.meanQoE
        let difference = learned.map { MeanEstimate(zip($0, line.figures.sumQoE).map { $0 - $1 }) }
        return [
          DataFigure.text(place), scheme.title, line.seed.map { "\($0)" } ?? "", DataFigure.text(quality.mean),
          DataFigure.text(quality.halfInterval), best.map { DataFigure.text(quality.mean / $0) } ?? "",
          difference.map { DataFigure.text($0.mean) } ?? "", difference.map { DataFigure.text($0.halfInterval) } ?? "",
          DataFigure.text(line.figures.offloaded), DataFigure.text(line.figures.share(emptiedWithin: 15)),
          DataFigure.text(line.figures.share(emptiedWithin: report.parameters.steps)),
        ]
      }
    }
  }
}
