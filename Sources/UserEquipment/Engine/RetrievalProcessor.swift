import Offloading
import Protocol
import Scenario
import Semantics
import Tasks

/// Image retrieval on a UE.
struct RetrievalProcessor: TaskProcessor {
  let knowledge: KnowledgeBase
  private let model: RetrievalModel
  private let data: any LabelledPictures
  private let samples: SampleChoice
  /// What a task is retrieved from when it is executed on the UE; nil for a UE that never does.
  private let gallery: Gallery?
  /// What sends bytes; nil for a UE that sends the codec's symbols.
  private let sender: DigitalSender?

  init(
    _ codec: RetrievalCodecChoice, profile: UEProfile, symbols: SymbolCounts, samples: SampleChoice,
    library: ModelLibrary, galleries: GalleryShelf
  ) throws {
    self.samples = samples
    model = try library.retrieval(named: codec.model)
    knowledge = try library.knowledge(
      of: model, named: codec.model, dataSet: codec.data.name, symbols: symbols)
    // The gallery of a local execution comes from the training split, opened only by a UE that may need it.
    let executesLocally = profile.policy != .remote
    data = try galleries.data(codec.data, splits: executesLocally ? [.train, .test] : [.test])
    try model.require(data)
    gallery = executesLocally ? try galleries.gallery(model, data, from: codec.data, count: codec.gallery) : nil
    sender = try profile.transceiver.map(DigitalSender.init)
  }

  var modelDigests: [String] { [model.digest] }

  func costs(_ symbols: SymbolCounts) throws -> RunCosts {
    RunCosts(codec: Workload(try model.cost(symbolsPerToken: symbols.patches)))
  }

  private func sample(of task: Int) throws -> PictureSample {
    try data.testSample(samples.index(ofTask: task, among: data.testCount))
  }

  func encode(_ task: Int, symbols: SymbolCounts) throws -> EncodedTask {
    let sample = try sample(of: task)
    if let sender { return try sender.send(sample, model: model) }
    return try EncodedTask(
      model.encode(sample.picture, symbolsPerToken: symbols.patches), reference: .label(sample.label))
  }

  func execute(_ task: Int) throws -> (answer: TaskAnswer, reference: TaskReference) {
    guard let gallery else { throw ProcessorError.noGallery }
    let sample = try sample(of: task)
    let found = gallery.nearest(try model.localEmbedding(sample.picture))
    return (.retrieved(item: found.item, label: found.label), .label(sample.label))
  }
}
