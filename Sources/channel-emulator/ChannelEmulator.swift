import Air
import ArgumentParser
import CommandLineSupport
import Logging
import Messaging
import Observing
import Protocol
import Roles
import Trace

@main
struct ChannelEmulator: Program {
  static let configuration = CommandConfiguration(
    commandName: "channel-emulator",
    abstract: "The air between the UEs and the edge server: path loss, fading and noise.",
    discussion: """
      UEs connect to --listen, the channel connects to --server. It takes its configuration from the edge server and \
      waits until one is there.

      Example:
        channel-emulator --listen tcp://127.0.0.1:7700 --server tcp://127.0.0.1:7701
      """,
    version: SoftwareVersion.current)

  @Option(help: ArgumentHelp("Where UEs connect to.", valueName: "endpoint"))
  var listen: String = "tcp://127.0.0.1:7700"

  @Option(help: ArgumentHelp("Where the edge server listens.", valueName: "endpoint"))
  var server: String = "tcp://127.0.0.1:7701"

  @OptionGroup var listening: ListeningSecurityOptions
  @OptionGroup var connecting: ConnectingSecurityOptions
  @OptionGroup var observation: ObserveOptions
  @OptionGroup var process: ProcessOptions

  func run() throws {
    let logger = process.logger(named: "channel-emulator")
    let configuration = try HostConfiguration(
      address: .channel,
      down: .init(
        endpoint: Endpoint(listen), security: listening.security(), allowInsecure: listening.insecure),
      up: .init(endpoint: Endpoint(server), security: connecting.security()), lifeline: process.lifelineDescriptor,
      handlesSignals: true, logger: logger)
    let board = StatusBoard<AirStatus>()
    let observed = try observation.begin(
      showing: board, program: "channel-emulator", name: "channel-emulator", logger: logger)
    let role = AirRole(incarnation: UInt64.random(in: 1...UInt64.max))
    let host = try ProcessHost(
      role: role, configuration: configuration, engine: { AirEngine() },
      onNote: { note in
        switch note {
        case .log(let level, let text): logger.log(level: level.asLoggerLevel, "\(text)")
        case .status(let status): board.post(status)
        }
      },
      onListening: { logger.info("listening on \($0)") })
    try process.exit(with: withExtendedLifetime(observed) { try host.run() }, logger: logger)
  }
}

/// The channel emulator asks for no work off its thread.
struct AirEngine: Engine {
  mutating func perform(_ work: AirWork) -> AirWork {}
}
