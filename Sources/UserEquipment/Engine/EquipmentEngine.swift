import Modem
import Offloading
import Protocol
public import Roles
import Scenario
public import Semantics
import Tasks
import Tensors

/// Does a UE's work with the trained models: loads, encodes, executes locally.
///
/// Every inference is a batch of one, whoever else shares the process: results do not depend on company.
public struct EquipmentEngine: Engine {
  private struct Loaded {
    var model: RetrievalModel
    var data: any LabelledPictures
    var seed: UInt64
    var name: String
    /// What a task is retrieved from when it is executed on the UE; nil for a UE that never does.
    var gallery: Gallery?
    /// What sends bytes; nil for a UE that sends the codec's symbols.
    var sender: DigitalSender?
  }

  private let library: ModelLibrary
  private let dataOverride: String?
  private var loaded: Loaded?
  private let galleries: GalleryShelf

  /// An engine.
  ///
  /// - Parameters:
  ///   - library: the models, shared by the engines of a process.
  ///   - galleries: the galleries, shared likewise.
  ///   - data: a name or path that replaces the scenario's data source on this host.
  public init(library: ModelLibrary, galleries: GalleryShelf, data: String? = nil) {
    self.library = library
    self.galleries = galleries
    dataOverride = data
  }

  /// Does one piece of work; a product says what went wrong.
  public mutating func perform(_ work: UEWork) -> UEProduct {
    do {
      switch work {
      case .load(let scenario, let profile, let name): return .loaded(try load(scenario, profile, name))
      case .encode(let slot, let task, let symbolsPerToken):
        return try encode(slot: slot, task: task, symbolsPerToken: symbolsPerToken)
      case .executeLocally(let slot, let task): return try execute(slot: slot, task: task)
      }
    } catch {
      // What cannot be loaded, and a picture that does not decode, was given so.
      if case .load = work { return .unusable("\(error)") }
      return error is DataSetError ? .unusable("\(error)") : .failed("\(error)")
    }
  }

  private mutating func load(_ scenario: Scenario, _ profile: UEProfile, _ name: UEName) throws -> LoadedTask {
    let codec = scenario.retrieval
    let model = try library.retrieval(named: codec.model)
    let source = try dataOverride.map { try DataSetSource(recognising: $0) } ?? codec.data
    // The gallery of a local execution comes from the training split, opened only by a UE that may need it.
    let executesLocally = profile.policy != .remote
    let splits: Set<Split> = executesLocally ? [.train, .test] : [.test]
    let data = try galleries.data(source, splits: splits)
    try model.require(data)
    loaded = Loaded(
      model: model, data: data, seed: scenario.seed, name: name.rawValue,
      gallery: executesLocally ? try galleries.gallery(model, data, count: codec.gallery) : nil,
      sender: try profile.transceiver.map(DigitalSender.init))
    return LoadedTask(
      modelDigest: model.digest, numericsFingerprint: try numericsFingerprint(),
      knowledge: try library.knowledge(named: codec.model, of: .retrieval, digest: model.digest))
  }

  private func sample(of task: Int, in loaded: Loaded) throws -> PictureSample {
    let index = sampleIndex(ofTask: task, among: loaded.data.testCount, seed: loaded.seed, ue: loaded.name)
    return try loaded.data.testSample(index)
  }

  private func encode(slot: Int, task: Int, symbolsPerToken: Int) throws -> UEProduct {
    guard let loaded else { return .failed("a task to encode came before the models were loaded") }
    let sample = try sample(of: task, in: loaded)
    if let sender = loaded.sender {
      return .encoded(slot: slot, task: task, try sender.send(sample, model: loaded.model))
    }
    let burst = try loaded.model.encode(sample.picture, symbolsPerToken: symbolsPerToken)
    let shape = [loaded.model.configuration.tokens, symbolsPerToken, 2]
    let frame = try TensorFrame(floats: burst.samples, shape: shape)
    return .encoded(slot: slot, task: task, EncodedTask(symbols: frame, label: sample.label))
  }

  private func execute(slot: Int, task: Int) throws -> UEProduct {
    guard let loaded, let gallery = loaded.gallery else {
      return .failed("a task to execute locally came to a UE that has not loaded what it needs for it")
    }
    let sample = try sample(of: task, in: loaded)
    let found = gallery.nearest(try loaded.model.localEmbedding(sample.picture))
    return .executed(
      slot: slot, task: task, answer: .retrieved(item: found.item, label: found.label), label: sample.label)
  }
}
