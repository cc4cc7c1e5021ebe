public import ArgumentParser
import FoundationEssentials
public import Logging
public import Observing

/// Where a process answers those who watch it.
public enum ObservePort: Hashable, Sendable, ExpressibleByArgument, CustomStringConvertible {
  /// Nowhere.
  case off
  /// On a port of 127.0.0.1 that is free.
  case automatic
  /// On this port of 127.0.0.1.
  case port(UInt16)

  /// Reads `off`, `auto` or a number above 0.
  public init?(argument: String) {
    switch argument {
    case "off": self = .off
    case "auto": self = .automatic
    default:
      guard let number = UInt16(argument), number > 0 else { return nil }
      self = .port(number)
    }
  }

  /// As it is written.
  public var description: String {
    switch self {
    case .off: "off"
    case .automatic: "auto"
    case .port(let number): "\(number)"
    }
  }

  /// As it is shown as a default in help texts.
  public var defaultValueDescription: String { description }
}

/// Whether and where a process can be watched.
public struct ObserveOptions: ParsableArguments {
  /// Where the process answers.
  @Option(
    help: ArgumentHelp(
      "Answer /healthz and /metrics, and the edge server /status, on this port of 127.0.0.1: a number, auto for a free "
        + "one, or off.", valueName: "port"))
  public var observe: ObservePort = .off

  /// Where its address is written.
  @Option(help: ArgumentHelp("Keep the address in this file, as a target for Prometheus (file_sd).", valueName: "file"))
  public var observeFile: String?

  /// No options yet.
  public init() {}

  /// Begins to answer if the options say so.
  ///
  /// - Parameters:
  ///   - board: where the process puts its status.
  ///   - program: the program's name.
  ///   - name: the process's name: `edge-server`, `channel-emulator` or the UE's.
  ///   - logger: where the address, or what is wrong, is written.
  /// - Returns: what answers until it is let go; nil when nothing does.
  /// - Throws: `ExitCode` 69 when the port cannot be had or the file cannot be written.
  public func begin(
    showing board: StatusBoard<some Observation>, program: String, name: String, logger: Logger
  ) throws -> ObservedProcess? {
    let port: UInt16
    switch observe {
    case .off: return nil
    case .automatic: port = 0
    case .port(let number): port = number
    }
    do throws(ObservingError) {
      let listener = try StatusListener(port: port, pages: StatusPages(program: program, board: board))
      let process = try ObservedProcess(listener, file: observeFile, labels: ["program": program, "process": name])
      logger.info("observed at \(listener.url)")
      return process
    } catch {
      logger.error("\(error)")
      throw ExitCode(ExitStatus.unavailable)
    }
  }
}

/// A process that can be watched as long as this is kept.
public final class ObservedProcess {
  /// Where it answers.
  public var url: String { listener.url }
  private let listener: StatusListener
  private let file: String?

  /// One entry of a file that Prometheus finds targets in.
  private struct Target: Encodable {
    var targets: [String]
    var labels: [String: String]
  }

  init(_ listener: StatusListener, file: String?, labels: [String: String]) throws(ObservingError) {
    self.listener = listener
    self.file = file
    guard let file else { return }
    let target = Target(targets: [String(listener.url.dropFirst("http://".count))], labels: labels)
    do {
      let folder = URL(filePath: file).deletingLastPathComponent().path
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try JSONEncoder().encode([target]).write(to: URL(filePath: file), options: .atomic)
    } catch {
      throw .cannotWrite(file: file)
    }
  }

  deinit {
    listener.stop()
    if let file { try? FileManager.default.removeItem(atPath: file) }
  }
}
