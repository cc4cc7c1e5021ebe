import ArgumentParser
import CommandLineSupport
import FoundationEssentials
import Glibc
import Launching
import Scenario
import Trace

/// Shows a run of processes and concludes it.
struct RunFollower {
  private let isQuiet: Bool
  private let json: String?
  private let record: String?
  private var view: RunView

  init(quiet: Bool, json: String?, record: String?) {
    isQuiet = quiet
    self.json = json
    self.record = record
    view = RunView(isQuiet: quiet)
  }

  /// Says what begins and how to join it.
  mutating func announce(_ scenario: Scenario, attachAt endpoint: String) {
    view.say(RunHeadline.text(scenario))
    if scenario.attendance.open { view.say("attach one more UE: ue-agent --attach \(endpoint) --name auto") }
  }

  /// Makes the run known to `helio status`.
  mutating func announceStatus(
    of topology: String, serverURL: String, serverEndpoint: String, in directory: RunDirectory
  ) {
    do {
      try RunningEmulation.announce(
        topology: topology, serverURL: serverURL, serverEndpoint: serverEndpoint, in: directory)
    } catch {
      view.say("warning: \(error)", evenQuiet: true)
    }
  }

  /// Shows an event.
  mutating func follow(_ event: LaunchEvent) {
    switch event {
    case .started, .ended, .left: break
    case .restarted(let account): view.say("\(account)", evenQuiet: true)
    case .diedAfterTheEnd(let name, let ending):
      view.say("\(name) \(ending.account) when the run was over; nothing is lost", evenQuiet: true)
    case .progress(let progress): view.show(progress)
    case .output(let line): view.say("edge-server: \(line)")
    case .stopping(let reason): view.say(reason, evenQuiet: true)
    // A process that ends when it is asked to is nobody's concern, whichever way it was asked.
    case .signalled(let name, SIGKILL): view.say("\(name) did not stop when it was asked to: killed", evenQuiet: true)
    case .signalled: break
    }
  }

  /// Prints the summary and ends with the status that the outcome asks for.
  mutating func conclude(_ outcome: LaunchOutcome) throws {
    defer { showRecord() }
    switch outcome {
    case .finished(let summary): try show(summary)
    case .interrupted(let summary):
      if let summary { try show(summary) }
      throw ExitCode(ExitStatus.interrupted)
    case .failed(let failures, let summary):
      if let summary { try show(summary) }
      let terminal = Terminal.error
      for failure in failures { terminal.write("\(terminal.red("error:")) \(failure)\n") }
      throw ExitCode(status(failures))
    }
  }

  /// The status of the process that is to blame, where it says what kind of mistake it was.
  private func status(_ failures: [ChildFailure]) -> Int32 {
    guard let ending = failures.first?.ending, ending.isMistake, case .exited(let status) = ending else {
      return ExitStatus.software
    }
    return status
  }

  // With JSON on standard output everything else goes to standard error, so that each can be read by itself.
  private var terminal: Terminal { json == "-" ? Terminal.error : Terminal.output }

  private func showRecord() {
    if let record, !isQuiet, FileManager.default.fileExists(atPath: record) { terminal.write("record: \(record)\n") }
  }

  private func show(_ summary: RunSummary) throws {
    if !isQuiet {
      let table =
        summary.slots > 0 ? [""] + SummaryTable.lines(summary, width: terminal.tableWidth) : [RunHeadline.noSlot]
      terminal.write(table.joined(separator: "\n") + "\n")
    }
    guard let json else { return }
    try JSONFile.write(summary, to: json)
    if json != "-", !isQuiet { terminal.write("JSON: \(json)\n") }
  }
}
