public import FoundationEssentials
import Quantities

extension KnowledgeBase {
  /// The `format` key of a knowledge base's file.
  public static let format = "heliograph-knowledge-base"
  /// The `version` key of a knowledge base's file.
  public static let version = 1

  /// Reads a knowledge base from JSON; unknown keys are refused.
  ///
  /// - Parameter json: the file's bytes.
  /// - Throws: ``KnowledgeBaseError`` naming the key at fault, what was expected and what was found.
  public init(json: Data) throws(KnowledgeBaseError) {
    let file: KnowledgeBaseFile
    do {
      file = try JSONDecoder().decode(KnowledgeBaseFile.self, from: json)
    } catch let error as KnowledgeBaseError {
      throw error
    } catch let error as DecodingError {
      throw KnowledgeBaseError(error)
    } catch {
      throw .notJSON(words: "\(error)")
    }
    self = try file.knowledgeBase()
  }

  /// The knowledge base as JSON: keys in order, numbers in their shortest exact form, the same bytes every time.
  public func json() -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    do {
      var data = try encoder.encode(KnowledgeBaseFile(self))
      data.append(UInt8(ascii: "\n"))
      return data
    } catch {
      preconditionFailure("strings and finite numbers can always be written as JSON: \(error)")
    }
  }
}

/// The file's keys and values before they are checked against one another.
private struct KnowledgeBaseFile: Codable {
  var format: String
  var version: Int
  var task: String
  var origin: String
  var dataSet: String?
  var modelDigest: String?
  var samplesPerPoint: Int?
  var channel: String
  var localAccuracy: Double
  var symbolsPerToken: [Int]
  var snrs: [Double]
  var accuracies: [[Double]]

  enum CodingKeys: String, CodingKey, CaseIterable {
    case format, version, task, origin, dataSet, modelDigest, samplesPerPoint, channel, localAccuracy
    case symbolsPerToken, accuracies
    case snrs = "snr_dB"
  }

  init(_ base: KnowledgeBase) {
    format = KnowledgeBase.format
    version = KnowledgeBase.version
    task = base.task.rawValue
    channel = base.channel
    localAccuracy = base.localAccuracy
    symbolsPerToken = base.symbolsPerToken
    snrs = base.snrs.map(\.value)
    accuracies = base.accuracies
    switch base.origin {
    case .synthetic:
      origin = "synthetic"
    case .measured(let dataSet, let modelDigest, let samplesPerPoint):
      origin = "measured"
      self.dataSet = dataSet
      self.modelDigest = modelDigest
      self.samplesPerPoint = samplesPerPoint
    }
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    format = try values.decode(String.self, forKey: .format)
    guard format == KnowledgeBase.format else {
      throw KnowledgeBaseError.value(
        key: "format", expected: "\"\(KnowledgeBase.format)\"", found: "\"\(format)\"")
    }
    version = try values.decode(Int.self, forKey: .version)
    guard version == KnowledgeBase.version else {
      throw KnowledgeBaseError.value(key: "version", expected: "\(KnowledgeBase.version)", found: "\(version)")
    }
    let keys = try decoder.container(keyedBy: AnyKey.self).allKeys.map(\.stringValue)
    if let unknown = keys.sorted().first(where: { CodingKeys(stringValue: $0) == nil }) {
      throw KnowledgeBaseError.unknown(key: unknown)
    }
    task = try values.decode(String.self, forKey: .task)
    origin = try values.decode(String.self, forKey: .origin)
    dataSet = try values.decodeIfPresent(String.self, forKey: .dataSet)
    modelDigest = try values.decodeIfPresent(String.self, forKey: .modelDigest)
    samplesPerPoint = try values.decodeIfPresent(Int.self, forKey: .samplesPerPoint)
    channel = try values.decode(String.self, forKey: .channel)
    localAccuracy = try values.decode(Double.self, forKey: .localAccuracy)
    symbolsPerToken = try values.decode([Int].self, forKey: .symbolsPerToken)
    snrs = try values.decode([Double].self, forKey: .snrs)
    accuracies = try values.decode([[Double]].self, forKey: .accuracies)
  }

  func knowledgeBase() throws(KnowledgeBaseError) -> KnowledgeBase {
    guard let task = TaskKind(rawValue: task) else {
      let kinds = TaskKind.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
      throw .value(key: "task", expected: "one of \(kinds)", found: "\"\(task)\"")
    }
    guard channel == "awgn" else { throw .value(key: "channel", expected: "\"awgn\"", found: "\"\(channel)\"") }
    return try KnowledgeBase(
      task: task, origin: try checkedOrigin(), channel: channel, localAccuracy: localAccuracy,
      symbolsPerToken: symbolsPerToken, snrs: snrs.map { Decibels($0) }, accuracies: accuracies)
  }

  private func checkedOrigin() throws(KnowledgeBaseError) -> KnowledgeBase.Origin {
    switch origin {
    case "synthetic":
      return .synthetic
    case "measured":
      guard let dataSet else { throw .missing(key: "dataSet") }
      guard let modelDigest else { throw .missing(key: "modelDigest") }
      guard let samplesPerPoint else { throw .missing(key: "samplesPerPoint") }
      return .measured(dataSet: dataSet, modelDigest: modelDigest, samplesPerPoint: samplesPerPoint)
    default:
      throw .value(key: "origin", expected: "\"measured\" or \"synthetic\"", found: "\"\(origin)\"")
    }
  }
}

/// Any key at all, to find the unknown ones.
private struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

extension KnowledgeBaseError {
  /// A decoder's error in this format's words.
  fileprivate init(_ error: DecodingError) {
    switch error {
    case .keyNotFound(let key, let context):
      self = .missing(key: KnowledgeBaseError.path(context.codingPath + [key]))
    case .typeMismatch(let type, let context):
      self = .value(
        key: KnowledgeBaseError.path(context.codingPath), expected: "a value of type \(type)", found: "another type")
    case .valueNotFound(let type, let context):
      self = .value(
        key: KnowledgeBaseError.path(context.codingPath), expected: "a value of type \(type)", found: "null")
    case .dataCorrupted(let context) where context.codingPath.isEmpty:
      self = .notJSON(words: context.debugDescription)
    case .dataCorrupted(let context):
      self = .value(
        key: KnowledgeBaseError.path(context.codingPath), expected: "a value that fits",
        found: context.debugDescription)
    @unknown default:
      self = .notJSON(words: "\(error)")
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    if keys.isEmpty { return "outermost value" }
    return keys.reduce(into: "") { path, key in
      if let index = key.intValue {
        path += "[\(index)]"
      } else {
        path += path.isEmpty ? key.stringValue : ".\(key.stringValue)"
      }
    }
  }
}
