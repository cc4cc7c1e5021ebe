import Foundation
import Tasks
import Testing
import Trace

@testable import CommandLineSupport

@Suite("Tables and progress")
struct RunViewTests {
  static let ue = UEProgress(
    name: "ue-1", task: "retrieval", policy: "remote", action: "offload",
    tasks: TaskCounts(generated: 10, completed: 3, failed: 1, queued: 6), snrDecibels: 12.34, latencySeconds: 0.00712,
    qoe: 1.0571, correct: true)

  @Test("numbers are rounded to their decimals, none is a dash")
  func numbers() {
    #expect(FixedPoint.text(3.14159, decimals: 2) == "3.14")
    #expect(FixedPoint.text(-0.001, decimals: 2) == "0.00")
    #expect(FixedPoint.text(-1.5, decimals: 0) == "-2")
    #expect(FixedPoint.text(0.05, decimals: 3) == "0.050")
    #expect(FixedPoint.text(nil, decimals: 1) == "–")
    #expect(FixedPoint.text(.infinity, decimals: 1) == "–")
    #expect(FixedPoint.clock(7) == "0:07")
    #expect(FixedPoint.clock(3723) == "1:02:03")
    #expect(FixedPoint.clock(nil) == "–")
  }

  @Test("columns are as wide as their widest cell, numbers stand on the right")
  func table() {
    var table = TextTable([.init("UE", .left), .init("QoE", .right)])
    table.add(["ue-1", "1.057"])
    table.addRule()
    table.add(["all", "2"])
    #expect(table.lines(within: 80) == ["UE      QoE", "───────────", "ue-1  1.057", "───────────", "all       2"])
  }

  @Test("a slot is a table on a terminal and a line elsewhere, with the time left")
  func slot() {
    #expect(
      RunView.table(9, of: 20, [Self.ue], rate: 5, rows: 10, width: 100) == [
        "slot 10/20 ████████████░░░░░░░░░░░░  5.0 slots/s  0:02 left",
        "UE    task       policy  action   SNR (dB)  latency (ms)    QoE  queue  done  failed  ok",
        "────────────────────────────────────────────────────────────────────────────────────────",
        "ue-1  retrieval  remote  offload      12.3          7.12  1.057      6     3       1  ✓",
      ])
    #expect(
      RunView.line(9, of: 20, [Self.ue], rate: 5)
        == "slot 10/20  1 UE  tasks done 3/10  failed 1  QoE of the slot 1.057  5.0 slots/s  0:02 left")
    #expect(
      RunView.line(9, of: nil, [], rate: nil) == "slot 10  0 UEs  tasks done 0/0  failed 0  QoE of the slot 0.000")
    #expect(
      RunView.table(0, of: nil, [Self.ue, Self.ue, Self.ue], rate: nil, rows: 1, width: 100).last == "… and 2 more")
  }

  @Test("a progress line shows bar, counts, details, rate and time left")
  func progress() {
    let quiet = Terminal(descriptor: -1, isInteractive: false, usesColour: false)
    let line = ProgressLine(total: 200, from: 100, unit: "steps", terminal: quiet)
    #expect(
      line.text(150, elapsed: 10, details: "loss 0.31")
        == "██████████████████░░░░░░ 150/200 steps  loss 0.31  5.0 steps/s  0:10 left")
    #expect(
      ProgressLine(total: nil, unit: "slots", terminal: quiet).text(30, elapsed: 10, details: "")
        == "30 slots  3.0 slots/s")
  }

  @Test("a job that ends before patience does is not spoken of; the mean is that of the last values")
  func quietProgress() throws {
    let pipe = Pipe()
    let terminal = Terminal(
      descriptor: pipe.fileHandleForWriting.fileDescriptor, isInteractive: false, usesColour: false)
    var patient = ProgressLine(total: 2, unit: "pictures", patience: .seconds(3600), terminal: terminal)
    patient.show(1)
    patient.show(2)
    var prompt = ProgressLine(total: 2, unit: "steps", terminal: terminal)
    prompt.show(2)
    try pipe.fileHandleForWriting.close()
    let shown = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(shown.split(separator: "\n").count == 1)
    #expect(shown.contains("2/2 steps"))
    var mean = RecentMean(of: 3)
    #expect(mean.value == nil)
    for value in [100.0, 1, 2] { mean.add(value) }
    #expect(mean.value == 103.0 / 3)
    mean.add(6)
    #expect(mean.value == 3)
  }

  @Test("what a translator is measured by is said: in the heading where all translate, below the table where some do")
  func measures() {
    func summary(_ tasks: [String]) -> [String] {
      let ues = tasks.enumerated().map { index, task in
        UESummary(
          name: "ue-\(index + 1)", task: task, policy: "random", attachedAtSlot: 0, detachedAtSlot: nil,
          tasks: TaskCounts(generated: 1, completed: 1), failedAttempts: 0, qoe: 1, latencySeconds: 0.01,
          energyJoules: 0.1, expectedAccuracy: 0.64, measuredAccuracy: 0.6, snrDecibels: 10)
      }
      return SummaryTable.lines(
        RunSummary(
          topology: "t", seed: 7, clock: "virtual", runner: "processes", slots: 1, digest: nil, ues: ues,
          totals: RunTotals(tasks: TaskCounts(generated: 1, completed: 1), sumQoE: 1),
          messages: MessageSummary(sent: 1, received: 2, duplicates: 1, gaps: 4, refused: 5), timing: nil,
          wallSeconds: 2, slotsPerSecond: 10), width: 200)
    }
    let mixed = summary(["translation", "retrieval", "translation"])
    #expect(mixed[0].hasPrefix("t: 1 slot in "))
    #expect(mixed[2].contains("expected (%)  measured (%)"))
    #expect(mixed.contains("accuracies of ue-1, ue-3 (translation): BLEU, 0 to 100"))
    #expect(mixed.last == "messages: 1 sent, 2 received, 1 duplicate, 4 missing, 5 refused")
    let translating = summary(["translation"])
    #expect(translating[2].contains("expected (BLEU)  measured (BLEU)"))
    #expect(!(translating + summary(["retrieval"])).contains { $0.hasPrefix("accuracies") })
  }

  @Test("a table that is too wide takes its short headers, then leaves out columns in their order, and keeps the rest")
  func narrowTable() {
    var table = TextTable([
      .init("UE", .left), .init("energy (mJ)", .right, short: "en./mJ", leaves: 2),
      .init("latency (ms)", .right, short: "lat./ms", leaves: 1), .init("done", .right),
    ])
    table.add(["ue-1", "156.67", "10.31", "10"])
    #expect(table.lines(within: 37)[0] == "UE    energy (mJ)  latency (ms)  done")
    #expect(table.lines(within: 36)[0] == "UE    en./mJ  lat./ms  done")
    #expect(table.lines(within: 26)[0] == "UE    en./mJ  done")
    #expect(table.lines(within: 5) == ["UE    done", "──────────", "ue-1    10"])
  }

  @Test("the summary's table fits 100 columns, UEs in natural order, and tells who was started again")
  func narrowSummary() {
    let ues = ["ue-1", "ue-10", "ue-2"].map { name in
      UESummary(
        name: name, task: "retrieval", policy: "random", attachedAtSlot: 0, detachedAtSlot: nil,
        tasks: TaskCounts(generated: 1000, completed: 999, failed: 1), failedAttempts: 0, qoe: 1.057,
        latencySeconds: 0.01031, energyJoules: 0.15667, expectedAccuracy: 0.999, measuredAccuracy: 1, snrDecibels: -10.4
      )
    }
    let summary = RunSummary(
      topology: "t", seed: 7, clock: "virtual", runner: "processes", slots: 20, digest: nil, ues: ues,
      totals: RunTotals(tasks: TaskCounts(generated: 3000, completed: 2997, failed: 3), sumQoE: 3.171),
      messages: MessageSummary(sent: 1, received: 2, duplicates: 3, gaps: 4, refused: 5), timing: nil, wallSeconds: 2,
      slotsPerSecond: 10, restarts: ["ue-10": 1, "ue-2": 3])
    let lines = SummaryTable.lines(summary, width: 100)
    #expect(lines.allSatisfy { $0.count <= 100 })
    #expect(
      lines[2] == "UE     policy  tasks  done  failed  queued    QoE  lat./ms  en./mJ  exp./%  meas./%  SNR/dB")
    #expect(lines[4...6].map { $0.prefix(5) } == ["ue-1 ", "ue-2 ", "ue-10"])
    #expect(lines.contains("started again: ue-2 3 times, ue-10 once"))
    #expect(SummaryTable.lines(summary, width: 60)[2...8].allSatisfy { $0.count <= 60 })
  }

  @Test("the summary accounts for every task in its last row")
  func summary() {
    let counts = TaskCounts(generated: 10, completed: 9, failed: 1)
    let ue = UESummary(
      name: "ue-1", task: "retrieval", policy: "local", attachedAtSlot: 0, detachedAtSlot: nil, tasks: counts,
      failedAttempts: 0, qoe: 1.05, latencySeconds: 0.0082, energyJoules: 0.25, expectedAccuracy: 0.97,
      measuredAccuracy: nil, snrDecibels: nil)
    let summary = RunSummary(
      topology: "quickstart", seed: 7, clock: "virtual", runner: "processes", slots: 20, digest: "sha256:00", ues: [ue],
      totals: RunTotals(tasks: counts, sumQoE: 1.05),
      messages: MessageSummary(sent: 1, received: 2, duplicates: 3, gaps: 4, refused: 5), timing: nil, wallSeconds: 2,
      slotsPerSecond: 10)
    let lines = SummaryTable.lines(summary, width: 200)
    #expect(lines.first == "quickstart: 20 slots in 2.00 s (10.0 slots/s), seed 7, virtual clock, processes")
    #expect(
      lines.contains { $0.hasPrefix("all") && $0.split(separator: " ") == ["all", "10", "9", "1", "0", "0", "1.050"] })
    #expect(
      lines.suffix(2) == ["messages: 1 sent, 2 received, 3 duplicates, 4 missing, 5 refused", "digest: sha256:00"])
    #expect(Set(lines[2...6].filter { $0.hasPrefix("─") }.map(\.count)).count == 1)
  }
}
