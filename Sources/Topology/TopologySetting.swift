/// `radio.noise=-155 dBm/Hz`: a key of a topology, with its value, that the command line sets.
private struct TopologySetting {
  /// One step on the way from the root.
  enum Step {
    case key(String)
    /// From 0.
    case item(Int)
  }

  /// The key as it was written, which is how faults name keys too.
  let path: String
  let steps: [Step]
  let value: SourceNode

  /// Reads a setting; nil after a fault, which has been logged.
  init?(_ text: String, log: FaultLog) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      log.add(
        option: "--set", found: "\"\(text)\"", expected: "a key and its value such as `radio.noise=-155 dBm/Hz`")
      return nil
    }
    path = String(parts[0])
    guard let steps = Self.steps(of: path) else {
      log.add(
        option: "--set", found: "the key `\(path)`",
        expected: "keys joined by dots, items of a list counted from 0, such as `radio.noise` or `ues[0].task`")
      return nil
    }
    self.steps = steps
    guard parts[1].contains(where: { !$0.isWhitespace }) else {
      value = SourceNode(content: .scalar(""), place: nil)
      return
    }
    // Faults of the YAML reader have places in the value, not in the file.
    let reading = FaultLog(folder: log.folder)
    guard let value = SourceNode.parse(String(parts[1]), into: reading) else {
      log.add(
        option: "--set \(path)", found: reading.faults.first?.found ?? "\"\(parts[1])\"",
        expected: "a value in YAML, such as `5 MHz` or `{ capacity: 5 J }`")
      return nil
    }
    self.value = value.withoutPlaces
  }

  private static func steps(of path: String) -> [Step]? {
    var steps: [Step] = []
    for part in path.split(separator: ".", omittingEmptySubsequences: false) {
      let pieces = part.split(separator: "[", omittingEmptySubsequences: false)
      guard let name = pieces.first, !name.isEmpty, !name.contains("]") else { return nil }
      steps.append(.key(String(name)))
      for piece in pieces.dropFirst() {
        guard piece.last == "]", let index = Int(piece.dropLast()), index >= 0 else { return nil }
        steps.append(.item(index))
      }
    }
    return steps
  }
}

extension SourceNode {
  /// Writes a value where the command line wants it, as if the file said so.
  ///
  /// - Parameters:
  ///   - text: the setting: a key, `=`, a value.
  ///   - log: takes the fault of a setting that cannot be; whether there is such a key is asked when the tree is read.
  mutating func apply(_ text: String, log: FaultLog) {
    guard let setting = TopologySetting(text, log: log) else { return }
    log.settings.append(setting.path)
    set(setting.value, setting.steps[...], path: setting.path, log: log)
  }

  private mutating func set(_ value: SourceNode, _ steps: ArraySlice<TopologySetting.Step>, path: String, log: FaultLog)
  {
    guard let step = steps.first else {
      self = value
      return
    }
    switch step {
    case .key(let key):
      // Whatever else stood here gives way to a mapping.
      var pairs: [Pair] = []
      if case .mapping(let written) = content { pairs = written } else { place = nil }
      let index = pairs.firstIndex { $0.key == key } ?? pairs.endIndex
      if index == pairs.endIndex {
        pairs.append(Pair(key: key, keyPlace: nil, value: SourceNode(content: .scalar(""), place: nil)))
      }
      pairs[index].value.set(value, steps.dropFirst(), path: path, log: log)
      content = .mapping(pairs)
    case .item(let index):
      guard case .sequence(var items) = content, items.indices.contains(index) else {
        var count = 0
        if case .sequence(let items) = content { count = items.count }
        log.add(
          option: "--set \(path)", found: "no item \(index)",
          expected: count == 0 ? "a list in the file" : "one of the items 0 to \(count - 1) of the file's list")
        return
      }
      items[index].set(value, steps.dropFirst(), path: path, log: log)
      content = .sequence(items)
    }
  }

  /// The same tree as one that is not in the file.
  fileprivate var withoutPlaces: SourceNode {
    switch content {
    case .scalar: SourceNode(content: content, place: nil)
    case .sequence(let items): SourceNode(content: .sequence(items.map(\.withoutPlaces)), place: nil)
    case .mapping(let pairs):
      SourceNode(
        content: .mapping(pairs.map { Pair(key: $0.key, keyPlace: nil, value: $0.value.withoutPlaces) }), place: nil)
    }
  }
}
