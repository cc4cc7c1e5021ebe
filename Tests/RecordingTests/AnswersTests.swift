import GRDB
import Protocol
import Quantities
import Scenario
import Tasks
import Testing
import Trace

@testable import Recording

@Suite("Translations and answers in the tables")
struct AnswersTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Two tasks of each kind, of which the second of each is not quite right.
  private func slots() throws -> [SlotRecord] {
    let references = ["Das rote Auto hält an der Ampel .", "Ein Hund läuft über die Straße ."]
    return try (0..<2).map { slot in
      func ue(_ name: String, _ answer: TaskAnswer, _ score: TaskScore) throws -> UESlotRecord {
        var ue = UESlotRecord(name: try UEName(name))
        let channel = ChannelState(
          x: Metres(30), y: Metres(40), distance: Metres(50), largeScaleGain: 1e-9, fadingReal: 1, fadingImaginary: 0)
        ue.report = SlotReport(
          wish: .local(task: slot + 1, frequency: Hertz(1e9)), channel: channel, battery: Joules(1), generated: 2,
          completed: slot, failed: 0, queued: 2 - slot)
        ue.grant = Grant(decision: .local, offloaders: 0)
        ue.outcome = Outcome(
          task: slot + 1, result: .completed, givenUp: false, latency: Seconds(0.01), energy: Joules(0.5), cost: 1,
          qoe: 1, reward: 1, expectedAccuracy: 0.9, answer: answer, score: score)
        return ue
      }
      let hypotheses = slot == 0 ? references : ["Das rote Auto hält .", "Ein Hund läuft über die Straße ."]
      let statistics = zip(hypotheses, references).map { BLEUStatistics(hypothesis: $0, reference: $1) }
      let names = ["ue-1", "ue-2"]
      let profiles = [UEProfile(task: .translation), UEProfile(task: .visualQuestionAnswering)]
      return SlotRecord(
        slot: slot,
        events: slot > 0
          ? []
          : try zip(names, profiles).map { .attached(try UEName($0), profile: try CanonicalJSON.encode($1)) },
        ues: [
          try ue(names[0], .translated(sentences: hypotheses), .translation(statistics[0] + statistics[1])),
          try ue(names[1], .answered(index: 3, text: "red"), .right(slot == 0)),
        ], sumReward: 2)
    }
  }

  @Test("Sentences and answers are kept in words, with their score; measured accuracy is BLEU/100 of all, or a share")
  func tables() throws {
    let run = try SyntheticRun(ues: 1, slots: 2)
    let recorder = try RunRecorder(path: folder.file(), .new)
    try recorder.begin(run.header)
    let slots = try slots()
    for slot in slots { try recorder.append(slot) }
    try recorder.close()
    let inspection = try RunInspection(path: folder.file())
    var sums: [BLEUStatistics] = []
    for slot in slots {
      if case .translation(let statistics) = slot.ues[0].outcome?.score { sums.append(statistics) }
    }
    let total = sums[0] + sums[1]
    #expect(inspection.ues.map(\.measuredAccuracy) == [total.score / 100, 0.5])
    let lines = try inspection.slowestTasks()
    #expect(lines.map(\.id.description) == ["ue-1/1", "ue-2/1", "ue-1/2", "ue-2/2"])
    #expect(lines.map(\.correct) == [nil, true, nil, false])
    #expect(lines.map(\.bleu) == [sums[0].score, nil, sums[1].score, nil])
    let answers = try inspection.tables.read {
      try String?.fetchAll($0, sql: "SELECT answer FROM outcomes ORDER BY slot, ue")
    }
    #expect(
      answers == [
        "Das rote Auto hält an der Ampel .\nEin Hund läuft über die Straße .", "red",
        "Das rote Auto hält .\nEin Hund läuft über die Straße .", "red",
      ])
  }
}
