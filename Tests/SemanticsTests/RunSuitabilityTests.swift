import FoundationEssentials
import Semantics
import Tasks
import Testing

@Suite("Whether a codec suits a run")
struct RunSuitabilityTests {
  /// The knowledge base that a run gets of a model, or why it gets none, without the folder's name.
  private func sentence<Model: CodecModel>(
    _ model: Model, _ axes: KnowledgeBase.Axes, measuredOn measured: String, of dataSet: String,
    _ symbols: SymbolCounts?
  ) throws -> String {
    try withFolder { folder in
      let base = try KnowledgeBase(
        task: Model.task, origin: .measured(dataSet: measured, modelDigest: model.digest, samplesPerPoint: 10),
        localAccuracy: 1, axes: axes, accuracies: axes.rows.map { _ in KnowledgeBase.standardSNRs.map { _ in 0.5 } })
      try base.json().write(to: URL(filePath: folder + "/tiny.knowledge.json"))
      do {
        let found = try ModelLibrary(folders: [folder]).knowledge(
          of: model, named: "tiny", dataSet: dataSet, symbols: symbols)
        return found == base ? "suits" : "another one"
      } catch {
        return "\(error)".replacing(folder, with: "MODELS").replacing(model.path, with: "MODEL")
      }
    }
  }

  @Test(
    "A number of symbols outside of the measured grid is refused with the number and the grid; between points it is not"
  )
  func retrieval() throws {
    let model = try Tiny.untrained()
    func sentence(_ symbols: SymbolCounts?) throws -> String {
      try self.sentence(model, .patches([2, 4, 7]), measuredOn: "bars", of: "bars", symbols)
    }
    for patches in [2, 3, 7] { #expect(try sentence(SymbolCounts(words: 99, patches: patches)) == "suits") }
    #expect(try sentence(nil) == "suits")
    #expect(
      try sentence(SymbolCounts(words: 4, patches: 9))
        == "MODEL: expected from 1 to 8 symbols per patch, found offloading.symbols-per-patch: 9. "
        + "Ask for fewer symbols per patch, or train a model with a larger k_max.")
    for patches in [1, 8] {
      #expect(
        try sentence(SymbolCounts(words: 4, patches: patches))
          == "MODELS/tiny.knowledge.json: expected a number of symbols per patch from 2 to 7: measured are 2, 4, 7, found "
          + "offloading.symbols-per-patch: \(patches). Ask for a number within, or measure \(patches) too: "
          + "helio evaluate knowledge tiny --k-patch \(patches == 1 ? "1,2,4,7" : "2,4,7,8").")
    }
  }

  @Test("A model that the first folder lacks is taken from the next; one that all lack is refused with what they have")
  func folders() throws {
    try withFolder { folder in
      try TinyAnswering.trainer().writeModel(to: folder + "/tiny.safetensors")
      let library = ModelLibrary(folders: ["/nowhere", folder])
      #expect(try library.questionAnswering(named: "tiny").path == folder + "/tiny.safetensors")
      let missing = #expect(throws: ModelError.self) { try library.questionAnswering(named: "other") }
      #expect(
        missing?.description.replacing(folder, with: "MODELS").hasPrefix(
          "/nowhere/other.safetensors: expected the model other, found no such file; /nowhere has no model; MODELS has tiny. "
            + "Train it with helio train codec vqa --output /nowhere/other.safetensors") == true)
    }
  }

  @Test("Of a question with its picture both numbers have to be measured, of a sentence the one for words")
  func words() throws {
    let questions = try withFolder { folder in
      try TinyAnswering.trainer().writeModel(to: folder + "/tiny.safetensors")
      return try QuestionAnsweringModel.load(folder + "/tiny.safetensors")
    }
    let both = KnowledgeBase.Axes.both(words: [2, 4], patches: [2, 8])
    let name = TinyAnswering.data.name
    for (symbols, part) in [
      (SymbolCounts(words: 3, patches: 5), "suits"),
      (SymbolCounts(words: 1, patches: 5), "found offloading.symbols-per-word: 1."),
      (SymbolCounts(words: 3, patches: 9), "found offloading.symbols-per-patch: 9."),
    ] {
      #expect(try sentence(questions, both, measuredOn: name, of: name, symbols).contains(part), "\(symbols)")
    }
    let text = try TinyTranslation.untrained()
    for (words, part) in [(2, "suits"), (8, "suits"), (9, "found offloading.symbols-per-word: 9.")] {
      let found = try sentence(
        text, .words([2, 8]), measuredOn: "toy", of: "toy", SymbolCounts(words: words, patches: 1))
      #expect(found.contains(part), "\(words)")
    }
    #expect(
      try sentence(text, .words([2, 8]), measuredOn: "toy", of: "multi30k", SymbolCounts(words: 2))
        == "MODELS/tiny.knowledge.json: expected accuracies measured on multi30k, the data of this run's translation tasks, "
        + "found those on toy. Measure the model on these data: helio evaluate knowledge tiny --data DATA.")
    #expect(
      try sentence(questions, both, measuredOn: name, of: "easy-vqa", nil).contains(
        "expected accuracies measured on easy-vqa, the data of this run's vqa tasks, found those on bar-questions"))
  }

  @Test("Accuracies that were measured on other data than the run's are refused with both names")
  func measuredElsewhere() throws {
    #expect(
      try sentence(Tiny.untrained(), .patches([2]), measuredOn: "shapes", of: "bars", SymbolCounts(patches: 2))
        == "MODELS/tiny.knowledge.json: expected accuracies measured on bars, the data of this run's retrieval tasks, found "
        + "those on shapes. Measure the model on these data: helio evaluate knowledge tiny --data DATA.")
  }

  /// The pictures of the tiny model under other names of classes.
  private struct Renamed: LabelledPictures {
    let name = "renamed"
    let pictureShape = Tiny.data.pictureShape
    var classNames: [String] { Tiny.data.classNames.dropLast() + ["something else"] }
    func count(of split: Split) -> Int { 0 }
    func sample(_ index: Int, of split: Split) throws -> PictureSample { try Tiny.data.sample(index, of: split) }
  }

  @Test("As many classes of other names are refused, naming the first that differs")
  func classes() throws {
    let model = try Tiny.untrained()
    try model.require(Tiny.data)
    let last = Tiny.data.classNames.count - 1
    let error = #expect(throws: ModelError.self) { try model.require(Renamed()) }
    #expect(
      error?.description
        == "\(model.path): expected a model with the class \(last) \"something else\" of renamed, found one with "
        + "\"\(Tiny.data.classNames[last])\" there, trained on bars. "
        + "Train a model for this data: helio train codec retrieval --data FOLDER.")
  }
}
