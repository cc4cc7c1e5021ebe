public import Trace

/// An emulation whose processes a test starts by itself, in the order that it likes.
public final class HandStartedEmulation {
  /// Holds the sockets and the summary.
  public let folder: TestFolder
  /// Where UEs attach.
  public let attachEndpoint: String
  /// Where the channel emulator connects to.
  public let serverEndpoint: String
  private var server: RunningProgram?
  private var others: [RunningProgram] = []

  /// Chooses the places; nothing is started yet.
  ///
  /// - Throws: what the file system throws.
  public init() throws {
    folder = try TestFolder()
    attachEndpoint = folder.endpoint("air")
    serverEndpoint = folder.endpoint("server")
  }

  /// Starts the edge server.
  ///
  /// - Parameters:
  ///   - topology: the file.
  ///   - more: further arguments.
  /// - Returns: the program.
  /// - Throws: what starting it throws.
  @discardableResult
  public func startServer(topology: String, _ more: [String] = []) throws -> RunningProgram {
    let program = try RunningProgram(
      "edge-server",
      ["--topology", topology, "--listen", serverEndpoint, "--json", folder.file("summary.json"), "--lifeline"] + more)
    server = program
    return program
  }

  /// Starts the channel emulator.
  ///
  /// - Returns: the program.
  /// - Throws: what starting it throws.
  @discardableResult
  public func startChannel() throws -> RunningProgram {
    try start("channel-emulator", ["--listen", attachEndpoint, "--server", serverEndpoint, "--lifeline"])
  }

  /// Starts a UE agent that keeps trying to attach.
  ///
  /// - Parameters:
  ///   - name: its UE's name.
  ///   - more: further arguments.
  /// - Returns: the program.
  /// - Throws: what starting it throws.
  @discardableResult
  public func startUE(_ name: String, _ more: [String] = []) throws -> RunningProgram {
    try start("ue-agent", ["--attach", attachEndpoint, "--name", name, "--wait", "90s", "--lifeline"] + more)
  }

  private func start(_ name: String, _ arguments: [String]) throws -> RunningProgram {
    let program = try RunningProgram(name, arguments)
    others.append(program)
    return program
  }

  /// Waits until every process has ended.
  ///
  /// - Returns: what the server wrote.
  /// - Throws: ``ProgramFailure`` when one does not end, or not with status 0.
  public func finish() throws -> RunSummary {
    for program in [server].compactMap(\.self) + others {
      let status = try program.waitForEnd()
      guard status == 0 else { throw ProgramFailure("ended with status \(status):\n\(program.output)") }
    }
    return try RunSummary(file: folder.file("summary.json"))
  }
}
