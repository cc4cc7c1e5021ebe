import FoundationEssentials

/// The figures of every update as a CSV file: update, episodes that each start has played so far, reward (of the start that leads), those of the method, then the seconds
/// since the training began and the decisions of all UEs played so far.
struct PolicyTrainingHistory {
  private let path: String
  private let header: String
  /// Episodes of an update.
  private let environments: Int
  private var rows: [String]
  /// The seconds and steps of the rows before this process.
  private let before: (seconds: Double, steps: Int)
  private var steps = 0
  private let start = ContinuousClock.now

  /// Continues the file's rows up to an update; a file that is missing has none.
  init(path: String, figures: [String], environments: Int, upTo update: Int) {
    self.path = path
    self.environments = environments
    header = (["update", "episodes", "reward"] + figures + ["seconds", "steps"]).joined(separator: ",")
    let text = update == 0 ? nil : try? String(contentsOf: URL(filePath: path), encoding: .utf8)
    rows = (text ?? "").split(separator: "\n").dropFirst().compactMap { row in
      guard let number = row.split(separator: ",").first.flatMap({ Int($0) }), number <= update else { return nil }
      return String(row)
    }
    let last = rows.last?.split(separator: ",").suffix(2).map { Double($0) ?? 0 } ?? []
    before = last.count == 2 ? (last[0], Int(exactly: last[1].rounded()) ?? 0) : (0, 0)
  }

  mutating func append(_ update: PolicyUpdate) {
    steps += update.agentSteps
    let seconds = before.seconds + (ContinuousClock.now - start) / .seconds(1)
    let milliseconds = (seconds * 1000).rounded() / 1000
    let figures = [update.reward] + update.figures.map(\.value) + [milliseconds]
    rows.append(
      "\(update.update),\(update.update * environments)," + figures.map { "\($0)" }.joined(separator: ",")
        + ",\(before.steps + steps)")
  }

  /// Replaces the file.
  func write() throws {
    let text = ([header] + rows).joined(separator: "\n") + "\n"
    try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
  }
}
