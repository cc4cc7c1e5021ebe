import Semantics

/// A measurement as text: a row for each level, a column for each k, recall@1 in percent with half its 95 % interval.
struct AccuracyTable {
  let text: String

  init(_ report: EvaluationReport) {
    let symbols = report.points.reduce(into: [Int]()) { list, point in
      if !list.contains(point.symbolsPerToken) { list.append(point.symbolsPerToken) }
    }
    let levels = report.points.filter { $0.symbolsPerToken == symbols.first }.map(\.snr)
    var lines = [
      "\(report.model) on \(report.dataSet), \(report.channel.rawValue), \(report.localRecall.samples) test pictures, "
        + "gallery of \(report.gallery)",
      "local: recall@1 \(AccuracyTable.cell(report.localRecall)) %, class accuracy "
        + "\(AccuracyTable.cell(report.localClasses)) %", "",
      "recall@1 over the channel in % (± half of the 95 % interval; in brackets the paired difference from local)",
      AccuracyTable.padded("SNR/dB", 7) + symbols.map { AccuracyTable.padded("k = \($0)", 21) }.joined(),
    ]
    for level in levels {
      let cells = symbols.map { count in
        report.points.first { $0.symbolsPerToken == count && $0.snr == level }.map { point in
          let difference = fixed(100 * point.difference, 1)
          return AccuracyTable.cell(point.recall) + " (" + (point.difference > 0 ? "+" : "") + difference + ")"
        } ?? ""
      }
      lines.append(AccuracyTable.padded(fixed(level, 0), 7) + cells.map { AccuracyTable.padded($0, 21) }.joined())
    }
    text = lines.joined(separator: "\n")
  }

  private static func cell(_ accuracy: MeasuredAccuracy) -> String {
    let interval = accuracy.interval
    return "\(fixed(100 * accuracy.value, 1)) ±\(fixed(50 * (interval.upperBound - interval.lowerBound), 1))"
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
