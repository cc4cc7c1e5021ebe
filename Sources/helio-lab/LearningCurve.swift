import CommandLineSupport
import FoundationEssentials
import Launching

/// The loss and the accuracy of a training over its steps, as a figure.
enum LearningCurve {
  /// How many points a curve has at most; each is the mean over as many steps as that takes.
  private static let points = 200

  /// Draws a history; what goes wrong is said and stops nothing, the weights are worth more than their figure.
  ///
  /// - Parameters:
  ///   - history: the CSV file of a training.
  ///   - picture: the PNG file.
  ///   - title: above the figure.
  static func draw(history: String, picture: String, title: String) {
    do {
      let text = try String(contentsOf: URL(filePath: history), encoding: .utf8)
      guard let gnuplot = Gnuplot() else {
        StandardStream.error.write("no figure without gnuplot: \(Gnuplot.remedy)\n")
        return
      }
      let folder = URL(filePath: picture).deletingLastPathComponent().path
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try gnuplot.draw(script(rows(of: text), picture: picture, title: title), picture: picture)
    } catch {
      StandardStream.error.write("the figure \(picture) could not be drawn: \(error)\n")
    }
  }

  /// The rows of a history as means over windows of steps: the last step, the loss, the accuracy in percent.
  private static func rows(of history: String) -> [(step: Int, loss: Double, accuracy: Double)] {
    let steps = history.split(separator: "\n").dropFirst().compactMap { row -> (Int, Double, Double)? in
      let cells = row.split(separator: ",")
      guard cells.count >= 3, let step = Int(cells[0]), let loss = Double(cells[1]), let share = Double(cells[2])
      else { return nil }
      return (step, loss, 100 * share)
    }
    let window = max(1, (steps.count + points - 1) / points)
    return stride(from: 0, to: steps.count, by: window).map { start in
      let part = steps[start..<min(start + window, steps.count)]
      let count = Double(part.count)
      return (
        part[part.endIndex - 1].0, part.reduce(0) { $0 + $1.1 } / count, part.reduce(0) { $0 + $1.2 } / count
      )
    }
  }

  private static func script(
    _ rows: [(step: Int, loss: Double, accuracy: Double)], picture: String, title: String
  ) -> String {
    let quoted = { (text: String) in
      text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
    }
    let data = rows.map { "\($0.step) \($0.loss) \($0.accuracy)" }.joined(separator: "\n")
    return """
      # Drawn by gnuplot 5; written by helio train codec.
      set encoding utf8
      if (strstrt(GPVAL_TERMINALS, "pngcairo") > 0) {
        set terminal pngcairo size 900,540 font "DejaVu Sans,12" noenhanced background "#ffffff"
      } else {
        set terminal png size 900,540 noenhanced
      }
      set output '\(quoted(picture))'
      set title '\(quoted(title))'
      set xlabel "step"
      set ylabel "loss in nats"
      set y2label "right in training in %"
      set yrange [0:*]
      set y2range [0:100]
      set ytics nomirror
      set y2tics 0,20
      set grid xtics y2tics lc rgb "#dddddd" lw 1
      set border lc rgb "#444444"
      set key right center
      $history << END
      \(data)
      END
      plot $history using 1:2 with lines lw 2 lc rgb "#c8553d" title "loss", \\
        $history using 1:3 axes x1y2 with lines lw 2 lc rgb "#1b6ca8" title "right"

      """
  }
}
