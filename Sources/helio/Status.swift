import ArgumentParser
import CommandLineSupport
import FoundationEssentials
import Glibc
import Launching
import Observing
import Trace

/// `helio status`.
struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what a running emulation is at: its slot, and each UE with state, SNR, queue and last outcome.",
    discussion: """
      Without options it finds the run that helio up started on this machine. The exit status is 0, 64 when several \
      run and none was chosen, and 69 when nobody runs or answers.

      Examples:
        helio status --watch
        helio status --json
        helio status --server http://127.0.0.1:9301
      """)

  @Flag(help: "Show it again every second, until Ctrl-C or the end of the run.")
  var watch = false

  @Flag(help: "Print the status as JSON; with --watch one object a line.")
  var json = false

  @Option(
    name: .customLong("run"),
    help: ArgumentHelp("Which run, by the number of its helio process.", valueName: "number"))
  var chosen: Int32?

  @Option(help: ArgumentHelp("Ask the edge server that answers at this URL.", valueName: "URL"))
  var server: String?

  func validate() throws {
    guard chosen == nil || server == nil else {
      throw ValidationError("--run and --server contradict each other: leave one of them out")
    }
  }

  func run() throws {
    // A reader of the output that goes away is no reason to die of a signal.
    signal(SIGPIPE, SIG_IGN)
    do {
      let source: StatusSource =
        if let server { .server(try StatusClient(url: server)) } else {
          .run(try RunChoice.run(chosen).processIdentifier)
        }
      var view = StatusView(isJSON: json, isRepeated: watch)
      view.show(try source.client().status())
      if watch { try watch(source, &view) }
    } catch let error as ObservingError {
      try fail("\(error)", ExitStatus.unavailable)
    }
  }

  /// Looks once a second until the run is gone. A server that is being started again does not answer for a while.
  private func watch(_ source: StatusSource, _ view: inout StatusView) throws {
    while true {
      sleep(1)
      do {
        view.show(try source.client().status())
      } catch {
        guard source.isRunning else { return view.say("the run is over") }
        view.say("\(error)")
      }
    }
  }

  private func fail(_ words: String, _ status: Int32 = ExitStatus.unavailable) throws -> Never {
    Terminal.error.write("\(Terminal.error.red("error:")) \(words)\n")
    throw ExitCode(status)
  }
}

/// Where the status comes from.
private enum StatusSource {
  /// An edge server somewhere.
  case server(StatusClient)
  /// A run on this machine, by the number of its process: its server may come back at another address.
  case run(Int32)

  /// Whoever is to be asked at present.
  func client() throws(ObservingError) -> StatusClient {
    switch self {
    case .server(let client): return client
    case .run(let number):
      guard let run = Self.find(number) else {
        throw .unreachable(url: "run \(number)", reason: "its helio process has ended")
      }
      return try StatusClient(url: run.serverURL)
    }
  }

  /// Whether it is worth asking again.
  var isRunning: Bool {
    switch self {
    case .server: false
    case .run(let number): Self.find(number) != nil
    }
  }

  private static func find(_ number: Int32) -> RunningEmulation? {
    RunningEmulation.all().first { $0.processIdentifier == number }
  }
}

/// Shows statuses one after another, each in the place of the one before it on a terminal.
private struct StatusView {
  private let terminal = Terminal.output
  private let isJSON: Bool
  private let isRepeated: Bool
  private var drawnLines = 0

  init(isJSON: Bool, isRepeated: Bool) {
    self.isJSON = isJSON
    self.isRepeated = isRepeated
  }

  mutating func show(_ status: RunStatus) {
    if isJSON { return print(status) }
    let redraws = isRepeated && terminal.isInteractive
    // The lines that are no UE's, and one for the cursor.
    let rows = redraws ? max(1, terminal.size.rows - 11) : nil
    let lines = StatusTable.lines(status, rows: rows, paint: terminal.red)
    if redraws, drawnLines > 0 { terminal.write("\u{1B}[\(drawnLines)A\r\u{1B}[J") }
    let isFirst = drawnLines == 0
    drawnLines = lines.count
    terminal.write((redraws || isFirst ? "" : "\n") + lines.joined(separator: "\n") + "\n")
  }

  /// Writes a line below what is shown; with JSON on standard output to standard error.
  mutating func say(_ line: String) {
    (isJSON ? Terminal.error : terminal).write(line + "\n")
    drawnLines += isJSON ? 0 : 1
  }

  private func print(_ status: RunStatus) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if !isRepeated { encoder.outputFormatting.insert(.prettyPrinted) }
    guard let bytes = try? encoder.encode(status) else { return }
    terminal.write(String(decoding: bytes, as: UTF8.self) + "\n")
  }
}
