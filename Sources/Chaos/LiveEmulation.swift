public import Launching
public import Scenario
import Synchronization
public import Topology

/// An emulation of processes that can be watched and hurt while it runs: every process is started again when it dies, and
/// a proxy stands between the UEs and the channel emulator and another one between that and the edge server.
///
/// All processes and sockets are gone, and the run's folder is removed, when `stop` or `waitForEnd` has returned.
public final class LiveEmulation: Sendable {
  /// What runs.
  public let scenario: Scenario
  /// The file in which the run is recorded.
  public let record: String
  /// The proxy between the UEs and the channel emulator.
  public let air: InPathProxy
  /// The proxy between the channel emulator and the edge server.
  public let backhaul: InPathProxy
  /// The run's folder: journals, and the logs unless they are kept elsewhere.
  public let folder: String

  let programFolder: String
  /// The ports at which the edge server and the channel emulator themselves listen.
  let listeningPorts: [Hop: UInt16]
  let history: RunHistoryLog
  let launched: LaunchedRun
  private let directory: Mutex<RunDirectory?>

  /// Starts an emulation over TCP on the loopback interface.
  ///
  /// - Parameters:
  ///   - topology: the file.
  ///   - overrides: what counts instead of what it says.
  ///   - record: where the run is recorded: a file that holds no run yet.
  ///   - restart: whether processes that die are started again.
  ///   - logDirectory: a folder for the processes' logs; nil: in the run's folder, gone at the end.
  ///   - programFolder: where the programs are.
  ///   - onEvent: told what happens as it happens, on the emulation's thread.
  /// - Throws: `TopologyError`, `LaunchError`, `ProxyError`.
  public init(
    topology: String, overrides: TopologyOverrides = TopologyOverrides(), record: String,
    restart: RestartPolicy = .onFailure, logDirectory: String? = nil,
    programFolder: String = LaunchPlan.folderOfRunningProgram,
    onEvent: @escaping @Sendable (LaunchEvent) -> Void = { _ in }
  ) throws {
    scenario = try TopologyFile.load(topology, overrides: overrides)
    self.record = record
    self.programFolder = programFolder
    let directory = try RunDirectory()
    let (server, channel) = (try FreePort.find(), try FreePort.find())
    listeningPorts = [.backhaul: server, .air: channel]
    let (beforeServer, beforeChannel) = (try FreePort.find(), try FreePort.find())
    var routes = LaunchRoutes(server: Self.endpoint(server), air: Self.endpoint(channel))
    routes.channelConnects = Self.endpoint(beforeServer)
    routes.uesConnect = Self.endpoint(beforeChannel)
    let plan = try LaunchPlan(
      scenario,
      options: LaunchOptions(
        .topology(topology, overrides), routes: routes, logDirectory: logDirectory, record: record, restart: restart,
        programFolder: programFolder),
      directory: directory)
    folder = directory.path
    self.directory = Mutex(directory)
    backhaul = try InPathProxy(at: beforeServer, to: server)
    do {
      air = try InPathProxy(at: beforeChannel, to: channel)
    } catch {
      backhaul.stop()
      throw error
    }
    let history = RunHistoryLog()
    self.history = history
    launched = LaunchedRun(plan.programs) { event in
      history.take(event)
      onEvent(event)
    }
  }

  deinit {
    // An emulation that nobody has stopped is given up at once.
    launched.stop()
    launched.stop()
    _ = try? waitForEnd()
  }

  private static func endpoint(_ port: UInt16) -> String { "tcp://127.0.0.1:\(port)" }

  /// The proxy of a hop.
  public func proxy(_ hop: Hop) -> InPathProxy { hop == .air ? air : backhaul }

  /// The slot that was committed last; nil before the first.
  public var lastSlot: Int? { history.lastSlot }

  /// Waits until a slot is committed.
  ///
  /// - Parameters:
  ///   - slot: the slot.
  ///   - seconds: how long at most.
  /// - Throws: ``EmulationError`` when the emulation ends or the time passes first.
  public func waitForSlot(_ slot: Int, within seconds: Double = 60) throws(EmulationError) {
    try wait(for: "slot \(slot)", within: seconds) { lastSlot ?? -1 >= slot }
  }

  /// Waits until something is so.
  ///
  /// - Parameters:
  ///   - what: what is waited for, for the message.
  ///   - seconds: how long at most.
  ///   - holds: whether it is so.
  /// - Throws: ``EmulationError`` when the emulation ends or the time passes first.
  public func wait(
    for what: String, within seconds: Double = 60, until holds: () -> Bool
  ) throws(EmulationError) {
    let deadline = Clock.now + seconds
    while !holds() {
      let place = lastSlot.map { "after slot \($0)" } ?? "before the first slot"
      guard !history.isOver else { throw EmulationError("the emulation ended \(place) without \(what)") }
      guard Clock.now < deadline else { throw EmulationError("no \(what) within \(Fault.text(seconds)) s, \(place)") }
      Clock.sleep(0.002)
    }
  }

  /// Kills a process. It is started again, unless the restart policy says otherwise.
  ///
  /// - Parameter name: a UE's name, ``FaultPlan/channel`` or ``FaultPlan/server``.
  /// - Throws: ``EmulationError`` when there is no such process at the moment.
  public func kill(_ name: String) throws(EmulationError) { try send(.kill, to: name) }

  /// Pauses a process until `proceed`.
  public func pause(_ name: String) throws(EmulationError) { try send(.stop, to: name) }

  /// Lets a paused process go on.
  public func proceed(_ name: String) throws(EmulationError) { try send(.proceed, to: name) }

  /// Breaks a hop's connections and refuses new ones for some time.
  ///
  /// - Parameters:
  ///   - hop: which.
  ///   - seconds: how long; this call takes as long.
  public func cut(_ hop: Hop, for seconds: Double) {
    proxy(hop).cut()
    Clock.sleep(seconds)
    proxy(hop).restore()
  }

  private func send(_ signal: ProcessSignal, to name: String) throws(EmulationError) {
    guard launched.processes.send(signal.rawValue, to: name) else {
      let names = launched.processes.identifiers.keys.sorted().joined(separator: ", ")
      throw EmulationError("no process \(name) is running: found \(names.isEmpty ? "none" : names)")
    }
  }

  /// Has the edge server end the run, and waits for the end.
  ///
  /// - Returns: how it went; `.interrupted` with a summary is the usual outcome of a stop.
  /// - Throws: `LaunchError` when a program could not be started.
  @discardableResult
  public func stop() throws(LaunchError) -> LaunchOutcome {
    launched.stop()
    return try waitForEnd()
  }

  /// Waits until the run is over: after its last slot, or when a process has died for good.
  ///
  /// - Returns: how it went.
  /// - Throws: `LaunchError` when a program could not be started.
  @discardableResult
  public func waitForEnd() throws(LaunchError) -> LaunchOutcome {
    defer {
      air.stop()
      backhaul.stop()
      directory.withLock { $0 = nil }
    }
    return try launched.wait()
  }
}

/// What a live emulation did not do.
public struct EmulationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was expected, and what was found.
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}
