import EdgeServer
import EmulatorTestKit
import FoundationEssentials
import Protocol
import Quantities
import Roles
import Scenario
import Semantics
import Tasks
import Testing
import Trace
import UserEquipment

@Suite("A smaller model that answers on the UE")
struct LocalModelTests {
  /// Scene questions of which only a few are looked at.
  private struct FewScenes: PictureQuestions {
    private let scenes = SceneQuestions()

    var name: String { scenes.name }
    var answers: [String] { scenes.answers }
    var pictureShape: PictureShape { scenes.pictureShape }

    func count(of split: Split) -> Int { 16 }
    func sample(_ index: Int, of split: Split) throws -> QuestionSample { try scenes.sample(index, of: split) }
  }

  /// A folder with the untrained models `codec` and `local` and what might have been measured of each.
  private func withModels(_ body: (_ library: ModelLibrary, _ scenario: Scenario) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "local-model-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let questions = try TrainingQuestions(FewScenes())
    func write(_ name: String, _ preset: QuestionAnsweringPreset, _ knowledge: (String) throws -> KnowledgeBase) throws
    {
      let configuration = QuestionAnsweringConfiguration(for: questions, preset: preset)
      let trainer = try CodecTrainer(
        TrainableQuestionAnswering(configuration, QuestionAnsweringTrainingOptions(), questions: questions),
        CodecTrainingConfiguration())
      let path = "\(folder)/\(name).safetensors"
      try trainer.writeModel(to: path)
      let model = try QuestionAnsweringModel.load(path)
      try knowledge(model.digest).json().write(to: URL(filePath: "\(folder)/\(name).knowledge.json"))
    }
    try write("codec", .small) { digest in
      try KnowledgeBase(
        task: .visualQuestionAnswering, dataSet: "scene-questions", modelDigest: digest,
        local: KnowledgeBase.Score(value: 0.8, samples: 100),
        points: [
          KnowledgeBase.Point(
            symbols: SymbolCounts(words: 16, patches: 32), snr: Decibels(12),
            score: KnowledgeBase.Score(value: 0.75, samples: 100))
        ])
    }
    try write("local", .local) { digest in
      try KnowledgeBase(
        withoutChannel: .visualQuestionAnswering, dataSet: "scene-questions", modelDigest: digest,
        local: KnowledgeBase.Score(value: 0.6, samples: 100))
    }
    var scenario = Scenario.mixedFixture()
    scenario.translation = nil
    scenario.retrieval = nil
    scenario.ues = Array(scenario.ues.suffix(1))
    scenario.questions = QuestionCodecChoice(model: "codec", data: .sceneQuestions, localModel: "local")
    try body(ModelLibrary(folders: [folder]), scenario)
  }

  @Test("A UE takes its local accuracy from a knowledge base without a channel, and the local model answers")
  func loads() throws {
    try withModels { library, scenario in
      var engine = EquipmentEngine(library: library, galleries: GalleryShelf())
      let ue = scenario.ues[0]
      guard case .loaded(let loaded) = engine.perform(.load(scenario, ue.profile, try UEName(ue.name))) else {
        Issue.record("the UE does not load")
        return
      }
      #expect(loaded.localAccuracy == 0.6)
      #expect(loaded.knowledge.localAccuracy == 0.8)
      let models = try ["codec", "local"].map { try library.questionAnswering(named: $0) }
      #expect(loaded.modelDigests == models.map(\.digest))

      let executed = engine.perform(.executeLocally(slot: 0, task: 3))
      guard case .executed(_, 3, .answered(let index, _), .answer(let reference)) = executed else {
        Issue.record("the UE does not answer: \(executed)")
        return
      }
      let data = SceneQuestions()
      let sample = try data.sample(
        sampleIndex(ofTask: 3, among: data.count(of: .test), seed: scenario.seed, ue: ue.name), of: .test)
      #expect(reference == sample.answer)
      #expect(try index == models[1].answerLocally(sample.picture, question: sample.question))

      var server = ServerEngine(library: library, galleries: GalleryShelf())
      guard case .loaded(let served) = server.perform(.load(scenario)) else {
        Issue.record("the server does not load")
        return
      }
      #expect(served.models.flatMap(\.uses).map(\.name) == ["codec", "local"])
    }
  }

  @Test("A model without a channel is refused as the codec by the UE and by the server")
  func refused() throws {
    try withModels { library, named in
      var scenario = named
      scenario.questions?.model = "local"
      var engine = EquipmentEngine(library: library, galleries: GalleryShelf())
      let ue = scenario.ues[0]
      guard case .unusable(let words) = engine.perform(.load(scenario, ue.profile, try UEName(ue.name)))
      else {
        Issue.record("the UE loads it")
        return
      }
      #expect(words == "\(library.folders[0])/local.knowledge.json: \(KnowledgeBaseError.noChannel)")
      var server = ServerEngine(library: library, galleries: GalleryShelf())
      guard case .unusable(let reason) = server.perform(.load(scenario)) else {
        Issue.record("the server loads it")
        return
      }
      #expect(reason.contains("semantics.vqa.local-model"))
    }
  }
}
