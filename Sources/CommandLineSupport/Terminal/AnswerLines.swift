import Trace

/// What a task was answered, with what it ought to be beside it, for people.
enum AnswerLines {
  /// One line for a class or an answer; for a translation a head and three lines a sentence.
  static func text(_ report: AnswerReport, slot: Int, _ terminal: Terminal) -> String {
    let head = "slot \(slot + 1)  \(report.ue)/\(report.task)  \(report.kind) \(report.execution)"
    let end = report.result == "completed" ? "" : "  (\(report.result)\(report.shortfall.map { ": \($0)" } ?? ""))"
    guard let bleu = report.bleu else {
      let isRight = report.correct ?? false
      let question = report.question.first.map { "\"\($0.printable)\"  " } ?? ""
      let answer = report.answer.first?.printable ?? "nothing"
      let mark = isRight ? "✓" : terminal.red("✗")
      return "\(head)  \(question)\(answer)  (reference: \(report.reference.first?.printable ?? "–"))  \(mark)\(end)"
    }
    var lines = ["\(head)  BLEU \(FixedPoint.text(bleu, decimals: 1))\(end)"]
    for (index, reference) in report.reference.enumerated() {
      let question = index < report.question.count ? report.question[index] : ""
      let answer = index < report.answer.count ? report.answer[index] : "nothing"
      lines += ["  \(question.printable)", "    → \(answer.printable)"]
      if answer != reference { lines.append("    = \(reference.printable)") }
    }
    return lines.joined(separator: "\n")
  }
}

extension String {
  /// The text without what a terminal would obey: control characters of a peer's text become `�`.
  public var printable: String {
    String(String.UnicodeScalarView(unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }))
  }
}
