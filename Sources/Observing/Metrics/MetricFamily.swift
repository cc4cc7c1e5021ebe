/// One metric with its samples, as Prometheus knows it.
public struct MetricFamily: Hashable, Sendable {
  /// How a metric behaves.
  public enum Kind: String, Hashable, Sendable {
    /// Only grows, but for restarts.
    case counter
    /// Goes up and down.
    case gauge
  }

  /// One value.
  public struct Sample: Hashable, Sendable {
    /// What tells it from the others of its family, in their order.
    public var labels: [Label]
    /// The value.
    public var value: Double
  }

  /// A label of a sample.
  public struct Label: Hashable, Sendable {
    /// Letters, digits and underscores.
    public var name: String
    /// Any text.
    public var value: String
  }

  /// The name with the base unit in it; a counter's ends with `_total`.
  public let name: String
  /// How it behaves.
  public let kind: Kind
  /// What it is, in a sentence.
  public let help: String
  /// Its values.
  public var samples: [Sample]

  /// A metric with one value for each combination of labels.
  public init(_ name: String, _ kind: Kind, _ help: String, samples: [Sample] = []) {
    self.name = name
    self.kind = kind
    self.help = help
    self.samples = samples
  }

  /// A metric with one value, or none.
  public init(_ name: String, _ kind: Kind, _ help: String, value: Double?) {
    self.init(name, kind, help, samples: value.map { [Sample(labels: [], value: $0)] } ?? [])
  }
}

extension MetricFamily.Sample {
  /// A value with one label.
  init(_ label: String, _ text: String, _ value: Double) {
    self.init(labels: [.init(name: label, value: text)], value: value)
  }
}

/// The Prometheus text format 0.0.4.
///
/// Source: prometheus.io/docs/instrumenting/exposition_formats, "Text-based format".
enum PrometheusText {
  static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  /// HELP, TYPE and a line for every value; a metric without values is left out.
  static func render(_ families: [MetricFamily]) -> String {
    var text = ""
    for family in families where !family.samples.isEmpty {
      text += "# HELP \(family.name) \(escaped(family.help, quotes: false))\n"
      text += "# TYPE \(family.name) \(family.kind.rawValue)\n"
      for sample in family.samples {
        let labels = sample.labels.map { "\($0.name)=\"\(escaped($0.value, quotes: true))\"" }
        text += family.name + (labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}")
        text += " \(number(sample.value))\n"
      }
    }
    return text
  }

  /// A number as Go's `ParseFloat` reads it; whole numbers without a fraction.
  static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
    if let whole = Int64(exactly: value) { return "\(whole)" }
    return "\(value)"
  }

  private static func escaped(_ text: String, quotes: Bool) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\"" where quotes: result += "\\\""
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
