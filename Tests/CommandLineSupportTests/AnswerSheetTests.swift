import Offloading
import Protocol
import Quantities
import Radio
import Scenario
import Tasks
import Testing
import Trace

@testable import CommandLineSupport

@Suite("Answers with their references")
struct AnswerSheetTests {
  private let scenario = Scenario(
    name: "answers", seed: 5, clock: .virtual, slots: SlotSchedule(count: 1), radio: RadioConfiguration(),
    offloading: OffloadingParameters(),
    translation: TranslationCodecChoice(model: "t", data: .streetScenes, sentencesPerTask: 2),
    retrieval: RetrievalCodecChoice(model: "r", data: .shapes),
    questions: QuestionCodecChoice(model: "q", data: .sceneQuestions), ues: [], template: UEProfile())

  private func slot(_ answers: [(TaskAnswer, TaskScore)]) throws -> SlotRecord {
    let ues = try answers.enumerated().map { index, answer in
      var ue = UESlotRecord(name: try UEName("ue-\(index + 1)"))
      ue.outcome = Outcome(
        task: 3, result: .completed, givenUp: false, latency: Seconds(1), energy: Joules(1), cost: 1, qoe: 1,
        reward: 1, expectedAccuracy: 1, answer: answer.0, score: answer.1)
      return ue
    }
    return SlotRecord(slot: 0, events: [], ues: ues + [UESlotRecord(name: try UEName("ue-9"))], sumReward: 0)
  }

  @Test("the reference of a task is that of the samples that its number leads to, for every kind of task")
  func references() throws {
    let statistics = BLEUStatistics(hypothesis: "Ein Auto .", reference: "Ein Auto .")
    let reports = try AnswerSheet(scenario, replacement: nil).reports(
      of: slot([
        (.translated(sentences: ["eins", "zwei"]), .translation(statistics)),
        (.retrieved(item: 7, label: 1), .right(false)), (.answered(index: 0, text: "four"), .right(true)),
        (.undecodable, .right(false)),
      ]))
    #expect(reports.map(\.ue) == ["ue-1", "ue-2", "ue-3", "ue-4"])
    #expect(reports.map(\.kind) == ["translation", "retrieval", "vqa", "retrieval"])
    let text = try ParallelTextSource.streetScenes.open(splits: [.test])
    let pairs = try sampleIndices(2, ofTask: 3, among: text.count(of: .test), seed: 5, ue: "ue-1").map {
      try text.pair($0, of: .test)
    }
    #expect(reports[0].question == pairs.map(\.source))
    #expect(reports[0].answer == ["eins", "zwei"])
    #expect(reports[0].reference == pairs.map(\.target))
    #expect(reports[0].bleu == statistics.score)
    #expect(reports[0].correct == nil)
    let shapes = try DataSetSource.shapes.open(splits: [.test])
    let picture = try shapes.testSample(sampleIndex(ofTask: 3, among: shapes.testCount, seed: 5, ue: "ue-2"))
    #expect(reports[1].answer == [shapes.classNames[1]])
    #expect(reports[1].reference == [shapes.classNames[picture.label]])
    #expect(reports[1].correct == false)
    let questions = try PictureQuestionSource.sceneQuestions.open(splits: [.test])
    let sample = try questions.sample(
      sampleIndex(ofTask: 3, among: questions.count(of: .test), seed: 5, ue: "ue-3"), of: .test)
    #expect(reports[2].question == [sample.question])
    #expect(reports[2].answer == ["four"])
    #expect(reports[2].reference == [questions.answers[sample.answer]])
    #expect(reports[3].answer.isEmpty)
    #expect(reports[3].reference.count == 1)
  }

  @Test("a class or an answer is one line, a translation its sentences with the reference below where it differs")
  func lines() throws {
    let quiet = Terminal(descriptor: -1, isInteractive: false, usesColour: false)
    var reports = try AnswerSheet(scenario, replacement: nil).reports(
      of: slot([
        (.translated(sentences: ["eins", "zwei"]), .translation(BLEUStatistics(hypothesis: "a", reference: "a"))),
        (.answered(index: 0, text: "four"), .right(false)), (.undecodable, .right(false)),
      ]))
    reports[0].question = ["one", "two"]
    reports[0].reference = ["eins", "drei"]
    reports[0].bleu = 61.25
    reports[1].question = ["How many circles are there?"]
    reports[1].reference = ["three"]
    reports[2].reference = ["circle"]
    reports[2].result = "undecodable"
    #expect(
      AnswerLines.text(reports[0], slot: 4, quiet).split(separator: "\n") == [
        "slot 5  ue-1/3  translation local  BLEU 61.3", "  one", "    → eins", "  two", "    → zwei", "    = drei",
      ])
    #expect(
      AnswerLines.text(reports[1], slot: 4, quiet)
        == "slot 5  ue-2/3  vqa local  \"How many circles are there?\"  four  (reference: three)  ✗")
    #expect(
      AnswerLines.text(reports[2], slot: 4, quiet)
        == "slot 5  ue-3/3  retrieval local  nothing  (reference: circle)  ✗  (undecodable)")
  }

  @Test("An attempt that does not count tells what was expected of it and what is required")
  func shortfall() throws {
    var record = try slot([
      (.retrieved(item: 7, label: 1), .right(true)), (.retrieved(item: 7, label: 1), .right(true)),
    ])
    let asked = scenario.offloading
    record.ues[0].outcome?.result = .accuracyTooLow
    record.ues[0].outcome?.reward = 0.812 - asked.minimumAccuracy
    record.ues[1].outcome?.result = .latencyTooHigh
    record.ues[1].outcome?.latency = Seconds(0.0635)
    let reports = try AnswerSheet(scenario, replacement: nil).reports(of: record)
    #expect(reports[0].shortfall == "expected 81.2 % of local, required 90.0 %")
    #expect(reports[1].shortfall == "63.5 ms, allowed \(asked.maximumLatency)")
    let quiet = Terminal(descriptor: -1, isInteractive: false, usesColour: false)
    #expect(
      AnswerLines.text(reports[0], slot: 4, quiet)
        .hasSuffix("  (accuracy too low: expected 81.2 % of local, required 90.0 %)"))
  }

  @Test("What a terminal would obey in a peer's text is not sent to it")
  func controlCharacters() {
    #expect("a\u{1B}[2J\nb\u{7F}ü".printable == "a\u{FFFD}[2J\u{FFFD}b\u{FFFD}ü")
  }
}
