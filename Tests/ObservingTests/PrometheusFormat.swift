/// A reader of the Prometheus text format 0.0.4 that is stricter than Prometheus: every metric has HELP, TYPE and at least
/// one value, in this order and in one piece, and no series comes twice.
struct PrometheusFormat {
  /// A metric as read.
  struct Family: Equatable {
    var help: String
    var kind: String
    /// Values by their labels as written.
    var values: [String: Double] = [:]
  }

  struct Fault: Error, CustomStringConvertible {
    let description: String
  }

  private(set) var families: [String: Family] = [:]
  private var current: String?

  /// Reads a page.
  init(_ text: String) throws(Fault) {
    guard text.isEmpty || text.hasSuffix("\n") else { throw Fault(description: "the last line has no end") }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() { try read(String(line)) }
    for (name, family) in families where family.values.isEmpty { throw Fault(description: "\(name) has no value") }
  }

  private mutating func read(_ line: String) throws(Fault) {
    let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
    if line.hasPrefix("# HELP "), words.count == 4 {
      guard families[words[2]] == nil else { throw Fault(description: "\(words[2]) comes twice") }
      families[words[2]] = Family(help: words[3], kind: "")
      current = words[2]
    } else if line.hasPrefix("# TYPE "), words.count == 4 {
      guard words[2] == current, families[words[2]]?.kind == "", ["counter", "gauge"].contains(words[3]) else {
        throw Fault(description: "a misplaced line: \(line)")
      }
      families[words[2]]?.kind = words[3]
    } else {
      try readValue(line)
    }
  }

  private mutating func readValue(_ line: String) throws(Fault) {
    let name = String(line.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ":") })
    var rest = line.dropFirst(name.count)
    guard !name.isEmpty, name == current, families[name]?.kind.isEmpty == false else {
      throw Fault(description: "a value outside of its metric: \(line)")
    }
    var labels = ""
    if rest.first == "{" {
      labels = try Self.labels(rest, line)
      rest = rest.dropFirst(labels.count)
    }
    guard rest.first == " ", let value = Double(rest.dropFirst()) else {
      throw Fault(description: "no number in \(line)")
    }
    guard families[name]?.values.updateValue(value, forKey: labels) == nil else {
      throw Fault(description: "a series that comes twice: \(line)")
    }
  }

  /// `{name="value",…}` as written, checked.
  private static func labels(_ text: Substring, _ line: String) throws(Fault) -> String {
    let pattern =
      #/\{[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\]|\\["\\n])*"(?:,[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\]|\\["\\n])*")*\}/#
    guard let match = text.prefixMatch(of: pattern) else { throw Fault(description: "faulty labels in \(line)") }
    return String(match.output)
  }

  /// A value; nil when it is not there.
  subscript(_ name: String, _ labels: String = "") -> Double? { families[name]?.values[labels] }
}
