import ArgumentParser
import Offloading
import Radio
import Scenario
import Tasks
import Testing

@testable import CommandLineSupport

@Suite("Data on the command line")
struct ModelOptionsTests {
  private var scenario: Scenario {
    Scenario(
      name: "data", seed: 5, clock: .virtual, slots: SlotSchedule(count: 1), radio: RadioConfiguration(),
      offloading: OffloadingParameters(),
      retrieval: RetrievalCodecChoice(model: "r", data: .fashionMNIST("")),
      questions: QuestionCodecChoice(model: "q", data: .easyVQA("")), ues: [], template: UEProfile())
  }

  @Test("--data may be written once for each kind of tasks; without it nothing is replaced")
  func repeated() throws {
    #expect(try ModelOptions.parse([]).replacement == nil)
    let options = try ModelOptions.parse(["--data", "vqa=scene-questions", "--data", "retrieval=shapes"])
    #expect(options.data == ["vqa=scene-questions", "retrieval=shapes"])
    let replaced = try #require(options.replacement).applied(to: scenario)
    #expect(replaced.retrieval?.data == .shapes)
    #expect(replaced.questions?.data == .sceneQuestions)
  }

  @Test("--models may be written several times: the folders are looked through in that order")
  func folders() throws {
    #expect(try ModelOptions.parse(["--models", "mine", "--models", "/shared"]).folders == ["mine", "/shared"])
  }

  @Test("A source without a kind is for the only codec; where there are several the error says what to write")
  func ambiguous() throws {
    var one = scenario
    one.questions = nil
    #expect(try DataReplacement(["shapes"]).applied(to: one).retrieval?.data == .shapes)
    let error = #expect(throws: DataSetError.self) { try DataReplacement(["shapes"]).applied(to: scenario) }
    #expect(
      error?.description
        == "--data: expected KIND=DATA, KIND being `retrieval` or `vqa`, found \"shapes\" without the kind of tasks that it "
        + "is for. Write --data retrieval=shapes or --data vqa=shapes.")
  }
}
