import Modem
import Scenario
import Tasks

/// The keys of `digital`, as the file writes them.
struct DigitalDraft: Sendable {
  /// What the bytes are.
  enum Source: String, CaseIterable, Sendable {
    case features
    case jpeg
  }

  /// Nil until it is read.
  var code: CodeName?
  var modulation = Modulation.qam16
  var source = Source.features
  var bits = 8
  var quality = 75

  /// What holds while nothing is written.
  init() {}

  init(_ transmission: DigitalTransmission) {
    code = transmission.configuration.code
    modulation = transmission.configuration.modulation
    switch transmission.source {
    case .features(let bits): self.bits = bits
    case .jpeg(let quality): (source, self.quality) = (.jpeg, quality)
    }
  }

  /// What the draft says; nil without a code.
  var transmission: DigitalTransmission? {
    code.map { code in
      DigitalTransmission(
        configuration: DigitalConfiguration(code: code, modulation: modulation),
        source: source == .jpeg ? .jpeg(quality: quality) : .features(bits: bits))
    }
  }
}

extension Schema {
  static let digital = Section<DigitalDraft>([
    Entry("code", \.code, .code, isRequired: true, "The LDPC code of each block, docs/modem.md"),
    Entry("modulation", \.modulation, .choice(), isRequired: true, "How the coded bits become symbols"),
    Entry(
      "source", \.source, .choice(),
      "What the bytes are: the semantic encoder's quantised `features`, or the picture as a `jpeg` file"),
    Entry(
      "bits", \.bits, .integer(limits(DigitalTransmission.featureBits)), ofSource: .features,
      "Bits of a quantised feature"),
    Entry(
      "quality", \.quality, .integer(limits(Picture.jpegQualities)), ofSource: .jpeg, "The quality of the JPEG file"),
  ])

  /// The keys that belong to one source alone.
  static let sourceKeys: [(key: String, source: DigitalDraft.Source)] = [("bits", .features), ("quality", .jpeg)]

  private static func limits(_ range: ClosedRange<Int>) -> Limits<Int> {
    .from(range.lowerBound, to: range.upperBound)
  }
}

extension Entry where Root == DigitalDraft {
  /// A key that only the mappings of one source have.
  fileprivate init(
    _ name: String, _ property: any WritableKeyPath<DigitalDraft, Int> & Sendable, _ form: Form<Int>,
    ofSource source: DigitalDraft.Source, _ summary: String
  ) {
    let entry = Entry(name, property, form, summary)
    self.init(
      name: name, expected: "\(entry.expected), with `source: \(source.rawValue)`", summary: summary, read: entry.read,
      write: { $0.source == source || $0.code == nil ? entry.write($0) : nil })
  }
}

extension Form where Value == CodeName? {
  /// The name of a code.
  static var code: Form {
    let expected =
      "`802.11n-LENGTH-RATE` (648, 1296 or 1944; 1/2, 2/3, 3/4 or 5/6), `802.16e-576-1/2`, or `nr-bg1-LENGTH-RATE` or "
      + "`nr-bg2-LENGTH-RATE` as in `nr-bg1-3168-2/3`"
    return Form(
      expected: expected,
      read: { field, _, log in
        guard let text = field.node.text else {
          log.add(field, expected: expected)
          return nil
        }
        do throws(CodeNameError) {
          return try CodeName(parsing: text)
        } catch {
          let advice =
            error.fault == .unknown
            ? Spelling.didYouMean(text, among: CodeName.listed.map(\.description)) : "\(error)"
          log.add(field, expected: expected, suggestion: advice)
          return nil
        }
      },
      write: { $0?.description ?? "" })
  }
}

extension Form where Value == DigitalTransmission? {
  /// `analogue`, or a mapping with `digital`.
  static var transceiver: Form {
    let expected = "`analogue`, or a mapping `{ digital: { code: 802.11n-1944-2/3, modulation: 16qam } }`"
    return Form(
      expected: expected,
      read: { field, _, log in
        if field.node.text == "analogue" { return .some(nil) }
        guard case .mapping(let pairs) = field.node.content, pairs.count == 1, pairs[0].key == "digital" else {
          let word = field.node.text ?? ""
          log.add(field, expected: expected, suggestion: Spelling.didYouMean(word, among: ["analogue"]))
          return nil
        }
        return digital(field.child("digital", pairs[0].value), log).map { .some($0) }
      },
      write: { $0.map { "{ digital: \(Schema.digital.write(DigitalDraft($0))) }" } ?? "analogue" })
  }

  private static func digital(_ field: Field, _ log: FaultLog) -> DigitalTransmission? {
    guard let draft = Schema.digital.read(field, over: DigitalDraft(), log: log) else { return nil }
    if case .mapping(let pairs) = field.node.content {
      for (key, source) in Schema.sourceKeys where source != draft.source {
        guard let pair = pairs.first(where: { $0.key == key }) else { continue }
        let other = Schema.sourceKeys.first { $0.source == draft.source }?.key ?? ""
        log.add(
          at: pair.keyPlace, key: field.child(key, pair.value).path,
          found: "`\(key)` with `source: \(draft.source.rawValue)`",
          expected: "it with `source: \(source.rawValue)` alone",
          suggestion: "write `\(other)`, or leave it out")
      }
    }
    guard let transmission = draft.transmission else { return nil }
    if let fault = transmission.fault {
      log.add(
        at: field.node.place, key: field.child("code", field.node).path, found: "a code that is too short",
        expected: "one with room for a byte and its CRC", suggestion: fault)
      return nil
    }
    return transmission
  }
}
