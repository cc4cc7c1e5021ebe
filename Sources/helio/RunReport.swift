import CommandLineSupport
import Quantities
import Recording
import Scenario
import Tasks
import Trace

/// What `helio inspect` says of a run: the lines for people, and as JSON for programs.
struct RunReport: Encodable {
  private let record: String
  /// The summary as the run ended, or made from the record when it goes on or was cut off.
  private let summary: RunSummary
  private let isFinished: Bool
  /// The digest after the last committed slot, under either clock.
  private let chain: String
  /// The trained policies in use, with the digests of their files.
  private let policies: [PolicyUse]
  private let slowest: [TaskLine]
  private let failed: [TaskLine]
  private let task: TaskLine?
  /// What happened to the task that is followed.
  let steps: [TaskStep]
  private let scenario: Scenario
  private let writer: ProcessIdentity?
  private let notes: [RunNote]

  enum CodingKeys: String, CodingKey {
    case record, summary, isFinished = "finished", chain, policies, slowest, failed, task
  }

  /// Gathers the report.
  init(_ run: RunInspection, path: String, limit: Int, following id: TaskID?) throws(RecordError) {
    record = path
    summary = run.summary ?? RunReport.summary(of: run)
    isFinished = run.summary != nil
    chain = run.digest.text
    policies = run.policies
    slowest = try run.slowestTasks(limit)
    failed = try run.failedTasks(limit)
    if let id {
      task = try run.task(id)
      steps = try run.history(of: id)
    } else {
      (task, steps) = (nil, [])
    }
    scenario = run.header.scenario
    writer = run.writer
    notes = run.notes
  }

  /// What a run without a summary has come to so far; its messages and its time on the wall are not in the record.
  private static func summary(of run: RunInspection) -> RunSummary {
    let scenario = run.header.scenario
    return RunSummary(
      topology: scenario.name, seed: scenario.seed, clock: scenario.clock.rawValue, runner: run.header.runner,
      slots: run.slots, digest: scenario.clock == .virtual ? run.digest.text : nil, ues: run.ues,
      totals: RunTotals(
        tasks: run.ues.reduce(TaskCounts()) { $0 + $1.tasks }, sumQoE: run.ues.reduce(0) { $0 + ($1.qoe ?? 0) }),
      messages: MessageSummary(sent: 0, received: 0, duplicates: 0, gaps: 0, refused: 0), timing: nil, wallSeconds: 0,
      slotsPerSecond: 0)
  }

  private var standing: String {
    if isFinished { return "the run is over" }
    if let writer { return "the run goes on: \(writer) writes the record" }
    return "the run was cut off; its messages and its time are not known"
  }

  /// The report for people, in tables of at most so many characters a line.
  func lines(width: Int) -> [String] {
    if let task { return TaskTable.lines([task], width: width) + [""] + steps.map { TaskTable.line($0, in: scenario) } }
    var lines = ["\(record): \(standing)", "digest chain: sound, \(counted(summary.slots, "slot")), \(chain)"]
    lines += policies.map { "policy \($0.policy): file sha256:\($0.digest)" } + [""]
    lines += SummaryTable.lines(summary, width: width)
    for (title, tasks) in [("slowest tasks", slowest), ("failed tasks", failed)] where !tasks.isEmpty {
      lines += ["", "\(title):"] + TaskTable.lines(tasks, width: width)
    }
    if !notes.isEmpty { lines += ["", "beside the slots:"] }
    for note in notes {
      lines.append("\(note.slot.map { "slot \($0)  " } ?? "")\(note.kind.rawValue)  \(note.subject): \(note.detail)")
    }
    return lines
  }
}
