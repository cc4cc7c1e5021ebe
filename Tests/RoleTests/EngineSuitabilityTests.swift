import EdgeServer
import EmulatorTestKit
import Offloading
import Protocol
import Scenario
import Semantics
import Tasks
import Testing
import UserEquipment

@Suite("What both engines refuse before a run")
struct EngineSuitabilityTests {
  private static let models = BuiltPrograms.file("models")

  /// What a UE, and the server, say to a scenario that they cannot run.
  private func sentences(_ scenario: Scenario, data: DataReplacement? = nil) throws -> [String] {
    let library = ModelLibrary(folders: [Self.models])
    var found: [String] = []
    var server = ServerEngine(library: library, galleries: GalleryShelf(), data: data)
    if case .unusable(let sentence) = server.perform(.load(scenario)) { found.append(sentence) }
    var ue = EquipmentEngine(library: library, galleries: GalleryShelf(), data: data)
    let named = scenario.ues[0]
    if case .unusable(let sentence) = ue.perform(.load(scenario, named.profile, try UEName(named.name))) {
      found.append(sentence)
    }
    return found.map { $0.replacing(Self.models, with: "MODELS") }
  }

  private var scenario: Scenario {
    var scenario = Scenario.fixture(policies: [.remote])
    scenario.retrieval = RetrievalCodecChoice(model: "retrieval-shapes", data: .shapes, gallery: 36)
    return scenario
  }

  @Test("Numbers of symbols that nobody has measured, by UE and server alike", arguments: [1, 3])
  func unmeasuredSymbols(patches: Int) throws {
    var scenario = scenario
    scenario.offloading.symbolsPerPatch = patches
    let sentence =
      "MODELS/retrieval-shapes.knowledge.json: expected a number of symbols per patch from 4 to 32: measured are 4, 8, "
      + "16, 32, found offloading.symbols-per-patch: \(patches). Ask for a number within, or measure \(patches) too: "
      + "helio evaluate knowledge retrieval-shapes --k-patch \(patches),4,8,16,32."
    #expect(try sentences(scenario) == [sentence, sentence])
  }

  @Test("More symbols than the model can send, by UE and server alike", arguments: [33, 1024])
  func impossibleSymbols(patches: Int) throws {
    var scenario = scenario
    scenario.offloading.symbolsPerPatch = patches
    let sentence =
      "MODELS/retrieval-shapes.safetensors: expected from 1 to 32 symbols per patch, found "
      + "offloading.symbols-per-patch: \(patches). Ask for fewer symbols per patch, or train a model with a larger k_max."
    #expect(try sentences(scenario) == [sentence, sentence])
  }

  @Test("Numbers of symbols between two that were measured are run", arguments: [4, 5, 32])
  func between(patches: Int) throws {
    var scenario = scenario
    scenario.offloading.symbolsPerPatch = patches
    #expect(try sentences(scenario).isEmpty)
  }

  @Test("A codec of other data than the topology's, by UE and server alike")
  func otherData() throws {
    var scenario = scenario
    scenario.retrieval?.model = "retrieval-fashion-mnist"
    let found = try sentences(scenario)
    #expect(found.count == 2)
    // The UE compares the model with the pictures first, the server what was measured.
    for words in ["trained on fashion-mnist", "found those on fashion-mnist"] {
      #expect(found.count { $0.contains(words) } == 1, "\(found)")
    }
  }

  @Test("Data of which it is not said where they lie, and replacements that are for no codec")
  func replacements() throws {
    var unlocated = scenario
    unlocated.retrieval = RetrievalCodecChoice(model: "retrieval-fashion-mnist", data: .fashionMNIST(""), gallery: 36)
    for sentence in try sentences(unlocated) {
      #expect(
        sentence
          == "data set \"fashion-mnist\": expected the folder of its files, found the name alone. Name the folder "
          + "with --data PATH.")
    }
    let found = try sentences(scenario, data: DataReplacement(["vqa=scene-questions"]))
    #expect(found.count == 2)
    for sentence in found {
      #expect(
        sentence
          == "--data: expected one for `retrieval`, found \"scene-questions\" for tasks of the kind `vqa`, which have "
          + "no codec. Leave it out, or name a codec for such tasks in the topology.")
    }
  }
}
