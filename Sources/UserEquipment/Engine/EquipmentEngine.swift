import Learning
import Offloading
import Protocol
public import Roles
public import Scenario
public import Semantics
import Tasks
import Tensors

/// Does a UE's work with the trained models: loads, encodes, executes locally; learns, where that is how the UE decides. It loads what the UE's kind of tasks needs
/// and nothing else.
public struct EquipmentEngine: Engine {
  private let library: ModelLibrary
  private let replacement: DataReplacement?
  private var processor: (any TaskProcessor)?
  private var learner: OnlineLearner?
  private let galleries: GalleryShelf

  /// An engine.
  ///
  /// - Parameters:
  ///   - library: the models, shared by the engines of a process.
  ///   - galleries: data sets and galleries, shared likewise.
  ///   - data: what replaces a data source of the scenario on this host.
  public init(library: ModelLibrary, galleries: GalleryShelf, data: DataReplacement? = nil) {
    self.library = library
    self.galleries = galleries
    replacement = data
  }

  /// Does one piece of work; a product says what went wrong.
  public mutating func perform(_ work: UEWork) -> UEProduct {
    do {
      switch work {
      case .load(let scenario, let profile, let name): return .loaded(try load(scenario, profile, name))
      case .encode(let slot, let task, let symbols):
        return .encoded(slot: slot, task: task, try loaded().encode(task, symbols: symbols))
      case .executeLocally(let slot, let task):
        let (answer, reference) = try loaded().execute(task)
        return .executed(slot: slot, task: task, answer: answer, reference: reference)
      case .decide(let slot, let observation, let lesson):
        guard let learner else { throw ProcessorError.noLearner }
        let decision = try learner.decide(slot: slot, on: observation, lesson: lesson)
        return .decided(slot: slot, on: observation, decision)
      }
    } catch {
      // What cannot be loaded, and a picture that does not decode, was given so.
      if case .load = work { return .unusable("\(error)") }
      return error is DataSetError ? .unusable("\(error)") : .failed("\(error)")
    }
  }

  private func loaded() throws(ProcessorError) -> any TaskProcessor {
    guard let processor else { throw .notLoaded }
    return processor
  }

  private mutating func load(_ named: Scenario, _ profile: UEProfile, _ name: UEName) throws -> LoadedTask {
    let scenario = try replacement?.applied(to: named) ?? named
    let processor = try makeProcessor(
      scenario, profile, samples: SampleChoice(seed: scenario.seed, ue: name.rawValue))
    self.processor = processor
    learner = try Self.learner(of: profile, name, in: named)
    let offloading = scenario.offloading
    let isTimed = offloading.timedModel == .run
    return LoadedTask(
      modelDigests: processor.modelDigests, numericsFingerprint: try numericsFingerprint(),
      knowledge: processor.knowledge, localAccuracy: processor.localAccuracy,
      costs: isTimed ? try processor.costs(offloading.symbols(of: profile.task.modality)) : nil,
      actor: try Self.actor(
        of: profile, name, in: named, modelDigests: processor.modelDigests, folders: library.folders))
  }

  private func makeProcessor(
    _ scenario: Scenario, _ profile: UEProfile, samples: SampleChoice
  ) throws -> any TaskProcessor {
    let symbols = scenario.offloading.symbolCounts
    switch profile.task {
    case .translation:
      guard let codec = scenario.translation else { throw ProcessorError.noCodec(.translation) }
      return try TranslationProcessor(
        codec, symbols: symbols, samples: samples, library: library, galleries: galleries)
    case .retrieval:
      guard let codec = scenario.retrieval else { throw ProcessorError.noCodec(.retrieval) }
      return try RetrievalProcessor(
        codec, profile: profile, symbols: symbols, samples: samples, library: library, galleries: galleries)
    case .visualQuestionAnswering:
      guard let codec = scenario.questions else { throw ProcessorError.noCodec(.visualQuestionAnswering) }
      return try QuestionProcessor(
        codec, symbols: symbols, samples: samples, library: library, galleries: galleries)
    }
  }
}
