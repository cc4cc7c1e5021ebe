/// One thing that is wrong with a topology: where, what was found, what was expected, what to do.
public struct TopologyFault: Hashable, Sendable, Codable {
  /// The line in the file, from 1; nil when the fault is not in the file's text.
  public let line: Int?
  /// The column in the line, from 1.
  public let column: Int?
  /// The path of the key: `ues[2].position.from`; the option for a fault of the command line; empty for the whole file.
  public let key: String
  /// What was found.
  public let found: String
  /// What was expected.
  public let expected: String
  /// What to do, or nil.
  public let suggestion: String?

  /// The fault in one sentence, without its place.
  public var sentence: String {
    let subject = key.isEmpty ? "" : "\(key): "
    let advice = suggestion.map { "; \($0)" } ?? ""
    return "\(subject)found \(found), expected \(expected)\(advice)"
  }
}

/// Everything that is wrong with a topology.
public struct TopologyError: Error, Sendable, CustomStringConvertible {
  /// The file as the user named it.
  public let file: String
  /// The faults, in the order of the file.
  public let faults: [TopologyFault]
  /// The file's lines, for showing them.
  let lines: [String]

  /// How `report` marks the parts of a fault.
  public struct Style: Sendable {
    let error: @Sendable (String) -> String
    let place: @Sendable (String) -> String
    let caret: @Sendable (String) -> String

    /// Plain text.
    public static let plain = Style(error: { $0 }, place: { $0 }, caret: { $0 })

    /// Colours of a terminal (ECMA-48 select graphic rendition).
    public static let coloured = Style(
      error: { "\u{1B}[1;31m\($0)\u{1B}[0m" }, place: { "\u{1B}[1m\($0)\u{1B}[0m" },
      caret: { "\u{1B}[1;32m\($0)\u{1B}[0m" })

    init(
      error: @escaping @Sendable (String) -> String, place: @escaping @Sendable (String) -> String,
      caret: @escaping @Sendable (String) -> String
    ) {
      self.error = error
      self.place = place
      self.caret = caret
    }
  }

  /// Every fault as `FILE:LINE:COLUMN: error: KEY: …` with the line and a caret below it.
  public func report(style: Style = .plain) -> String {
    faults.map { fault in
      let position = [fault.line, fault.column].compactMap { $0 }.map { ":\($0)" }.joined()
      let head = "\(style.place(file + position + ":")) \(style.error("error:")) \(fault.sentence)"
      guard let line = fault.line, let column = fault.column, line <= lines.count else { return head }
      let number = String(line)
      let source = lines[line - 1]
      // Tabs are kept so that the caret stands below its character whatever the terminal makes of them.
      let indent = String(source.unicodeScalars.prefix(column - 1).map { $0 == "\t" ? "\t" : " " })
      let margin = String(repeating: " ", count: number.count)
      return "\(head)\n  \(number) | \(source)\n  \(margin) | \(indent)\(style.caret("^"))"
    }.joined(separator: "\n")
  }

  /// The report in plain text.
  public var description: String { report() }
}

/// Collects faults while a topology is read; confined to one reading.
final class FaultLog {
  /// The topology's folder, where relative paths start.
  let folder: String
  private(set) var faults: [TopologyFault] = []
  /// By key; nil for what the command line set.
  private var places: [String: SourcePlace?] = [:]
  /// The keys that the command line set.
  var settings: [String] = []
  /// The traces that this reading has read.
  var traces = TraceFiles()

  init(folder: String) { self.folder = folder }

  /// Logs a fault.
  func add(at place: SourcePlace?, key: String, found: String, expected: String, suggestion: String? = nil) {
    faults.append(
      TopologyFault(
        line: place?.line, column: place?.column, key: key, found: found, expected: expected, suggestion: suggestion))
  }

  /// Logs a fault of a value, at the value.
  func add(_ field: Field, expected: String, suggestion: String? = nil) {
    add(at: field.node.place, key: field.path, found: field.node.found, expected: expected, suggestion: suggestion)
  }

  /// Remembers where a key's value stands, for checks that come later.
  func remember(_ field: Field) { places.updateValue(field.node.place, forKey: field.path) }

  /// Whether a key is written.
  func isWritten(_ path: String) -> Bool { places.keys.contains(path) }

  /// Where the value of a key stands; of the nearest key around it when it is not written; nil where the command line
  /// set it.
  func place(of path: String) -> SourcePlace? {
    var path = path[...]
    while true {
      if let place = places[String(path)] { return place }
      guard let end = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { return places[""] ?? nil }
      path = path[..<end]
    }
  }

  /// Whether neither a key nor one below it has a fault.
  func isFree(of path: String) -> Bool {
    !faults.contains { $0.key == path || $0.key.hasPrefix("\(path).") || $0.key.hasPrefix("\(path)[") }
  }

  /// The faults in the order of the file; those outside of its text come last, under `--set KEY` where this says so.
  var sorted: [TopologyFault] {
    faults.enumerated().sorted { left, right in
      let leftKey = (left.element.line ?? .max, left.element.column ?? .max, left.offset)
      let rightKey = (right.element.line ?? .max, right.element.column ?? .max, right.offset)
      return leftKey < rightKey
    }.map { isOfSetting($0.element) ? $0.element.ofSetting : $0.element }
  }

  private func isOfSetting(_ fault: TopologyFault) -> Bool {
    fault.line == nil
      && settings.contains { setting in
        setting == fault.key || setting.hasPrefix("\(fault.key).") || fault.key.hasPrefix("\(setting).")
          || fault.key.hasPrefix("\(setting)[")
      }
  }
}

extension TopologyFault {
  /// The fault of a value that the command line set.
  fileprivate var ofSetting: TopologyFault {
    TopologyFault(
      line: nil, column: nil, key: "--set \(key)", found: found, expected: expected, suggestion: suggestion)
  }
}

/// A value with the path of the key that leads to it.
struct Field {
  var node: SourceNode
  var path: String

  /// The field of a key below this one.
  func child(_ key: String, _ node: SourceNode) -> Field {
    Field(node: node, path: path.isEmpty ? key : "\(path).\(key)")
  }

  /// The field of an item below this one.
  func item(_ index: Int, _ node: SourceNode) -> Field {
    Field(node: node, path: "\(path)[\(index)]")
  }
}
