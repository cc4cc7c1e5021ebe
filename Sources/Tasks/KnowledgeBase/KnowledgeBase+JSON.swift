public import FoundationEssentials
import Quantities

extension KnowledgeBase {
  /// The `format` key of a knowledge base's file.
  public static let format = "heliograph-knowledge-base"
  /// The `version` key of a knowledge base's file as it is written. The first version, which had one axis called
  /// `symbolsPerToken`, is read too. Of a model without a channel the file has neither axes nor tables.
  public static let version = 2

  /// Reads a knowledge base from JSON; unknown keys are refused.
  ///
  /// - Parameter json: the file's bytes.
  /// - Throws: ``KnowledgeBaseError`` naming the key at fault, what was expected and what was found.
  public init(json: Data) throws(KnowledgeBaseError) {
    do {
      self = try JSONDecoder().decode(KnowledgeBaseFile.self, from: json).base
    } catch let error as KnowledgeBaseError {
      throw error
    } catch let error as DecodingError {
      throw KnowledgeBaseError(error)
    } catch {
      throw .notJSON(words: "\(error)")
    }
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

/// A knowledge base as the keys and values of its file.
private struct KnowledgeBaseFile: Codable {
  let base: KnowledgeBase

  enum CodingKeys: String, CodingKey, CaseIterable {
    case format, version, task, origin, dataSet, modelDigest, samplesPerPoint, channel, localAccuracy
    case symbolsPerWord, symbolsPerPatch, symbolsPerToken, accuracies, noiseAccuracies, standardErrors
    case snrs = "snr_dB"

    /// Whether the format of a version has the key: the first had one axis and no more than the accuracies.
    func isKnown(in version: Int) -> Bool {
      switch self {
      case .symbolsPerWord, .symbolsPerPatch, .noiseAccuracies, .standardErrors: version > 1
      case .symbolsPerToken: version == 1
      default: true
      }
    }

    /// Whether the key is one of the tables over a channel, or of their axes.
    var isOfTable: Bool {
      switch self {
      case .symbolsPerWord, .symbolsPerPatch, .symbolsPerToken, .accuracies, .noiseAccuracies, .standardErrors, .snrs:
        true
      case .format, .version, .task, .origin, .dataSet, .modelDigest, .samplesPerPoint, .channel, .localAccuracy: false
      }
    }
  }

  typealias Values = KeyedDecodingContainer<CodingKeys>

  init(_ base: KnowledgeBase) {
    self.base = base
  }

  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(KnowledgeBase.format, forKey: .format)
    try values.encode(KnowledgeBase.version, forKey: .version)
    try values.encode(base.task.rawValue, forKey: .task)
    switch base.origin {
    case .synthetic: try values.encode("synthetic", forKey: .origin)
    case .measured(let dataSet, let modelDigest, let samplesPerPoint):
      try values.encode("measured", forKey: .origin)
      try values.encode(dataSet, forKey: .dataSet)
      try values.encode(modelDigest, forKey: .modelDigest)
      try values.encode(samplesPerPoint, forKey: .samplesPerPoint)
    }
    try values.encode(base.channel.rawValue, forKey: .channel)
    try values.encode(base.localAccuracy, forKey: .localAccuracy)
    switch base.axes {
    case .absent: return
    case .words(let words): try values.encode(words, forKey: .symbolsPerWord)
    case .patches(let patches): try values.encode(patches, forKey: .symbolsPerPatch)
    case .both(let words, let patches):
      try values.encode(words, forKey: .symbolsPerWord)
      try values.encode(patches, forKey: .symbolsPerPatch)
    }
    try values.encode(base.snrs.map(\.value), forKey: .snrs)
    func encode(_ rows: [some Encodable], _ key: CodingKeys) throws {
      guard case .both(_, let patches) = base.axes else { return try values.encode(rows, forKey: key) }
      let nested = stride(from: 0, to: rows.count, by: patches.count).map { Array(rows[$0..<$0 + patches.count]) }
      try values.encode(nested, forKey: key)
    }
    try encode(base.accuracies, .accuracies)
    if let noise = base.noiseAccuracies { try encode(noise, .noiseAccuracies) }
    if let errors = base.standardErrors { try encode(errors, .standardErrors) }
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let format = try values.decode(String.self, forKey: .format)
    guard format == KnowledgeBase.format else {
      throw KnowledgeBaseError.value(
        key: "format", expected: "\"\(KnowledgeBase.format)\"", found: "\"\(format)\"")
    }
    let version = try values.decode(Int.self, forKey: .version)
    guard (1...KnowledgeBase.version).contains(version) else {
      throw KnowledgeBaseError.value(
        key: "version", expected: "1 to \(KnowledgeBase.version)", found: "\(version)")
    }
    let keys = try decoder.container(keyedBy: AnyKey.self).allKeys.map(\.stringValue)
    if let unknown = keys.sorted().first(where: { CodingKeys(stringValue: $0)?.isKnown(in: version) != true }) {
      throw KnowledgeBaseError.unknown(key: unknown)
    }
    let task: TaskKind = try Self.choice(.task, in: values)
    let channel: KnowledgeBase.Channel = try Self.choice(.channel, in: values)
    let (origin, localAccuracy) = (
      try Self.origin(in: values), try values.decode(Double.self, forKey: .localAccuracy)
    )
    if channel == .absent {
      guard version > 1 else {
        throw KnowledgeBaseError.value(
          key: "version", expected: "2 for the channel \"\(channel.rawValue)\"", found: "1")
      }
      if let table = values.allKeys.filter(\.isOfTable).map(\.stringValue).min() {
        throw KnowledgeBaseError.value(key: table, expected: "nothing without a channel", found: "a value")
      }
      base = try KnowledgeBase(
        task: task, origin: origin, channel: .absent, localAccuracy: localAccuracy, axes: .absent, snrs: [],
        accuracies: [])
      return
    }
    let axes = try Self.axes(of: task, version: version, in: values)
    base = try KnowledgeBase(
      task: task, origin: origin, channel: channel, localAccuracy: localAccuracy, axes: axes,
      snrs: values.decode([Double].self, forKey: .snrs).map { Decibels($0) },
      accuracies: Self.rows(.accuracies, axes, in: values),
      noiseAccuracies: values.contains(.noiseAccuracies) ? Self.rows(.noiseAccuracies, axes, in: values) : nil,
      standardErrors: values.contains(.standardErrors) ? Self.rows(.standardErrors, axes, in: values) : nil)
  }

  /// Reads the axes that such a task has. The first version was of one modality and did not say which.
  private static func axes(of task: TaskKind, version: Int, in values: Values) throws -> KnowledgeBase.Axes {
    func counts(_ key: CodingKeys) throws -> [Int] {
      try values.decode([Int].self, forKey: version == 1 ? .symbolsPerToken : key)
    }
    switch task {
    case .translation: return .words(try counts(.symbolsPerWord))
    case .retrieval: return .patches(try counts(.symbolsPerPatch))
    case .visualQuestionAnswering:
      guard version > 1 else {
        throw KnowledgeBaseError.value(key: "version", expected: "2 for the task \"\(task.rawValue)\"", found: "1")
      }
      return .both(words: try counts(.symbolsPerWord), patches: try counts(.symbolsPerPatch))
    }
  }

  /// Reads a row for each number of symbols, nested by k^T where there are two axes.
  private static func rows<Row: Decodable>(
    _ key: CodingKeys, _ axes: KnowledgeBase.Axes, in values: Values
  ) throws -> [Row] {
    guard case .both(let words, let patches) = axes else { return try values.decode([Row].self, forKey: key) }
    let nested = try values.decode([[Row]].self, forKey: key)
    guard nested.count == words.count else {
      throw KnowledgeBaseError.value(
        key: key.rawValue, expected: "\(words.count) lists, one for each of symbolsPerWord", found: "\(nested.count)")
    }
    for (index, rows) in nested.enumerated() where rows.count != patches.count {
      throw KnowledgeBaseError.value(
        key: "\(key.rawValue)[\(index)]", expected: "\(patches.count) rows, one for each of symbolsPerPatch",
        found: "\(rows.count)")
    }
    return nested.flatMap(\.self)
  }

  private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: CodingKeys, in values: Values
  ) throws -> Choice {
    let found = try values.decode(String.self, forKey: key)
    guard let choice = Choice(rawValue: found) else {
      let allowed = Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
      throw KnowledgeBaseError.value(key: key.rawValue, expected: "one of \(allowed)", found: "\"\(found)\"")
    }
    return choice
  }

  private static func origin(in values: Values) throws -> KnowledgeBase.Origin {
    let origin = try values.decode(String.self, forKey: .origin)
    switch origin {
    case "synthetic": return .synthetic
    case "measured":
      return .measured(
        dataSet: try values.decode(String.self, forKey: .dataSet),
        modelDigest: try values.decode(String.self, forKey: .modelDigest),
        samplesPerPoint: try values.decode(Int.self, forKey: .samplesPerPoint))
    default:
      throw KnowledgeBaseError.value(
        key: "origin", expected: "\"measured\" or \"synthetic\"", found: "\"\(origin)\"")
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
