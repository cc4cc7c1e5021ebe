import FoundationEssentials
import Offloading
import Tensors

extension PolicyDescription {
  /// What to do about a policy for something else: the command that trains one.
  var trainAgain: String { "Train one for this topology with helio train policy --algorithm \(algorithm.rawValue)" }

  /// Reads the description in a file's metadata.
  ///
  /// - Parameters:
  ///   - file: a policy's file or a checkpoint.
  ///   - remedy: what to do when it is none.
  /// - Throws: ``PolicyError`` for a file without a description, or with one that this version does not know.
  init(in file: SafetensorsFile, remedy: String) throws(PolicyError) {
    let data = Data(try file.text(Self.metadataKey, of: "a policy", remedy: remedy).utf8)
    do {
      self = try JSONDecoder().decode(PolicyDescription.self, from: data)
    } catch {
      let layout = try? JSONDecoder().decode(Layout.self, from: data).observation
      if let layout, ObservationLayout.Version(rawValue: layout) == nil {
        let known = ObservationLayout.Version.allCases.map { "\($0.rawValue)" }.joined(separator: " or ")
        throw PolicyError(
          place: file.path, expected: "a policy for observations of layout \(known)",
          found: "one for layout \(layout)",
          remedy: "Use the version of helio that trained it, or train it again with helio train policy")
      }
      throw PolicyError(
        place: file.path, expected: "a policy's description that this version knows",
        found: "\(String(decoding: data, as: UTF8.self).prefix(80))", remedy: remedy)
    }
    if case .discrete(let levels) = actions, !Self.levels.contains(levels) {
      throw PolicyError(
        place: file.path, expected: "actions of \(Self.levels.lowerBound) to \(Self.levels.upperBound) levels",
        found: "\(levels)", remedy: remedy)
    }
  }

  /// The levels that discrete actions may have.
  static let levels = 1...64

  /// What alone is read of a description that is not understood.
  private struct Layout: Decodable {
    let observation: Int
  }

  /// Refuses what was trained for something else.
  ///
  /// - Parameters:
  ///   - place: the file.
  ///   - problem: what it is to be used for.
  ///   - problemDigest: the problem's digest.
  ///   - modelDigests: the digests of the models in use.
  ///   - remedy: what to do.
  /// - Throws: ``PolicyError`` with both digests or names.
  func check(
    place: String, for problem: OffloadingProblem, problemDigest: String, modelDigests: [String: String], remedy: String
  ) throws(PolicyError) {
    try check(place: place, problemDigest: problemDigest, remedy: remedy)
    for kind in Set(modelDigests.keys).union(self.modelDigests.keys).sorted() {
      try check(place: place, model: modelDigests[kind], of: kind, remedy: remedy)
    }
    let actors = problem.players.map { Actor(name: $0.name, modality: $0.modality) }
    guard self.actors == actors else {
      throw PolicyError(
        place: place, expected: "actors for \(actors.map(\.name).joined(separator: ", "))",
        found: "those for \(self.actors.map(\.name).joined(separator: ", "))", remedy: remedy)
    }
  }

  /// Refuses what was trained for another problem.
  func check(place: String, problemDigest: String, remedy: String) throws(PolicyError) {
    guard self.problemDigest != problemDigest else { return }
    throw PolicyError(
      place: place, expected: "a policy trained for the problem \(problemDigest.prefix(12))…",
      found: "one trained for \(self.problemDigest.prefix(12))… of the topology \(topology)", remedy: remedy)
  }

  /// Refuses what was trained with another model for a kind of tasks; nil: with one.
  func check(place: String, model digest: String?, of kind: String, remedy: String) throws(PolicyError) {
    guard modelDigests[kind] != digest else { return }
    func words(_ digest: String?) -> String { digest.map { "\($0.prefix(12))…" } ?? "no model" }
    throw PolicyError(
      place: place, expected: "a policy trained with the model of \(kind) in use, \(words(digest))",
      found: "one trained with \(words(modelDigests[kind]))", remedy: remedy)
  }

  /// JSON with its keys in order.
  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}

extension SafetensorsFile {
  /// A string of the metadata.
  ///
  /// - Parameters:
  ///   - key: its key.
  ///   - words: what a file that has it is: "a policy".
  ///   - remedy: what to do when it is missing.
  /// - Returns: the string.
  /// - Throws: ``PolicyError`` when it is missing.
  func text(_ key: String, of words: String, remedy: String) throws(PolicyError) -> String {
    guard let text = metadata[key] else {
      throw PolicyError(
        place: path, expected: "\(words) with its description in the metadata",
        found: metadata.isEmpty ? "no metadata" : "the keys \(metadata.keys.sorted().joined(separator: ", "))",
        remedy: remedy)
    }
    return text
  }
}
