import ArgumentParser
import CommandLineSupport
import Logging
import Messaging
import Observing
import Offloading
import Protocol
import Quantities
import Radio
import Roles
import Scenario
import Semantics
import Tasks
import Tensors
import UserEquipment

@main
struct UEAgent: Program {
  static let configuration = CommandConfiguration(
    commandName: "ue-agent",
    abstract: "A user equipment: actor, semantic encoder, task queue and battery.",
    discussion: """
      Attaches to the channel emulator of a running emulation, takes part from the next slot boundary on, and leaves at \
      a slot boundary on Ctrl-C. If it cannot attach it says why within two seconds; --wait keeps trying.

      Examples:
        ue-agent --attach tcp://127.0.0.1:7700 --task retrieval --policy remote
        ue-agent --attach tcp://127.0.0.1:7700 --task vqa --policy trained:offloading
        ue-agent --attach tcp://127.0.0.1:7700 --task vqa --tasks 100000 --learn
        ue-agent --attach tcp://127.0.0.1:7700 --name ue-9 --policy local --tasks 50 --wait 60s
      """,
    version: SoftwareVersion.current)

  @Option(help: ArgumentHelp("Where the channel emulator listens.", valueName: "endpoint"))
  var attach: String = "tcp://127.0.0.1:7700"

  @Option(help: "The UE's name; auto takes the lowest free one.")
  var name: String = "auto"

  @Option(help: "How many UEs this process hosts, all with automatic names when more than one.")
  var count: Int = 1

  @Option(help: ArgumentHelp("How long to keep trying to attach, such as 60s.", valueName: "time"))
  var wait: DurationArgument = DurationArgument(seconds: 1.5)

  @Option(
    help: ArgumentHelp(
      "Keep here who this UE is: the same command started again goes on in its place at once.", valueName: "file"))
  var journal: String?

  @OptionGroup var profile: ProfileOptions
  @OptionGroup var models: ModelOptions
  @OptionGroup var security: ConnectingSecurityOptions
  @OptionGroup var observation: ObserveOptions
  @OptionGroup var process: ProcessOptions

  func validate() throws {
    guard (1...10_000).contains(count) else {
      throw ValidationError("--count is \(count), expected 1 to 10000")
    }
    guard count == 1 || name == "auto" else {
      throw ValidationError("--count \(count) needs --name auto: one name is for one UE")
    }
    if name != "auto" { _ = try nameRequest() }
  }

  private func nameRequest() throws -> NameRequest {
    name == "auto" ? .automatic : .exactly(try UEName(name))
  }

  func run() throws {
    let logger = process.logger(named: name == "auto" ? "ue-agent" : name)
    let endpoint = try Endpoint(attach)
    let options = AttachOptions(
      name: try nameRequest(), profile: try profile.wish(), patience: wait.seconds)
    let remembered = try openJournal(logger)
    let members = (0..<count).map { index in
      let entries = remembered?.entries ?? []
      return UserEquipmentRole(
        options: entries.indices.contains(index) ? options.resuming(entries[index]) : options,
        incarnation: UInt64.random(in: 1...UInt64.max))
    }
    // Why there is no connection is said once: as it comes to be known when the wait is long, at its end when it is short.
    var hostLogger = logger
    if wait.seconds < 5 { hostLogger.logLevel = max(.warning, logger.logLevel) }
    // The host gives up a little before the role would: it knows why there is no connection.
    let configuration = try HostConfiguration(
      address: .unnamed,
      up: .init(endpoint: endpoint, security: security.security(), patience: max(0.2, wait.seconds - 0.1)),
      lifeline: process.lifelineDescriptor, handlesSignals: true, logger: hostLogger)
    let board = StatusBoard<FleetStatus>()
    let observed = try observation.begin(
      showing: board, program: "ue-agent", name: name == "auto" ? "ue-agent" : name, logger: logger)
    let (folders, data, size) = (models.folders, models.replacement, count)
    let host = try ProcessHost(
      role: FleetRole(members), configuration: configuration,
      engine: {
        try? setThreads(1)
        let (library, galleries) = (ModelLibrary(folders: folders), GalleryShelf())
        return FleetEngine((0..<size).map { _ in EquipmentEngine(library: library, galleries: galleries, data: data) })
      },
      onNote: { note in
        switch note {
        case .log(let level, let text): logger.log(level: level.asLoggerLevel, "\(text)")
        case .welcomed(let name): logger.info("welcomed as \(name); loading models")
        case .attached(let name, let slot): logger.info("\(name) attached at slot \(slot)")
        case .journal(let entry): try remembered?.remember(entry)
        case .status(let status):
          board.update { fleet in
            var known = fleet.take() ?? FleetStatus()
            known.note(status)
            fleet = known
          }
        }
      })
    try process.exit(with: withExtendedLifetime(observed) { try host.run() }, logger: logger)
  }

  /// A journal that cannot be used is a fault of the command line: status 73, as for any file that cannot be made.
  private func openJournal(_ logger: Logger) throws -> JournalFile? {
    do {
      return try journal.map { try JournalFile($0) }
    } catch {
      logger.error("\(error)")
      throw ExitCode(ExitStatus.cannotCreate)
    }
  }
}
