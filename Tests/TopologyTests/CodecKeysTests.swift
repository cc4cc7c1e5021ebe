import FoundationEssentials
import Offloading
import Quantities
import Radio
import Scenario
import Tasks
import Testing
import Topology

@Suite("The keys of the codecs")
struct CodecKeysTests {
  private func read(_ semantics: String, tasks: [String]) throws -> Scenario {
    let ues = tasks.enumerated().map { "{ name: ue-\($0 + 1), task: \($1) }" }.joined(separator: ", ")
    return try TopologyFile.read("topology: t\n\(semantics)\nues: [\(ues)]\n")
  }

  @Test("the codec of retrieval is there when a UE retrieves or no other codec is named")
  func retrieval() throws {
    let standard = RetrievalCodecChoice(model: "retrieval-shapes", data: .shapes)
    #expect(try read("", tasks: ["retrieval"]).retrieval == standard)
    let text = try read("semantics: { translation: {} }", tasks: ["translation"])
    #expect(text.retrieval == nil)
    #expect(text.questions == nil)
    #expect(
      text.translation
        == TranslationCodecChoice(model: "translation-street-scenes", data: .streetScenes, sentencesPerTask: 10))
    #expect(text.taskKinds == [.translation])
    #expect(try read("semantics: { translation: {} }", tasks: ["translation", "retrieval"]).retrieval == standard)
    #expect(
      try read("semantics: { vqa: {}, retrieval: { gallery: 9 } }", tasks: ["vqa"]).retrieval?.gallery == 9)
  }

  @Test("every key of a codec is read, and written as it is read")
  func everyKey() throws {
    let scenario = try read(
      """
      semantics:
        translation: { model: my-text, data: street-scenes, sentences: 3 }
        vqa: { model: my-vqa, data: scene-questions, local-model: my-vqa-small }
      """, tasks: ["translation", "vqa", "vqa"])
    #expect(
      scenario.translation == TranslationCodecChoice(model: "my-text", data: .streetScenes, sentencesPerTask: 3))
    #expect(
      scenario.questions == QuestionCodecChoice(model: "my-vqa", data: .sceneQuestions, localModel: "my-vqa-small"))
    #expect(try TopologyFile.read(TopologyFile.text(of: scenario)) == scenario)
  }

  @Test("offloading.yaml has the paper's four UEs")
  func offloading() throws {
    let scenario = try TopologyFile.load(TopologyFileTests.root.appending(path: "topology/offloading.yaml").path)
    #expect(
      scenario.ues.map(\.profile.task) == [
        .translation, .retrieval, .visualQuestionAnswering, .visualQuestionAnswering,
      ])
    #expect(scenario.taskKinds == TaskKind.allCases)
    #expect(scenario.translation?.sentencesPerTask == 10)
    #expect(scenario.offloading.symbolsPerWord == 16)
    #expect(scenario.offloading.symbolsPerPatch == 32)
    #expect(scenario.radio.bandwidth.value == 5e6)
    #expect(try TopologyFile.read(TopologyFile.text(of: scenario)) == scenario)
  }

  @Test("--data replaces the data of the only codec, or of the kind that it names, once for each kind")
  func data() throws {
    let two =
      "topology: t\nsemantics: { translation: {} }\nues: [{ name: a, task: translation }, { name: b, task: retrieval }]"
    func sentences(_ text: String, _ data: String...) -> [String] {
      do {
        _ = try TopologyFile.read(text, overrides: TopologyOverrides(data: data))
        return []
      } catch {
        return error.faults.map(\.sentence)
      }
    }
    #expect(
      sentences(two, "shapes") == [
        "--data: found \"shapes\" without the kind of tasks that it is for, expected KIND=DATA, KIND being `translation` "
          + "or `retrieval`; write --data translation=shapes or --data retrieval=shapes"
      ])
    #expect(sentences(two, "retrieval=shapes").isEmpty)
    #expect(sentences(two, "retrieval=shapes", "translation=street-scenes").isEmpty)
    #expect(
      sentences(two, "retrieval=shapes", "retrieval=/else") == [
        "--data: found \"shapes\" and \"/else\" for tasks of the kind `retrieval`, expected one of them; leave one out"
      ])
    #expect(sentences(two, "retrieval=/no/a", "translation=/no/b").count == 2)
    #expect(sentences(two, "translation=street-scenes").isEmpty)
    #expect(
      sentences(two, "vqa=scene-questions") == [
        "--data: found \"scene-questions\" for tasks of the kind `vqa`, which have no codec, expected one for "
          + "`translation` or `retrieval`; leave it out, or name a codec for such tasks in the topology"
      ])
    #expect(sentences(two, "translation=/no/such/file").first?.hasPrefix("--data: found \"/no/such/file\"") == true)
    let one = "topology: t\nsemantics: { translation: {} }\nues: [{ name: a, task: translation }]"
    #expect(sentences(one, "street-scenes").isEmpty)
    #expect(
      sentences(one, "translaton=street-scenes").first?.hasSuffix("did you mean `translation=street-scenes`?") == true)
  }

  @Test("each model that a codec names has to be in the models folder, the local one too")
  func models() throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "heliograph-codecs-\(UInt64.random(in: 0...(.max)))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try copyShippedModel("translation-street-scenes", as: "text", into: folder.path)
    try Data().write(to: folder.appending(path: "questions.safetensors"))
    let text = """
      topology: t
      semantics: { translation: { model: text }, vqa: { model: questions, local-model: question } }
      ues: [{ name: a, task: translation }, { name: b, task: vqa }]
      """
    let error = try #require(throws: TopologyError.self) {
      _ = try TopologyFile.read(text, overrides: TopologyOverrides(modelFolders: [folder.path]))
    }
    #expect(
      error.faults.map { $0.sentence.replacing(folder.path, with: "MODELS") } == [
        "semantics.vqa.model: found no questions.knowledge.json beside questions.safetensors, expected the model's "
          + "knowledge base in MODELS; measure it with `helio evaluate knowledge MODELS/questions.safetensors`",
        "semantics.vqa.local-model: found \"question\", expected one of the models in MODELS: `questions` or `text`; "
          + "did you mean `questions`?",
      ])
  }
}
