extension Figure {
  /// The loss and the accuracy of a training over its steps, one above the other.
  ///
  /// - Parameters:
  ///   - history: rows of step, loss and accuracy (a share), separated by commas, below a line of headings; what is not
  ///     of this form is left out.
  ///   - name: the file's name without an ending.
  ///   - title: above the figure.
  ///   - command: what writes it.
  /// - Returns: the figure, each of its at most 200 points the mean over as many steps as that takes; nil for a history
  ///   without a row.
  public static func learningCurve(
    history: String, named name: String, title: String, writtenBy command: String
  ) -> Figure? {
    let steps = history.split(separator: "\n").dropFirst().compactMap { row -> [Double]? in
      let cells = row.split(separator: ",").prefix(3).compactMap { Double($0) }
      return cells.count == 3 && cells.allSatisfy(\.isFinite) ? cells : nil
    }
    guard !steps.isEmpty else { return nil }
    let window = (steps.count + 199) / 200
    let points = stride(from: 0, to: steps.count, by: window).map { start in
      let part = steps[start..<min(start + window, steps.count)]
      func mean(_ column: Int) -> Double { part.reduce(0) { $0 + $1[column] } / Double(part.count) }
      return (step: part[part.endIndex - 1][0], loss: mean(1), accuracy: 100 * mean(2))
    }
    func panel(
      _ title: String, _ label: String, _ range: ClosedRange<Double>?, colour: Int, rows: [[Double]]
    ) -> FigurePanel {
      FigurePanel(
        title: title, xLabel: "step", yLabel: label, yRange: range,
        plots: [FigurePanel.Plot(title: nil, style: .line, colour: colour, rows: rows)])
    }
    return Figure(
      name, width: 900, height: 800,
      panels: [
        panel(FigurePanel.plain(title), "loss in nats", nil, colour: 1, rows: points.map { [$0.step, $0.loss] }),
        panel("", "right in training in %", 0...100, colour: 0, rows: points.map { [$0.step, $0.accuracy] }),
      ], columns: 1, writtenBy: command)
  }
}
