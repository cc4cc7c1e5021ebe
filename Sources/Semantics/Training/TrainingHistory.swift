import FoundationEssentials

/// The figures of every step as a CSV file: step, loss, accuracy, learning_rate.
struct TrainingHistory {
  private static let header = "step,loss,accuracy,learning_rate"
  private let path: String
  private var rows: [String]

  /// Continues the file's rows up to a step; a file that is missing has none.
  init(path: String, upTo step: Int) {
    self.path = path
    let text = step == 0 ? nil : try? String(contentsOf: URL(filePath: path), encoding: .utf8)
    rows = (text ?? "").split(separator: "\n").dropFirst().compactMap { row in
      guard let number = row.split(separator: ",").first.flatMap({ Int($0) }), number <= step else { return nil }
      return String(row)
    }
  }

  mutating func append(_ step: TrainingStep) {
    rows.append("\(step.step),\(step.loss),\(step.accuracy),\(step.learningRate)")
  }

  /// Replaces the file.
  func write() throws {
    let text = ([TrainingHistory.header] + rows).joined(separator: "\n") + "\n"
    try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
  }
}
