import FoundationEssentials
public import Scenario
public import Topology

/// How the processes of one machine reach one another.
public enum Transport: String, Hashable, Sendable, CaseIterable {
  /// Sockets in the run's folder.
  case ipc
  /// The loopback interface.
  case tcp
}

/// What a command line says about the processes of a run.
public struct LaunchOptions: Hashable, Sendable {
  /// The topology's file.
  public var topology: String
  /// What overrides the file.
  public var overrides: TopologyOverrides
  /// How the processes reach one another.
  public var transport: Transport
  /// Where UEs attach; nil: chosen by the transport.
  public var listen: String?
  /// Where the logs go; nil: into the run's folder, which is removed at the end.
  public var logDirectory: String?
  /// Where the server records the run; nil: nowhere.
  public var record: String?
  /// Whether processes that die are started again.
  public var restart: RestartPolicy
  /// Whether the processes can be watched, each on a port of its own.
  public var observes: Bool
  /// UEs that are started later than the others, by name, s.
  public var startLate: [String: Double]
  /// Where the programs are.
  public var programFolder: String

  /// Makes options for a topology.
  public init(
    topology: String, overrides: TopologyOverrides = TopologyOverrides(), transport: Transport = .ipc,
    listen: String? = nil, logDirectory: String? = nil, record: String? = nil, restart: RestartPolicy = .never,
    observes: Bool = false,
    startLate: [String: Double] = [:], programFolder: String = LaunchPlan.folderOfRunningProgram
  ) {
    self.topology = topology
    self.overrides = overrides
    self.transport = transport
    self.listen = listen
    self.logDirectory = logDirectory
    self.record = record
    self.restart = restart
    self.observes = observes
    self.startLate = startLate
    self.programFolder = programFolder
  }
}

/// The processes of a run and where to attach.
public struct LaunchPlan: Hashable, Sendable {
  /// The edge server, which leads, the channel emulator, and one process for each UE.
  public let programs: [ChildProgram]
  /// Where UEs attach.
  public let attachEndpoint: String

  /// Plans the processes of a scenario.
  ///
  /// - Parameters:
  ///   - scenario: what the topology says, overrides applied.
  ///   - options: what the command line says.
  ///   - directory: the run's folder.
  /// - Throws: `LaunchError` for a program that is not there, a late UE that does not exist, or no free port.
  public init(_ scenario: Scenario, options: LaunchOptions, directory: RunDirectory) throws(LaunchError) {
    func executable(_ name: String) throws(LaunchError) -> String {
      let path = "\(options.programFolder)/\(name)"
      guard FileManager.default.isExecutableFile(atPath: path) else {
        throw LaunchError(
          "\(name) is not in \(options.programFolder), where it is expected; build all programs with `swift build`")
      }
      return path
    }
    for name in options.startLate.keys.sorted() where !scenario.ues.contains(where: { $0.name == name }) {
      throw LaunchError("--start-late names \(name), which is no UE of the topology", kind: .commandLine)
    }
    let logs = options.logDirectory
    let environment = ChildEnvironment.variables(scenario.numerics)
    let server = try Self.endpoint("server", options.transport, directory)
    var attach = options.listen ?? ""
    if attach.isEmpty { attach = try Self.endpoint("air", options.transport, directory) }
    let restart: Restart = options.restart == .onFailure ? .onFailure : .never
    func program(
      _ name: String, _ executable: String, _ arguments: [String], delay: Double = 0, mayLeave: Bool = false,
      restart: Restart = restart
    ) -> ChildProgram {
      let observed = options.observes ? ["--observe", "auto", "--observe-file", directory.target(name)] : []
      return ChildProgram(
        name: name, executable: executable, arguments: arguments + observed + ["--lifeline"], environment: environment,
        logPath: logs.map { "\($0)/\(name).log" } ?? directory.log(name), delay: delay, mayLeave: mayLeave,
        restart: restart)
    }
    let agent = try executable("ue-agent")
    let files = Self.fileArguments(options.overrides)
    var programs = [
      program(
        "edge-server", try executable("edge-server"),
        ["--topology", options.topology, "--listen", server, "--progress", "json"]
          + Self.overrideArguments(options.overrides) + (options.record.map { ["--record", $0] } ?? []) + files,
        restart: options.record == nil && restart == .onFailure ? .impossible(because: Self.unrecorded) : restart),
      program("channel-emulator", try executable("channel-emulator"), ["--listen", attach, "--server", server]),
    ]
    for ue in scenario.ues {
      let journal = restart == .onFailure ? ["--journal", directory.journal(ue.name)] : []
      programs.append(
        program(
          ue.name, agent, ["--attach", attach, "--name", ue.name, "--wait", "60s"] + journal + files,
          delay: options.startLate[ue.name] ?? 0, mayLeave: true))
    }
    self.programs = programs
    attachEndpoint = attach
  }

  /// The folder of the program that asks.
  public static var folderOfRunningProgram: String {
    let path = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "."
    return URL(filePath: path).deletingLastPathComponent().path
  }

  private static let unrecorded =
    "it cannot be started again, because what it knew is in no record: leave out --no-record to have one"

  private static func endpoint(
    _ name: String, _ transport: Transport, _ directory: RunDirectory
  ) throws(LaunchError) -> String {
    switch transport {
    case .ipc: return directory.endpoint(name)
    case .tcp:
      do throws(SystemError) {
        return "tcp://127.0.0.1:\(try FreePort.find())"
      } catch {
        throw LaunchError("no TCP port for the \(name): \(error)")
      }
    }
  }

  private static func overrideArguments(_ overrides: TopologyOverrides) -> [String] {
    var arguments: [String] = []
    if let seed = overrides.seed { arguments += ["--seed", String(seed)] }
    switch overrides.slots {
    case nil: break
    case .exactly(let count): arguments += ["--slots", String(count)]
    case .unlimited: arguments += ["--slots", "unlimited"]
    }
    if let clock = overrides.clock { arguments += ["--clock", clock.rawValue] }
    if let ues = overrides.ues { arguments += ["--ues", String(ues)] }
    return arguments
  }

  private static func fileArguments(_ overrides: TopologyOverrides) -> [String] {
    var arguments: [String] = []
    if let data = overrides.data { arguments += ["--data", data] }
    if let models = overrides.modelsDirectory { arguments += ["--models", models] }
    return arguments
  }
}
