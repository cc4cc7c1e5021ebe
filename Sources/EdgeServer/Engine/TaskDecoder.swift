import Offloading
import Protocol
import Scenario
import Semantics
import Tasks
import Tensors
import Trace

/// Decodes the tasks of one kind with its model.
protocol TaskDecoder {
  /// The model, and what it expects of bursts.
  var model: LoadedModel { get }

  /// Decodes arrivals as one batch, in the order given.
  mutating func decode(_ tasks: [ReceivedTask]) throws -> [TaskAnswer]
}

extension ReceivedBurst {
  /// The symbols of a codec as they arrived.
  init(_ arrival: Arrival) throws {
    guard case .tokens(let blocks) = arrival.content else { throw EngineError.noTokens }
    self.init(
      samples: try arrival.samples.floats(),
      parts: blocks.map { BurstPart(tokens: $0.tokens, symbolsPerToken: $0.symbolsPerToken) },
      fadingReal: arrival.fadingReal, fadingImaginary: arrival.fadingImaginary, noiseVariance: arrival.noiseVariance)
  }
}

extension OffloadingParameters {
  /// What a model that is run takes for a task, where its time counts.
  fileprivate func workload(counting cost: () throws -> CodecCost) rethrows -> Workload? {
    guard timedModel == .run else { return nil }
    let cost = try cost()
    return Workload(
      encoderFLOPs: Double(cost.encoder.total), decoderFLOPs: Double(cost.decoder.total), symbols: cost.symbols)
  }
}

/// Translations.
struct TranslationDecoder: TaskDecoder {
  let model: LoadedModel
  private let network: TranslationModel

  init(_ codec: TranslationCodecChoice, _ scenario: Scenario, library: ModelLibrary) throws {
    network = try library.translation(named: codec.model)
    _ = try library.knowledge(
      of: network, named: codec.model, dataSet: codec.data.name, symbols: scenario.offloading.symbolCounts)
    model = LoadedModel(
      kind: .translation, uses: [ModelUse(name: codec.model, digest: network.digest)],
      blocks: Array(
        repeating: BlockForm(.word, 1...network.configuration.maximumTokens), count: codec.sentencesPerTask),
      workload: try scenario.offloading.workload { [network] in
        try network.cost(sentences: codec.sentencesPerTask, symbolsPerWord: scenario.offloading.symbolsPerWord)
      })
  }

  func decode(_ tasks: [ReceivedTask]) throws -> [TaskAnswer] {
    try network.decode(batch: tasks.map { try ReceivedBurst($0.arrival) }).map { TaskAnswer(translation: $0) }
  }
}

/// Pictures to be retrieved.
struct RetrievalDecoder: TaskDecoder {
  let model: LoadedModel
  private let network: RetrievalModel
  private let gallery: Gallery
  private var reception = DigitalReception()

  init(
    _ codec: RetrievalCodecChoice, _ scenario: Scenario, library: ModelLibrary, galleries: GalleryShelf
  ) throws {
    network = try library.retrieval(named: codec.model)
    let data = try galleries.data(codec.data, splits: [.train])
    try network.require(data)
    _ = try library.knowledge(
      of: network, named: codec.model, dataSet: codec.data.name, symbols: scenario.offloading.symbolCounts)
    gallery = try galleries.gallery(network, data, from: codec.data, count: codec.gallery)
    let tokens = network.configuration.tokens
    model = LoadedModel(
      kind: .retrieval, uses: [ModelUse(name: codec.model, digest: network.digest)],
      blocks: [BlockForm(.patch, tokens...tokens)], featuresPerTask: network.featureCount,
      workload: try scenario.offloading.workload { [network] in
        try network.cost(symbolsPerToken: scenario.offloading.symbolsPerPatch)
      })
  }

  /// Those whose bytes did not come through are not in the batch.
  mutating func decode(_ tasks: [ReceivedTask]) throws -> [TaskAnswer] {
    var answers = [TaskAnswer](repeating: .undecodable, count: tasks.count)
    var decodable: [(index: Int, burst: ReceivedBurst)] = []
    for (index, task) in tasks.enumerated() {
      let burst =
        if let transceiver = task.transceiver {
          try reception.burst(task.arrival, sent: transceiver, model: network)
        } else {
          try ReceivedBurst(task.arrival)
        }
      if let burst { decodable.append((index, burst)) }
    }
    for ((index, _), embedding) in zip(decodable, try network.decode(batch: decodable.map(\.burst))) {
      let found = gallery.nearest(embedding)
      answers[index] = .retrieved(item: found.item, label: found.label)
    }
    return answers
  }
}

/// Questions about pictures.
struct QuestionDecoder: TaskDecoder {
  let model: LoadedModel
  private let network: QuestionAnsweringModel

  init(_ codec: QuestionCodecChoice, _ scenario: Scenario, library: ModelLibrary) throws {
    network = try library.questionAnswering(named: codec.model)
    let configuration = network.configuration
    guard configuration.symbols != nil else { throw EngineError.localModel(codec.model) }
    let offloading = scenario.offloading
    _ = try library.knowledge(
      of: network, named: codec.model, dataSet: codec.data.name, symbols: offloading.symbolCounts)
    var uses = [ModelUse(name: codec.model, digest: network.digest)]
    if let name = codec.localModel {
      let local = try library.questionAnswering(named: name)
      _ = try library.knowledge(of: local, named: name, dataSet: codec.data.name, symbols: nil)
      uses.append(ModelUse(name: name, digest: local.digest))
    }
    model = LoadedModel(
      kind: .visualQuestionAnswering, uses: uses,
      blocks: [
        BlockForm(.word, 1...configuration.maximumWords),
        BlockForm(.patch, configuration.pictureTokens...configuration.pictureTokens),
      ], workload: try offloading.workload { [network] in try network.cost(offloading.symbolCounts) })
  }

  func decode(_ tasks: [ReceivedTask]) throws -> [TaskAnswer] {
    let answers = network.configuration.answers
    return try network.decode(batch: tasks.map { try ReceivedBurst($0.arrival) })
      .map { .answered(index: $0, text: answers[$0]) }
  }
}
