import ArgumentParser
import CommandLineSupport
import Conformance
import FoundationEssentials
import Plotting
import Synchronization

/// `helio channel verify`.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Measure channel models, modulations and decoders, and judge them by theory and published references.",
    discussion: """
      No emulation has to run. The same seed gives the same numbers on any number of threads. docs/channel.md explains \
      the bands and has a full run's figures. The exit status is 0 when every check passed and 1 when one failed.

      Examples:
        helio channel verify --quick
        helio channel verify --json channel.json --figures figures/
      """)

  @Flag(help: "Measure a tenth and less: less than a minute instead of ten, with wider bands.")
  var quick = false

  @Option(help: "The seed of every random number.")
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("Write all numbers as JSON; - for standard output.", valueName: "file"))
  var json: String?

  @Option(
    help: ArgumentHelp(
      "Draw figures into this folder, as PNG and as scripts to draw them again; needs gnuplot.", valueName: "folder"))
  var figures: String?

  @Option(help: "On how many threads. Default: as many as there are processors.")
  var threads: Int?

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads is \(threads), expected 1 to 1024")
    }
  }

  // With JSON on standard output everything else goes to standard error, so that each can be read by itself.
  private var terminal: Terminal { json == "-" ? Terminal.error : Terminal.output }

  func run() throws {
    // What stands in the way is said before the measurement, not after it.
    try JSONFile.check(json)
    let plotter = try figures.map { try Plotter(folder: $0) }
    let start = ContinuousClock.now
    let report = measure()
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    if let json { try JSONFile.write(report, to: json) }
    let terminal = terminal
    terminal.write(VerificationTable.text(report, on: terminal))
    if let plotter {
      for path in try plotter.draw(ConformanceFigure.figures(of: report)) { terminal.write("figure: \(path)\n") }
    }
    terminal.write(VerificationTable.verdict(report, seconds: seconds, on: terminal) + "\n")
    if !report.isSound { throw ExitCode(ExitStatus.checkFailed) }
  }

  private func measure() -> ConformanceReport {
    let progress = Mutex(ProgressLine(total: 100, unit: "%"))
    progress.withLock { $0.show(0) }
    let verification = Verification(quick ? .quick : .full, seed: seed)
    let report = verification.run(threads: threads ?? ProcessInfo.processInfo.activeProcessorCount) { reached in
      progress.withLock { $0.show(Int(reached.fraction * 100), details: reached.subject.words) }
    }
    return report
  }
}

extension ConformanceSubject {
  /// What the progress says that it is about.
  fileprivate var words: String {
    switch self {
    case .bitErrorRate: "bit-error rates"
    case .distribution: "distributions"
    case .clarkeAutocorrelation, .gaussMarkovAutocorrelation, .shadowingAutocorrelation: "autocorrelations"
    case .signalToNoiseRatio: "signal-to-noise ratios"
    case .frameErrorRate, .waterfallPosition: "frame-error rates"
    }
  }
}
