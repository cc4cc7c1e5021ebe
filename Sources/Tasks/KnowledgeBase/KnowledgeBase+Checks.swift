import Quantities

extension KnowledgeBase {
  /// Refuses a table of another kind of task.
  ///
  /// - Parameter kind: what the tasks in question are.
  /// - Throws: ``KnowledgeBaseError/otherTask(expected:found:)``.
  public func requireTask(_ kind: TaskKind) throws(KnowledgeBaseError) {
    guard task == kind else { throw .otherTask(expected: kind, found: task) }
  }

  /// Refuses a model that this table was not measured with; a synthetic table fits every model.
  ///
  /// - Parameter digest: the SHA-256 digest of the model in use, in lower-case hexadecimal.
  /// - Throws: ``KnowledgeBaseError/otherModel(expected:found:)``.
  public func requireModel(_ digest: String) throws(KnowledgeBaseError) {
    guard case .measured(_, let expected, _) = origin, expected != digest else { return }
    throw .otherModel(expected: expected, found: digest)
  }

  /// Refuses whatever is no table over instantaneous signal-to-noise ratios.
  ///
  /// - Throws: ``KnowledgeBaseError/averagedChannel(_:)`` for a table whose γ is an average over fading,
  ///   ``KnowledgeBaseError/noChannel`` for a model that answers only where it is.
  public func requireInstantaneousSNR() throws(KnowledgeBaseError) {
    switch channel {
    case .awgn: return
    case .rayleigh: throw .averagedChannel(channel)
    case .absent: throw .noChannel
    }
  }

  /// Checks everything but the tables.
  static func check(
    _ task: TaskKind, _ channel: Channel, _ axes: Axes, _ snrs: [Decibels], _ origin: Origin, localAccuracy: Double
  ) throws(KnowledgeBaseError) {
    guard localAccuracy > 0, localAccuracy <= 1 else {
      throw .value(key: "localAccuracy", expected: "a number above 0, at most 1", found: "\(localAccuracy)")
    }
    if case .measured(_, let digest, let samples) = origin {
      guard samples >= 1 else {
        throw .value(key: "samplesPerPoint", expected: "at least 1", found: "\(samples)")
      }
      guard digest.utf8.count == 64, digest.utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) }) else {
        throw .value(key: "modelDigest", expected: "64 lower-case hexadecimal digits", found: "\"\(digest)\"")
      }
    }
    guard axes.suit(task) else {
      throw .value(
        key: "task", expected: "the kind that has \(axes.keys.joined(separator: " and "))",
        found: "\"\(task.rawValue)\"")
    }
    let levels = snrs.map(\.value)
    guard (channel == .absent) == (axes == .absent) else {
      throw .value(
        key: "channel",
        expected: axes == .absent ? "\"none\" without numbers of symbols" : "one that symbols are sent over",
        found: "\"\(channel.rawValue)\"")
    }
    switch axes {
    case .words(let words): try check(words, Axes.wordKey)
    case .patches(let patches): try check(patches, Axes.patchKey)
    case .both(let words, let patches):
      try check(words, Axes.wordKey)
      try check(patches, Axes.patchKey)
    case .absent:
      guard levels.isEmpty else {
        throw .value(key: "snr_dB", expected: "no level without a channel", found: "\(levels)")
      }
      return
    }
    guard !levels.isEmpty, levels.allSatisfy(\.isFinite), zip(levels, levels.dropFirst()).allSatisfy(<) else {
      throw .value(key: "snr_dB", expected: "strictly increasing numbers, at least one", found: "\(levels)")
    }
  }

  private static func check(_ symbols: [Int], _ key: String) throws(KnowledgeBaseError) {
    guard let fewest = symbols.first, fewest >= 1, zip(symbols, symbols.dropFirst()).allSatisfy(<) else {
      throw .value(key: key, expected: "strictly increasing integers from 1", found: "\(symbols)")
    }
  }

  /// Checks a table's shape and values.
  static func check(
    _ table: [[Double]], _ key: String, _ axes: Axes, columns: Int, upTo greatest: Double
  ) throws(KnowledgeBaseError) {
    let rows = axes.words.count * axes.patches.count
    guard table.count == rows else {
      throw .value(key: key, expected: "\(rows) rows, one for each number of symbols", found: "\(table.count)")
    }
    for (row, values) in table.enumerated() {
      let place = "\(key)\(axes.place(ofRow: row))"
      guard values.count == columns else {
        throw .value(
          key: place, expected: "\(columns) columns, one for each of snr_dB", found: "\(values.count)")
      }
      for (column, value) in values.enumerated() where !(value >= 0 && value <= greatest && value.isFinite) {
        throw .value(
          key: key == "noiseAccuracies" ? place : "\(place)[\(column)]",
          expected: greatest.isFinite ? "a number from 0 to 1" : "a finite number from 0", found: "\(value)")
      }
    }
  }
}
