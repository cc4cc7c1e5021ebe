public import ArgumentParser
import FoundationEssentials
public import Scenario
public import Trace

/// How progress is told.
public enum ProgressFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
  /// A table on a terminal, plain lines elsewhere.
  case text
  /// One `RunProgress` a line on standard output.
  case json
}

/// Tells of progress, prints the summary at the end and writes it to a file.
public struct ProgressReporter {
  private let format: ProgressFormat
  private let jsonFile: String?
  private let isQuiet: Bool
  private var view: RunView

  /// A reporter.
  ///
  /// - Parameters:
  ///   - format: how progress is told.
  ///   - jsonFile: where the summary is written, `-` for standard output; nil: nowhere.
  ///   - quiet: whether neither progress nor summary is shown.
  public init(format: ProgressFormat, jsonFile: String?, quiet: Bool = false) {
    self.format = format
    self.jsonFile = jsonFile
    isQuiet = quiet
    view = RunView(isQuiet: quiet)
  }

  /// Says what begins, to people.
  public mutating func announce(_ scenario: Scenario) {
    if format == .text { view.say(RunHeadline.text(scenario)) }
  }

  /// Tells of one thing.
  ///
  /// - Throws: `ExitCode` 73 when the summary's file cannot be written.
  public mutating func report(_ progress: RunProgress) throws {
    switch format {
    case .json: try printLine(of: progress)
    case .text: view.show(progress)
    }
    guard case .summary(let summary) = progress else { return }
    if format == .text, !isQuiet {
      let terminal = jsonFile == "-" ? Terminal.error : Terminal.output
      let lines =
        summary.slots > 0 ? [""] + SummaryTable.lines(summary, width: terminal.tableWidth) : [RunHeadline.noSlot]
      terminal.write(lines.joined(separator: "\n") + "\n")
    }
    if let jsonFile { try JSONFile.write(summary, to: jsonFile) }
  }

  private func printLine(of progress: RunProgress) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    StandardStream.output.write([UInt8](try encoder.encode(progress)) + [UInt8(ascii: "\n")])
  }
}
