import ArgumentParser
import CommandLineSupport
import FoundationEssentials
import Learning
import Offloading

/// The runs that `scripts/reproduce/offloading` records: a folder for each point, with `tuned.json` of `evaluate policy`,
/// `paper.json` and `mended.json` of learners with the paper's settings where it has them, and a `NAME.history.csv` of each training.
struct OffloadingRuns {
  /// Whose settings the learners had.
  enum Preset: String, CaseIterable {
    /// The default.
    case tuned
    /// As printed.
    case paper
    /// As printed but for the learning rate, which is 3·10⁻⁴ instead of 2·10⁻⁷.
    case mended

    /// In words.
    var title: String {
      switch self {
      case .tuned: "tuned"
      case .paper: "as printed"
      case .mended: "as printed, η = 3·10⁻⁴"
      }
    }
  }

  /// k^T = 8, 12, 16 and 20 with k^I = 32.
  static let words = ["k-word-8", "k-word-12", "base", "k-word-20"]
  /// k^I = 4, 8, 16 and 32 with k^T = 16.
  static let patches = ["k-patch-4", "k-patch-8", "k-patch-16", "base"]
  /// −175 … −155 dBm/Hz.
  static let noises = ["noise-175", "noise-170", "noise-165", "base", "noise-155"]
  /// β = 0.5, and β of (28) with small batteries.
  static let preferences = ["fixed", "dynamic"]

  let folder: String
  /// What was asked for and is not there.
  private(set) var missing: [String] = []
  private var reports: [String: PolicyReport] = [:]

  init(folder: String) { self.folder = folder }

  /// What was played at a point; nil where it is missing.
  ///
  /// - Throws: `ExitCode` 65 for a file of another form, after saying so.
  mutating func report(_ point: String, _ preset: Preset = .tuned) throws -> PolicyReport? {
    let name = "\(point)/\(preset.rawValue).json"
    if let report = reports[name] { return report }
    guard isThere(name) else { return nil }
    do {
      reports[name] = try PolicyReport(reading: "\(folder)/\(name)")
    } catch {
      throw refusal(name, "a report of `helio evaluate policy --json` of this version")
    }
    return reports[name]
  }

  /// The figures of a training; nil where they are missing.
  ///
  /// - Throws: `ExitCode` 65 for a file of another form, after saying so.
  mutating func history(_ point: String, _ algorithm: String, _ preset: Preset) throws -> TrainingHistory? {
    let name = "\(point)/\(algorithm)\(preset == .tuned ? "" : "-\(preset.rawValue)").history.csv"
    guard isThere(name) else { return nil }
    guard let text = try? String(contentsOf: URL(filePath: "\(folder)/\(name)"), encoding: .utf8),
      let history = TrainingHistory(text)
    else { throw refusal(name, "a history of `helio train policy --history`") }
    return history
  }

  private mutating func isThere(_ name: String) -> Bool {
    if FileManager.default.fileExists(atPath: "\(folder)/\(name)") { return true }
    if !missing.contains(name) { missing.append(name) }
    return false
  }

  private func refusal(_ name: String, _ expected: String) -> ExitCode {
    Terminal.error.write(
      "\(Terminal.error.red("error:")) \(folder)/\(name): expected \(expected), found something else. "
        + "Delete it and run scripts/reproduce/offloading again\n")
    return ExitCode(ExitStatus.data)
  }
}

/// What every update of a training came to.
struct TrainingHistory {
  private let columns: [String: [Double]]

  /// Reads a CSV file with a line of headings; nil where it lacks updates or rewards, or has no row.
  init?(_ text: String) {
    let lines = text.split(separator: "\n")
    guard let headings = lines.first?.split(separator: ",").map(String.init) else { return nil }
    let rows = lines.dropFirst().map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) ?? .nan }
    }
    guard !rows.isEmpty, rows.allSatisfy({ $0.count == headings.count }), headings.contains("reward"),
      headings.contains("update")
    else { return nil }
    columns = Dictionary(
      headings.indices.map { column in (headings[column], rows.map { $0[column] }) }, uniquingKeysWith: { $1 })
  }

  /// A column; nil where there is none.
  subscript(_ name: String) -> [Double]? { columns[name] }

  /// What the curves are drawn over: episodes where they were counted, updates otherwise.
  var abscissa: (title: String, values: [Double]) {
    columns["episodes"].map { ("training episodes", $0) } ?? ("updates", columns["update"] ?? [])
  }

  /// The mean reward of each update.
  var rewards: [Double] { columns["reward"] ?? [] }

  /// Where the reward has reached a share of its way from the first to the last tenth, for good; nil: never before the end.
  func arrival(at share: Double) -> Double? {
    let tenth = max(rewards.count / 10, 1)
    guard rewards.count > 2 * tenth else { return nil }
    func mean(_ part: ArraySlice<Double>) -> Double { part.reduce(0, +) / Double(part.count) }
    let (first, last) = (rewards[0], mean(rewards.suffix(tenth)))
    let bar = first + share * (last - first)
    // Means over a few updates, lest the noise of single ones decide.
    let window = max(rewards.count / 30, 1)
    let starts = 0...(rewards.count - window)
    guard let late = starts.last(where: { mean(rewards[$0..<$0 + window]) < bar }) else { return abscissa.values.first }
    return late + window < rewards.count ? abscissa.values[late + window] : nil
  }
}

/// A scheme of Figs. 3 to 7.
enum Scheme: Hashable {
  case search
  case learned(PolicyDescription.Algorithm)
  case fixed(Policy)

  /// All of them, as the key lists them.
  static let all: [Scheme] =
    [.search] + PolicyDescription.Algorithm.allCases.map { .learned($0) } + [
      .fixed(.remote), .fixed(.random), .fixed(.local),
    ]

  /// Whose a line of a report is; nil for none of them.
  init?(_ line: PolicyReport.Line) {
    if let algorithm = line.algorithm {
      self = .learned(algorithm)
    } else if line.policy == PolicyReport.Line.search {
      self = .search
    } else if let policy = Policy(rawValue: line.policy) {
      self = .fixed(policy)
    } else {
      return nil
    }
  }

  /// As the key names it.
  var title: String {
    switch self {
    case .search: "exhaustive search"
    case .learned(let algorithm): algorithm.rawValue.uppercased()
    case .fixed(let policy): policy.rawValue
    }
  }

  /// The number of its colour.
  var colour: Int {
    switch self {
    case .search: 6
    case .learned(let algorithm): [0, 2, 5][(PolicyDescription.Algorithm.allCases.firstIndex(of: algorithm) ?? 0) % 3]
    case .fixed(.remote): 1
    case .fixed(.random): 4
    case .fixed(.local): 3
    }
  }
}

extension PolicyReport {
  /// The lines of a scheme, one for each seed of its training.
  func lines(of scheme: Scheme) -> [Line] { policies.filter { Scheme($0) == scheme } }

  /// The sum QoE of each episode under a scheme, the mean over the seeds of its training; nil where it did not play.
  func sumQoE(of scheme: Scheme) -> [Double]? {
    let lines = lines(of: scheme)
    guard let count = lines.first?.figures.sumQoE.count else { return nil }
    return (0..<count).map { episode in
      lines.reduce(0) { $0 + $1.figures.sumQoE[episode] } / Double(lines.count)
    }
  }
}
