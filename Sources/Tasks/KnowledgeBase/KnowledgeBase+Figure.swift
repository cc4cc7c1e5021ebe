public import Figures
import Quantities

extension KnowledgeBase {
  /// ε over γ: what was measured as points with their 95 % bars, where standard errors are known, and the curves that
  /// are read of it. A panel for each k^T where there are two axes.
  ///
  /// - Parameters:
  ///   - name: the file's name without an ending.
  ///   - command: what writes the figure, for its script's first line.
  /// - Returns: the figure, ready to be drawn; nil for a model without a channel, which has no curve.
  public func figure(named name: String, writtenBy command: String) -> Figure? {
    guard channel != .absent else { return nil }
    let panels = panelRows.map { panel in
      FigurePanel(
        title: panel.title, xLabel: channel == .awgn ? "γ (dB)" : "average γ (dB)",
        yLabel: "ε, relative to local accuracy", yRange: 0...1.05,
        plots: panel.rows.enumerated().flatMap { colour, row in plots(ofRow: row, colour: colour) })
    }
    let columns = min(2, panels.count)
    let lines = (panels.count + columns - 1) / columns
    return Figure(
      name, width: columns == 1 ? 900 : 1200, height: 560 * lines, panels: panels, columns: columns, writtenBy: command)
  }

  /// The rows of the table that share a panel.
  private var panelRows: [(title: String, rows: [Int])] {
    let source =
      switch origin {
      case .measured(let dataSet, _, _): "\(task.rawValue), \(FigurePanel.plain(dataSet)), \(channel.rawValue)"
      case .synthetic: "\(task.rawValue), synthetic"
      }
    guard case .both(let words, let patches) = axes else { return [(source, Array(axes.rows.indices))] }
    return words.enumerated().map { index, count in
      ("\(source), k^T = \(count)", Array(index * patches.count..<(index + 1) * patches.count))
    }
  }

  private func plots(ofRow row: Int, colour: Int) -> [FigurePanel.Plot] {
    let symbols = axes.rows[row]
    let title =
      switch axes {
      case .words: "k^T = \(symbols.words)"
      case .patches, .both, .absent: "k^I = \(symbols.patches)"
      }
    let (first, last) = (snrs[0].value, snrs[snrs.count - 1].value)
    let curve = (0...120).map { step in
      let level = first + (last - first) * Double(step) / 120
      return [level, relativeAccuracy(symbols, snr: Decibels(level))]
    }
    let points = snrs.indices.map { column in
      let value = accuracies[row][column] / localAccuracy
      guard let standardErrors else { return [snrs[column].value, value] }
      let reach = 1.96 * standardErrors[row][column] / localAccuracy
      return [snrs[column].value, value, value - reach, value + reach]
    }
    return [
      FigurePanel.Plot(title: title, style: .line, colour: colour, rows: curve),
      FigurePanel.Plot(
        title: nil, style: standardErrors == nil ? .points : .pointsWithBars, colour: colour, rows: points),
    ]
  }
}
