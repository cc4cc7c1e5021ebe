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
    abstract: "Repeat a recorded run in one process, joins, leaves and lost leases included.",
    discussion: """
      Who came and went is taken from the record; everything else comes about again from topology and seed. With \
      --verify every slot is compared with the record, and the first difference is named: slot, UE, field, both values. \
      The exit status is then 65 when there is one. Runs under the realtime clock promise no digest and are refused.

      Example:
        helio replay runs/quickstart-2026-11-21T10-00-00Z.sqlite --verify
      """)

  @Argument(help: ArgumentHelp("The record.", valueName: "run"))
  var record: String

  @Flag(help: "Compare every slot with the record.")
  var verify = false

  @Option(help: ArgumentHelp("Write the repetition's summary as JSON; - for standard output.", valueName: "file"))
  var json: String?

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
    let header = try run.header()
    guard header.scenario.clock == .virtual else {
      try refuse("\(record) was recorded under the realtime clock, in which wall time decides: it cannot be repeated")
    }
    _ = try run.verifyChain()
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
    let (library, galleries) = (ModelLibrary(folder: models.directory), GalleryShelf())
    var runner = try InProcessRunner(
      scenario: header.scenario,
      serverEngine: ServerEngine(library: library, galleries: galleries, data: models.data),
      ueEngine: { _ in EquipmentEngine(library: library, galleries: galleries, data: models.data) },
      onServerNote: { note in
        switch note {
        case .progress(let progress): try reporter.report(progress)
        case .committed(let slot): slots.append(slot)
        case .answered, .status: break
        case .ready(let loaded):
          guard header.models.map(\.digest).contains(loaded.modelDigest) else {
            throw OtherModel(record: record, recorded: header.models, found: loaded.modelDigest)
          }
        }
      }, shouldStop: shouldStop, script: ReplayScript(recorded))
    if case .failed(let reason) = runner.run() {
      Terminal.error.write("\(Terminal.error.red("error:")) \(reason)\n")
      throw ExitCode(ExitStatus.unavailable)
    }
    return slots
  }

  private func judge(_ recorded: [SlotRecord], _ repetition: [SlotRecord]) throws {
    for (left, right) in zip(recorded, repetition) {
      if let difference = left.firstDifference(from: right) { try refuse("the repetition differs: \(difference)") }
    }
    guard recorded.count == repetition.count else {
      try refuse("the record has \(recorded.count) slots, the repetition \(repetition.count)")
    }
    if !quiet { Terminal.output.write("verified: all \(recorded.count) slots are equal to the last bit\n") }
  }
}

/// The model at hand is not the one of the record.
struct OtherModel: Error, CustomStringConvertible {
  let record: String
  let recorded: [ModelUse]
  let found: String

  var description: String {
    let uses = recorded.map { "\($0.name) \($0.digest.prefix(12))…" }.joined(separator: ", ")
    return "\(record) was made with the model \(uses), the one at hand is \(found.prefix(12))…: "
      + "name the folder of the former with --models"
  }
}
