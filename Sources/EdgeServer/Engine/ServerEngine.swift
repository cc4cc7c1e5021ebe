import Offloading
import Protocol
public import Roles
import Scenario
public import Semantics
import Tasks
import Tensors

/// Does the edge server's work with the trained models: loads the model and its gallery, decodes arrivals.
public struct ServerEngine: Engine {
  private let library: ModelLibrary
  private let galleries: GalleryShelf
  private let dataOverride: String?
  private var loaded: (model: RetrievalModel, gallery: Gallery)?
  private var reception = DigitalReception()

  /// An engine.
  ///
  /// - Parameters:
  ///   - library: the models.
  ///   - galleries: the galleries.
  ///   - data: a name or path that replaces the scenario's data source on this host.
  public init(library: ModelLibrary, galleries: GalleryShelf, data: String? = nil) {
    self.library = library
    self.galleries = galleries
    dataOverride = data
  }

  /// Does one piece of work; a product says what went wrong.
  public mutating func perform(_ work: ServerWork) -> ServerProduct {
    do {
      switch work {
      case .load(let scenario): return .loaded(try load(scenario))
      case .decode(let job): return .decoded(job, try decode(job))
      }
    } catch {
      if case .load = work { return .unusable("\(error)") }
      return .failed("\(error)")
    }
  }

  private mutating func load(_ scenario: Scenario) throws -> LoadedServer {
    let codec = scenario.retrieval
    let model = try library.retrieval(named: codec.model)
    let source = try dataOverride.map { try DataSetSource(recognising: $0) } ?? codec.data
    let data = try galleries.data(source, splits: [.train])
    try model.require(data)
    let (wished, most) = (scenario.offloading.symbolsPerPatch, model.configuration.maximumSymbolsPerToken)
    guard wished <= most else { throw EngineError.tooManySymbols(wished: wished, model: codec.model, most: most) }
    _ = try library.knowledge(named: codec.model, of: .retrieval, digest: model.digest)
    loaded = (model, try galleries.gallery(model, data, count: codec.gallery))
    return LoadedServer(
      modelDigest: model.digest, numericsFingerprint: try numericsFingerprint(),
      tokensPerTask: model.configuration.tokens, featuresPerTask: model.featureCount)
  }

  /// Decodes the arrivals of a job as one batch, in the order given; those whose bytes did not come through are not in it.
  private mutating func decode(_ job: DecodingJob) throws -> [TaskAnswer] {
    guard let loaded else { throw EngineError.notLoaded }
    var answers = [TaskAnswer](repeating: .undecodable, count: job.arrivals.count)
    var decodable: [(index: Int, burst: ReceivedBurst)] = []
    for (index, task) in job.arrivals.enumerated() {
      let burst =
        if let transceiver = task.transceiver {
          try reception.burst(task.arrival, sent: transceiver, model: loaded.model)
        } else {
          try Self.analogueBurst(task.arrival)
        }
      if let burst { decodable.append((index, burst)) }
    }
    for ((index, _), embedding) in zip(decodable, try loaded.model.decode(batch: decodable.map(\.burst))) {
      let found = loaded.gallery.nearest(embedding)
      answers[index] = .retrieved(item: found.item, label: found.label)
    }
    return answers
  }

  private static func analogueBurst(_ arrival: Arrival) throws -> ReceivedBurst? {
    guard arrival.samples.shape.count == 3, arrival.samples.shape[2] == 2 else {
      throw EngineError.shape(arrival.samples.shape)
    }
    return try ReceivedBurst(
      samples: arrival.samples.floats(),
      parts: [BurstPart(tokens: arrival.samples.shape[0], symbolsPerToken: arrival.samples.shape[1])],
      fadingReal: arrival.fadingReal, fadingImaginary: arrival.fadingImaginary, noiseVariance: arrival.noiseVariance)
  }
}

/// Why the server's engine cannot do a job.
enum EngineError: Error, CustomStringConvertible {
  case notLoaded
  case shape([Int])
  case tooManySymbols(wished: Int, model: String, most: Int)

  var description: String {
    switch self {
    case .notLoaded: "arrivals came before the models were loaded"
    case .tooManySymbols(let wished, let model, let most):
      "the topology asks for \(wished) symbols per token, the model \(model) has at most \(most): "
        + "lower offloading.symbols-per-patch, or train a model with more"
    case .shape(let shape): "a burst of shape \(shape), expected [tokens, symbols per token, 2]"
    }
  }
}
