import FoundationEssentials
public import Scenario
import Topology

/// The processes of a run and where to attach.
public struct LaunchPlan: Hashable, Sendable {
  /// The edge server, which leads, the channel emulator, and one process for each UE.
  public let programs: [ChildProgram]
  /// Where UEs attach.
  public let attachEndpoint: String
  /// Where the edge server listens to the channel emulator and to operators.
  public let serverEndpoint: String

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
    let ues = Self.ues(of: options.source, scenario)
    for name in options.startLate.keys.sorted() where !ues.contains(where: { $0.name == name }) {
      throw LaunchError("--start-late names \(name), which is no UE of the topology", kind: .commandLine)
    }
    let logs = options.logDirectory
    let environment = ChildEnvironment.variables(scenario.numerics)
    let routes = try Self.routes(options, directory)
    let restart: Restart = options.restart == .onFailure ? .onFailure : .never
    func program(
      _ name: String, _ executable: String, _ arguments: [String], delay: Double = 0, mayLeave: Bool = false,
      restart: Restart = restart, stays: Int = 1
    ) -> ChildProgram {
      let observed = options.observes ? ["--observe", "auto", "--observe-file", directory.target(name)] : []
      return ChildProgram(
        name: name, executable: executable, arguments: arguments + observed + ["--lifeline"], environment: environment,
        logPath: logs.map { "\($0)/\(name).log" } ?? directory.log(name), delay: delay, mayLeave: mayLeave,
        restart: restart, stays: stays)
    }
    let agent = try executable("ue-agent")
    let files = Self.fileArguments(options.source)
    var programs = [
      program(
        "edge-server", try executable("edge-server"),
        Self.sourceArguments(options.source) + ["--listen", routes.serverListens, "--progress", "json"]
          + (options.showsAnswers ? ["--show-answers"] : []) + Self.overrideArguments(options.source)
          + (options.record.map { ["--record", $0] } ?? []) + files,
        restart: options.record == nil && restart == .onFailure ? .impossible(because: Self.unrecorded) : restart),
      program(
        "channel-emulator", try executable("channel-emulator"),
        ["--listen", routes.channelListens, "--server", routes.channelConnects]),
    ]
    for ue in ues {
      let journal = restart == .onFailure ? ["--journal", directory.journal(ue.name)] : []
      programs.append(
        program(
          ue.name, agent, ["--attach", routes.uesConnect, "--name", ue.name, "--wait", "60s"] + journal + files,
          delay: options.startLate[ue.name] ?? 0, mayLeave: true, stays: ue.stays))
    }
    self.programs = programs
    attachEndpoint = routes.uesConnect
    serverEndpoint = routes.serverListens
  }

  /// The folder of the program that asks.
  public static var folderOfRunningProgram: String {
    let path = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "."
    return URL(filePath: path).deletingLastPathComponent().path
  }

  private static let unrecorded =
    "it cannot be started again, because what it knew is in no record: leave out --no-record to have one"

  private static func ues(of source: LaunchSource, _ scenario: Scenario) -> [(name: String, stays: Int)] {
    switch source {
    case .topology: scenario.ues.map { ($0.name, 1) }
    case .replay(_, let stays, _, _): stays.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
  }

  private static func routes(
    _ options: LaunchOptions, _ directory: RunDirectory
  ) throws(LaunchError) -> LaunchRoutes {
    if let routes = options.routes { return routes }
    let server = try endpoint("server", options.transport, directory)
    if let listen = options.listen { return LaunchRoutes(server: server, air: listen) }
    return LaunchRoutes(server: server, air: try endpoint("air", options.transport, directory))
  }

  private static func endpoint(
    _ name: String, _ transport: Transport, _ directory: RunDirectory
  ) throws(LaunchError) -> String {
    switch transport {
    case .ipc: directory.endpoint(name)
    case .tcp: "tcp://127.0.0.1:\(try FreePort.find())"
    }
  }

  private static func sourceArguments(_ source: LaunchSource) -> [String] {
    switch source {
    case .topology(let file, _): ["--topology", file]
    case .replay(let record, _, _, _): ["--replay", record]
    }
  }

  private static func overrideArguments(_ source: LaunchSource) -> [String] {
    if case .topology(_, let overrides) = source { overrides.scenarioArguments } else { [] }
  }

  private static func fileArguments(_ source: LaunchSource) -> [String] {
    switch source {
    case .topology(_, let overrides): overrides.fileArguments
    case .replay(_, _, let data, let models): TopologyOverrides(data: data, modelFolders: models).fileArguments
    }
  }
}
