import ArgumentParser
import CommandLineSupport
import EdgeServer
import InProcess
import Protocol
import Recording
import Roles
import Scenario
import Semantics
import Tensors
import Trace
import UserEquipment

/// `helio replay`: a recorded run again, slot by slot.
struct Replay: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Repeat a recorded run in one process.",
    discussion: """
      What `helio replay --in-process` runs; see `helio replay --help`.
      """)

  @Argument(help: ArgumentHelp("The record.", valueName: "run"))
  var record: String

  @Flag(help: "Compare every slot with the record.")
  var verify = false

  @Option(help: ArgumentHelp("Write the repetition's summary as JSON; - for standard output.", valueName: "file"))
  var json: String?

  @Flag(help: "Tell of each attempt what the task was answered, with what the answer ought to be beside it.")
  var showAnswers = false

  @Flag(help: "Show neither progress nor summary.")
  var quiet = false

  @OptionGroup var models: ModelOptions

  func run() throws {
    do {
      try replay()
    } catch let error as RecordError {
      try refuse("\(error)")
    }
  }

  private func refuse(_ reason: String) throws -> Never {
    Terminal.error.write("\(Terminal.error.red("error:")) \(reason)\n")
    throw ExitCode(ExitStatus.data)
  }

  private func replay() throws {
    let run = try RunRecord(path: record)
    let header = try run.requireRepeatable()
    var recorded: [SlotRecord] = []
    try run.forEachSlot { slot, _ in
      recorded.append(slot)
      return true
    }
    let interruption = Interruption()
    let repetition = try repeated(header, recorded) { interruption.wasRequested }
    if interruption.wasRequested { throw ExitCode(ExitStatus.interrupted) }
    guard verify else { return }
    try judge(recorded, repetition)
  }

  private func repeated(
    _ header: RunHeader, _ recorded: [SlotRecord], shouldStop: @escaping () -> Bool
  ) throws -> [SlotRecord] {
    try setThreads(1)
    var reporter = ProgressReporter(format: .text, jsonFile: json, quiet: quiet)
    var slots: [SlotRecord] = []
    let answers = showAnswers ? try AnswerSheet(header.scenario, replacement: models.replacement) : nil
    let (library, galleries) = (ModelLibrary(folders: models.folders), GalleryShelf())
    var runner = try InProcessRunner(
      scenario: header.scenario,
      serverEngine: ServerEngine(library: library, galleries: galleries, data: models.replacement),
      ueEngine: { _ in EquipmentEngine(library: library, galleries: galleries, data: models.replacement) },
      onServerNote: { note in
        switch note {
        case .progress(let progress): try reporter.report(progress)
        case .committed(let slot):
          slots.append(slot)
          if let answers { try reporter.report(.answers(slot: slot.slot, try answers.reports(of: slot))) }
        case .status: break
        case .ready(let loaded): try ModelUse.requireSame(header.models, loaded.uses, record)
        }
      }, shouldStop: shouldStop, script: ReplayScript(recorded))
    let conclusion = runner.run()
    if let reason = conclusion.failure {
      Terminal.error.write("\(Terminal.error.red("error:")) \(reason)\n")
      throw ExitCode(ExitStatus.of(conclusion))
    }
    return slots
  }

  private func judge(_ recorded: [SlotRecord], _ repetition: [SlotRecord]) throws {
    let different = zip(recorded, repetition).lazy.compactMap { $0.firstDifference(from: $1) }.first
    if let different { try refuse("\(RunDifference.slot(different))") }
    guard recorded.count == repetition.count else {
      try refuse("\(RunDifference.slotCount(recorded: recorded.count, repeated: repetition.count))")
    }
    if !quiet {
      Terminal.output.write(
        "verified: \(recorded.count == 1 ? "the slot is" : "all \(recorded.count) slots are") equal to the last bit\n")
    }
  }
}
