public import ArgumentParser
import CommandLineSupport
import Launching
import Messaging
import Quantities
import Radio
public import Scenario

/// Which run, and which UE of it.
struct ChannelTarget: ParsableArguments {
  @Option(help: ArgumentHelp("The UE.", valueName: "name"))
  var ue: String?

  @Flag(help: "All UEs, also those that attach later.")
  var all = false

  @Option(
    name: .customLong("run"),
    help: ArgumentHelp("Which run, by the number of its helio process.", valueName: "number"))
  var chosen: Int32?

  @Option(help: ArgumentHelp("Ask the edge server that listens here.", valueName: "endpoint"))
  var server: String?

  @Flag(help: "Print the answer as JSON.")
  var json = false

  @OptionGroup var security: ConnectingSecurityOptions

  func validate() throws {
    guard chosen == nil || server == nil else {
      throw ValidationError("--run and --server contradict each other: leave one of them out")
    }
    guard ue == nil || !all else {
      throw ValidationError("--ue and --all contradict each other: leave one of them out")
    }
  }

  /// A command that changes something says for whom.
  func requireWhom() throws {
    guard ue != nil || all else { throw ValidationError("expected --ue NAME or --all: whose channel is it?") }
  }

  /// Asks, and shows the answer or ends with what is wrong.
  func ask(_ change: ChannelRequest.Change) throws {
    do {
      let endpoint = try Endpoint(server ?? RunChoice.run(chosen).serverEndpoint)
      let reply = try Operator(endpoint: endpoint, security: security.security()).ask(
        ChannelRequest(ue: ue, change: change))
      try ChannelView.show(reply, asJSON: json, isChange: change != .show)
    } catch let error as OperatorError {
      Terminal.error.write("\(Terminal.error.red("error:")) \(error)\n")
      throw ExitCode(ExitStatus.unavailable)
    }
  }
}

/// The values that a channel can be given.
struct ChannelValues: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("A loss on top of path loss and shadowing, such as \"20 dB\".", valueName: "level"))
  var extraLoss: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The path loss in place of the model's, such as \"110 dB\".", valueName: "level"))
  var pathLoss: String?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("The noise density, such as \"-150 dBm/Hz\".", valueName: "density"))
  var noise: String?

  @Option(help: "The kind of fading: none, rayleigh or rician, independent from slot to slot.")
  var fading: FadingChoice?

  @Option(parsing: .unconditional, help: ArgumentHelp("The K factor of --fading rician.", valueName: "level"))
  var ricianFactor: String = "10 dB"

  @Option(help: ArgumentHelp("The Doppler shift of time-varying fading, such as \"50 Hz\".", valueName: "frequency"))
  var doppler: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Where the UE is, in metres from the base station, such as 40,10.", valueName: "x,y"))
  var position: String?

  @Option(help: "Whether nothing that the UE sends arrives: on or off.")
  var outage: Switch?

  @Option(help: ArgumentHelp("The share of its control messages that is lost, 0 to 0.9.", valueName: "probability"))
  var messageLoss: Double?

  @Option(help: ArgumentHelp("How long each control message is held, such as \"20 ms\".", valueName: "time"))
  var messageDelay: DurationArgument?

  @Option(help: ArgumentHelp("The share of its control messages that comes twice, 0 to 1.", valueName: "probability"))
  var messageDuplication: Double?

  /// What is named, as settings.
  func settings() throws -> ChannelSettings {
    var settings = ChannelSettings()
    settings.link.extraLoss = try quantity(extraLoss, "extra-loss")
    settings.link.pathLoss = try quantity(pathLoss, "path-loss")
    settings.link.noiseDensity = try quantity(noise, "noise")
    settings.link.doppler = try quantity(doppler, "doppler")
    settings.link.fading = try fading.map {
      try $0.fading(factor: quantity(ricianFactor, "rician-factor") ?? Decibels(10))
    }
    settings.link.position = try point()
    settings.link.isOutage = outage.map { $0 == .on }
    let messages = MessageImpairment(
      loss: messageLoss, delay: messageDelay.map { Seconds($0.seconds) }, duplication: messageDuplication)
    settings.messages = messages == MessageImpairment() ? nil : messages
    guard !settings.isEmpty else {
      throw ValidationError("nothing is set: name at least one value, such as --extra-loss \"20 dB\"")
    }
    return settings
  }

  private func quantity<Value: Quantity>(_ text: String?, _ option: String) throws -> Value? {
    guard let text else { return nil }
    do {
      return try Value(parsing: text)
    } catch {
      throw ValidationError("--\(option): \(error)")
    }
  }

  private func point() throws -> Position? {
    guard let position else { return nil }
    let parts = position.split(separator: ",").map { Double($0.filter { $0 != " " }) }
    guard parts.count == 2, let x = parts[0], let y = parts[1], x.isFinite, y.isFinite else {
      throw ValidationError("--position is \"\(position)\", expected two numbers in metres such as 40,10")
    }
    return Position(x: Metres(x), y: Metres(y))
  }
}

/// On or off.
enum Switch: String, ExpressibleByArgument, CaseIterable {
  case on, off
}

/// The kinds of fading that can be set by hand.
enum FadingChoice: String, ExpressibleByArgument, CaseIterable {
  case none, rayleigh, rician

  func fading(factor: Decibels) -> SmallScaleFading {
    switch self {
    case .none: .none
    case .rayleigh: .rayleigh
    case .rician: .flat(FlatFading(distribution: .rician(factor: factor, mean: .unitPower), variation: .block))
    }
  }
}

extension ChannelSetting: ExpressibleByArgument {}
