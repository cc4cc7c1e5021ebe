public import Topology

/// How the processes of one machine reach one another.
public enum Transport: String, Hashable, Sendable, CaseIterable {
  /// Sockets in the run's folder.
  case ipc
  /// The loopback interface.
  case tcp
}

/// What the edge server of a run is told to run.
public enum LaunchSource: Hashable, Sendable {
  /// A topology's file, and what overrides it.
  case topology(String, TopologyOverrides)
  /// A recorded run again: its record, how often each UE came, by name, and where data and models lie.
  case replay(record: String, stays: [String: Int], data: [String], modelFolders: [String]?)
}

/// Where the processes of a run listen and connect to. What somebody connects to need not be where the other side
/// listens: something may stand in between.
public struct LaunchRoutes: Hashable, Sendable {
  /// Where the edge server listens.
  public var serverListens: String
  /// Where the channel emulator connects to.
  public var channelConnects: String
  /// Where the channel emulator listens.
  public var channelListens: String
  /// Where UEs attach.
  public var uesConnect: String

  /// Direct routes.
  ///
  /// - Parameters:
  ///   - server: where the edge server listens.
  ///   - air: where the channel emulator listens.
  public init(server: String, air: String) {
    serverListens = server
    channelConnects = server
    channelListens = air
    uesConnect = air
  }
}

/// What a command line says about the processes of a run.
public struct LaunchOptions: Hashable, Sendable {
  /// What the server runs.
  public var source: LaunchSource
  /// How the processes reach one another.
  public var transport: Transport
  /// Where UEs attach; nil: chosen by the transport.
  public var listen: String?
  /// Where each process listens and connects to; nil: as the transport and `listen` say.
  public var routes: LaunchRoutes?
  /// Where the logs go; nil: into the run's folder, which is removed at the end.
  public var logDirectory: String?
  /// Where the server records the run; nil: nowhere.
  public var record: String?
  /// Whether processes that die are started again.
  public var restart: RestartPolicy
  /// Whether the processes can be watched, each on a port of its own.
  public var observes: Bool
  /// Whether the server tells what each task was answered, and what it ought to have been.
  public var showsAnswers: Bool
  /// UEs that are started later than the others, by name, s.
  public var startLate: [String: Double]
  /// Where the programs are.
  public var programFolder: String

  /// Makes options for what the server runs.
  public init(
    _ source: LaunchSource, transport: Transport = .ipc, listen: String? = nil, routes: LaunchRoutes? = nil,
    logDirectory: String? = nil, record: String? = nil, restart: RestartPolicy = .never, observes: Bool = false,
    showsAnswers: Bool = false, startLate: [String: Double] = [:],
    programFolder: String = LaunchPlan.folderOfRunningProgram
  ) {
    self.source = source
    self.transport = transport
    self.listen = listen
    self.routes = routes
    self.logDirectory = logDirectory
    self.record = record
    self.restart = restart
    self.observes = observes
    self.showsAnswers = showsAnswers
    self.startLate = startLate
    self.programFolder = programFolder
  }
}
