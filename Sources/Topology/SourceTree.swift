import Yams

/// Where something stands in a file.
struct SourcePlace: Hashable, Sendable {
  /// From 1.
  var line: Int
  /// From 1, counted in Unicode scalars.
  var column: Int
}

/// A YAML document as a tree whose every node knows its place; what the command line set has none.
struct SourceNode: Sendable {
  /// One key of a mapping with its value.
  struct Pair: Sendable {
    var key: String
    var keyPlace: SourcePlace?
    var value: SourceNode
  }

  enum Content: Sendable {
    /// A word or number as written, quotes removed.
    case scalar(String)
    case mapping([Pair])
    case sequence([SourceNode])
  }

  var content: Content
  var place: SourcePlace?

  /// What the node is, in messages: the text itself, "a mapping", "a list", "nothing".
  var found: String {
    switch content {
    case .scalar(let text) where text.isEmpty: "nothing"
    case .scalar(let text): "\"\(text.count > 60 ? String(text.prefix(60)) + "…" : text)\""
    case .mapping: "a mapping"
    case .sequence(let items): items.isEmpty ? "an empty list" : "a list"
    }
  }

  /// The text of a scalar that is not empty.
  var text: String? {
    guard case .scalar(let text) = content, !text.isEmpty else { return nil }
    return text
  }
}

extension SourceNode {
  /// Aliases repeat what they stand for, so that a short text may hold a vast tree: more nodes than this are refused.
  static let maximumCount = 200_000

  /// Parses a document.
  ///
  /// - Parameters:
  ///   - yaml: the text.
  ///   - faults: takes the fault that stops the parser.
  /// - Returns: the tree; nil after a fault, which has been logged.
  static func parse(_ yaml: String, into faults: FaultLog) -> SourceNode? {
    do {
      guard let root = try Yams.compose(yaml: yaml) else {
        faults.add(
          at: SourcePlace(line: 1, column: 1), key: "", found: "an empty file", expected: "a topology",
          suggestion: "begin with `topology: NAME` and a list `ues:`")
        return nil
      }
      var count = 0
      return try SourceNode(root, near: SourcePlace(line: 1, column: 1), count: &count)
    } catch let error as TreeError {
      faults.add(at: error.place, key: "", found: error.found, expected: error.expected)
    } catch let error as YamlError {
      faults.add(error)
    } catch {
      faults.add(
        at: SourcePlace(line: 1, column: 1), key: "", found: "a text that the YAML reader refuses (\(error))",
        expected: "YAML")
    }
    return nil
  }

  private struct TreeError: Error {
    var place: SourcePlace?
    var found: String
    var expected: String
  }

  private init(_ node: Node, near outer: SourcePlace?, count: inout Int) throws {
    let place = node.mark.map { SourcePlace(line: $0.line, column: $0.column) } ?? outer
    count += 1
    guard count <= Self.maximumCount else {
      throw TreeError(
        place: place, found: "more than \(Self.maximumCount) values",
        expected: "fewer, aliases counted as what they repeat")
    }
    self.place = place
    switch node {
    case .scalar(let scalar):
      let isNull = scalar.style == .plain && ["~", "null"].contains(scalar.string)
      content = .scalar(isNull ? "" : scalar.string)
    case .sequence(let items):
      var nodes: [SourceNode] = []
      for item in items { nodes.append(try SourceNode(item, near: place, count: &count)) }
      content = .sequence(nodes)
    case .mapping(let mapping):
      var pairs: [Pair] = []
      for (key, value) in mapping {
        let keyNode = try SourceNode(key, near: place, count: &count)
        guard let name = keyNode.text else {
          throw TreeError(place: keyNode.place, found: "\(keyNode.found) as a key", expected: "a word as a key")
        }
        pairs.append(
          Pair(
            key: name, keyPlace: keyNode.place, value: try SourceNode(value, near: keyNode.place, count: &count)))
      }
      content = .mapping(pairs)
    case .alias:
      throw TreeError(
        place: place, found: "an alias to nothing", expected: "an alias to an anchor that comes before it")
    }
  }
}

extension FaultLog {
  /// Logs what stopped the YAML reader.
  fileprivate func add(_ error: YamlError) {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
      let circumstances = context.map { ", \($0.text) from line \($0.mark.line)" } ?? ""
      add(
        at: SourcePlace(line: mark.line, column: mark.column), key: "",
        found: "a text that is no YAML (\(problem)\(circumstances))", expected: "YAML",
        suggestion: "look at the indentation, brackets and quotes up to here")
    case .composer(_, let problem, let mark, _):
      add(
        at: SourcePlace(line: mark.line, column: mark.column), key: "",
        found: problem.replacing("but found ", with: "").replacing("found ", with: ""),
        expected: "one document whose aliases stand after their anchors")
    case .duplicatedKeysInMapping(let names, let context):
      let keys = names.sorted().map { "`\($0)`" }.joined(separator: ", ")
      add(
        at: SourcePlace(line: context.mark.line, column: context.mark.column), key: "",
        found: "\(keys) more than once in one mapping", expected: "each key once",
        suggestion: "keep one of them")
    default:
      add(
        at: SourcePlace(line: 1, column: 1), key: "", found: "a text that the YAML reader refuses (\(error))",
        expected: "YAML in UTF-8")
    }
  }
}
