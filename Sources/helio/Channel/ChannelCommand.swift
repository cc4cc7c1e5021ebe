import ArgumentParser
import CommandLineSupport
import FoundationEssentials
import Quantities
import Radio
import Scenario
import Topology

/// `helio channel`.
struct ChannelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "channel", abstract: "Show and change the channels of a running emulation; verify the models.",
    discussion: """
      What is set holds from the next slot on, is recorded, and a replay repeats it.

      Examples:
        helio channel show
        helio channel set --ue ue-2 --extra-loss "20 dB"
        helio channel set --all --fading none --message-loss 0.1
        helio channel reset --ue ue-2
        helio channel verify --quick
      """,
    subcommands: [Show.self, Set.self, Reset.self, VerifyCommand.self])

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show the channel of each UE and what is set by hand.")

    @OptionGroup var target: ChannelTarget

    func run() throws { try target.ask(.show) }
  }

  struct Set: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Set values by hand; those that are not named stay as they are.")

    @OptionGroup var target: ChannelTarget
    @OptionGroup var values: ChannelValues

    func validate() throws {
      try target.requireWhom()
      _ = try values.settings()
    }

    func run() throws { try target.ask(.set(try values.settings())) }
  }

  struct Reset: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take values set by hand back; all unless some are named.")

    @Argument(help: ArgumentHelp("What to take back.", valueName: "setting"))
    var settings: [ChannelSetting] = []

    @OptionGroup var target: ChannelTarget

    func validate() throws { try target.requireWhom() }

    func run() throws { try target.ask(.reset(settings)) }
  }
}

/// Shows what an edge server answers about channels.
enum ChannelView {
  /// Prints the answer, or says what is wrong and ends with status 64.
  static func show(_ reply: ChannelReply, asJSON: Bool, isChange: Bool) throws {
    switch reply {
    case .channels(let report):
      if asJSON {
        Terminal.output.write(String(decoding: try CanonicalJSON.encode(report), as: UTF8.self) + "\n")
      } else {
        Terminal.output.write(lines(report, isChange: isChange).joined(separator: "\n") + "\n")
      }
    case .unknownUE(let name, let known):
      guard !known.isEmpty else { try fail("no UE has attached yet: the run waits for its first slot") }
      let nearest = Spelling.didYouMean(name, among: known) ?? "there are \(known.joined(separator: ", "))"
      try fail("there is no UE \(name) in this run; \(nearest)")
    case .refused(let reason): try fail(reason)
    }
  }

  private static func fail(_ words: String) throws -> Never {
    Terminal.error.write("\(Terminal.error.red("error:")) \(words)\n")
    throw ExitCode(ExitStatus.usage)
  }

  private static func lines(_ report: ChannelReport, isChange: Bool) -> [String] {
    var table = TextTable([
      .init("UE", .left), .init("dist. (m)", .right), .init("loss (dB)", .right), .init("SNR (dB)", .right),
      .init("set by hand", .left),
    ])
    for line in report.lines.sorted(by: { NaturalOrder.precedes($0.ue, $1.ue) }) {
      table.add([
        line.ue, FixedPoint.text(line.distance?.value, decimals: 1), FixedPoint.text(line.loss?.value, decimals: 1),
        FixedPoint.text(line.snr?.value, decimals: 1), words(line.settings),
      ])
    }
    var lines = table.lines(within: StatusTable.width)
    if !report.later.isEmpty { lines.append("UEs that attach later: \(words(report.later))") }
    if isChange { lines.append("in force from slot \(report.slot) on") }
    return lines
  }

  private static func words(_ settings: ChannelSettings) -> String {
    var words: [String] = []
    let link = settings.link
    if let loss = link.extraLoss { words.append("extra-loss \(loss)") }
    if let loss = link.pathLoss { words.append("path-loss \(loss)") }
    if let noise = link.noiseDensity { words.append("noise \(noise)") }
    if let fading = link.fading { words.append("fading \(word(of: fading))") }
    if let doppler = link.doppler { words.append("doppler \(doppler)") }
    if let position = link.position { words.append("position \(position.x), \(position.y)") }
    if let outage = link.isOutage { words.append("outage \(outage ? "on" : "off")") }
    if let loss = settings.messages?.loss { words.append("message-loss \(loss)") }
    if let delay = settings.messages?.delay { words.append("message-delay \(delay)") }
    if let twice = settings.messages?.duplication { words.append("message-duplication \(twice)") }
    return words.isEmpty ? "–" : words.joined(separator: ", ")
  }

  private static func word(of fading: SmallScaleFading) -> String {
    switch fading {
    case .none: "none"
    case .rayleigh: "rayleigh"
    case .flat(let flat):
      if case .rician(let factor, _) = flat.distribution { "rician, K = \(factor)" } else { "varying" }
    case .tappedDelayLine: "tapped delay line"
    }
  }
}
