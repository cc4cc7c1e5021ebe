import Offloading
import Protocol
public import Roles
public import Scenario
public import Semantics
import Tasks
import Tensors

/// Does the edge server's work with the trained models: loads every codec that the scenario names, decodes arrivals.
public struct ServerEngine: Engine {
  private let library: ModelLibrary
  private let galleries: GalleryShelf
  private let replacement: DataReplacement?
  private var decoders: [any TaskDecoder]?

  /// An engine.
  ///
  /// - Parameters:
  ///   - library: the models.
  ///   - galleries: data sets and galleries.
  ///   - data: what replaces a data source of the scenario on this host.
  public init(library: ModelLibrary, galleries: GalleryShelf, data: DataReplacement? = nil) {
    self.library = library
    self.galleries = galleries
    replacement = data
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

  private mutating func load(_ named: Scenario) throws -> LoadedServer {
    let scenario = try replacement?.applied(to: named) ?? named
    var decoders: [any TaskDecoder] = []
    if let codec = scenario.translation {
      decoders.append(try TranslationDecoder(codec, scenario, library: library))
    }
    if let codec = scenario.retrieval {
      decoders.append(try RetrievalDecoder(codec, scenario, library: library, galleries: galleries))
    }
    if let codec = scenario.questions {
      decoders.append(try QuestionDecoder(codec, scenario, library: library))
    }
    self.decoders = decoders
    return LoadedServer(models: decoders.map(\.model), numericsFingerprint: try numericsFingerprint())
  }

  /// Decodes the arrivals of a job: those of a kind as one batch, in the order given.
  private mutating func decode(_ job: DecodingJob) throws -> [TaskAnswer] {
    guard var decoders else { throw EngineError.notLoaded }
    var answers = [TaskAnswer](repeating: .undecodable, count: job.arrivals.count)
    for index in decoders.indices {
      let kind = decoders[index].model.kind
      let places = job.arrivals.indices.filter { job.arrivals[$0].kind == kind }
      guard !places.isEmpty else { continue }
      let decoded = try decoders[index].decode(places.map { job.arrivals[$0] })
      for (place, answer) in zip(places, decoded) { answers[place] = answer }
    }
    self.decoders = decoders
    return answers
  }
}

/// Why the server's engine cannot do a job.
enum EngineError: Error, CustomStringConvertible {
  case notLoaded
  case noTokens
  case localModel(String)

  var description: String {
    switch self {
    case .notLoaded: "arrivals came before the models were loaded"
    case .noTokens: "a burst of bytes came where the symbols of a codec were expected"
    case .localModel(let model):
      "the model \(model) only answers where it is: name it as semantics.vqa.local-model, and as semantics.vqa.model one "
        + "with a channel encoder and decoder"
    }
  }
}
