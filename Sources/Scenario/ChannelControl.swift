public import Quantities
public import Radio

/// What is set by hand for one UE's channel while a run goes on. Nothing set: as the scenario says.
public struct ChannelSettings: Codable, Hashable, Sendable {
  /// What is set of the air.
  public var link = LinkSettings()
  /// What happens to control messages on their way; nil: nothing.
  public var messages: MessageImpairment?

  /// Settings that set nothing.
  public init() {}

  /// What cannot be set, and why; nil when all of it can. The bounds leave a burst a finite signal-to-noise ratio.
  ///
  /// - Parameter radio: the environment in which the settings are to hold.
  /// - Returns: a sentence.
  public func fault(in radio: RadioConfiguration) -> String? {
    for (name, loss) in [("extra loss", link.extraLoss), ("path loss", link.pathLoss)] {
      if let loss, !Self.losses.contains(loss.value) {
        return "the \(name) is \(loss), expected \(Self.losses.lowerBound) dB to \(Self.losses.upperBound) dB"
      }
    }
    if let noise = link.noiseDensity, !Self.noiseDensities.contains(noise) {
      return "the noise is \(noise), expected -250 dBm/Hz to 0 dBm/Hz"
    }
    do {
      try link.check(in: radio)
    } catch {
      return "\(error)"
    }
    return messages?.fault
  }

  private static let losses = -100.0...400.0
  private static let noiseDensities = WattsPerHertz(dBmPerHertz: -250)...WattsPerHertz(dBmPerHertz: 0)

  /// Whether nothing is set.
  public var isEmpty: Bool { self == ChannelSettings() }

  /// These settings with what others set on top: only what is named changes.
  ///
  /// - Parameter newer: what is set now.
  /// - Returns: both together.
  public func updated(by newer: ChannelSettings) -> ChannelSettings {
    var result = self
    result.link = link.updated(by: newer.link)
    result.messages = newer.messages.map { (messages ?? MessageImpairment()).updated(by: $0) } ?? messages
    return result
  }
}

/// What the fronthaul does to the control messages of one UE: nothing of it changes what a run comes to, since what is
/// lost is asked for again.
public struct MessageImpairment: Codable, Hashable, Sendable {
  /// The probability with which a message is lost, 0 to 1.
  public var loss: Double?
  /// How long each message is held, on the wall.
  public var delay: Seconds?
  /// The probability with which a message comes twice, 0 to 1.
  public var duplication: Double?

  /// An impairment that does nothing unless said otherwise.
  public init(loss: Double? = nil, delay: Seconds? = nil, duplication: Double? = nil) {
    self.loss = loss
    self.delay = delay
    self.duplication = duplication
  }

  func updated(by newer: MessageImpairment) -> MessageImpairment {
    MessageImpairment(
      loss: newer.loss ?? loss, delay: newer.delay ?? delay, duplication: newer.duplication ?? duplication)
  }

  /// The most that may be lost: beyond it a run does not go on.
  public static let greatestLoss = 0.9
  /// The longest delay, s: a lease must not run out on the way.
  public static let longestDelay = Seconds(5)

  /// What is wrong with it; nil when nothing is.
  public var fault: String? {
    if let loss, !(0...Self.greatestLoss).contains(loss) {
      return "the loss of control messages is \(loss), expected 0 to \(Self.greatestLoss)"
    }
    if let duplication, !(0...1).contains(duplication) {
      return "the duplication of control messages is \(duplication), expected 0 to 1"
    }
    if let delay, !(0...Self.longestDelay.value).contains(delay.value) {
      return "the delay of control messages is \(delay), expected 0 s to \(Self.longestDelay)"
    }
    return nil
  }
}

/// A setting that can be named to take it back.
public enum ChannelSetting: String, Codable, Hashable, Sendable, CaseIterable {
  case extraLoss = "extra-loss"
  case pathLoss = "path-loss"
  case noise
  case fading
  case doppler
  case position
  case outage
  case messageLoss = "message-loss"
  case messageDelay = "message-delay"
  case messageDuplication = "message-duplication"
}

extension ChannelSettings {
  /// Takes one setting back.
  public mutating func clear(_ setting: ChannelSetting) {
    switch setting {
    case .extraLoss: link.extraLoss = nil
    case .pathLoss: link.pathLoss = nil
    case .noise: link.noiseDensity = nil
    case .fading: link.fading = nil
    case .doppler: link.doppler = nil
    case .position: link.position = nil
    case .outage: link.isOutage = nil
    case .messageLoss: messages?.loss = nil
    case .messageDelay: messages?.delay = nil
    case .messageDuplication: messages?.duplication = nil
    }
    if messages == MessageImpairment() { messages = nil }
  }
}

/// What is asked of a running emulation about its channels.
public struct ChannelRequest: Codable, Hashable, Sendable {
  /// What is to be done.
  public enum Change: Codable, Hashable, Sendable {
    /// Nothing: how things are is asked.
    case show
    /// These values, the others stay.
    case set(ChannelSettings)
    /// These back to the scenario's values; all of them when none is named.
    case reset([ChannelSetting])
  }

  /// The UE; nil: all of them, also those that attach later.
  public var ue: String?
  /// What is to be done.
  public var change: Change

  /// Makes a request.
  public init(ue: String?, change: Change) {
    self.ue = ue
    self.change = change
  }
}

/// What a running emulation answers.
public enum ChannelReply: Codable, Hashable, Sendable {
  /// How the channels are.
  case channels(ChannelReport)
  /// There is no such UE; those that there are.
  case unknownUE(String, known: [String])
  /// It cannot be; the sentence says why.
  case refused(String)
}

/// How the channels of a running emulation are.
public struct ChannelReport: Codable, Hashable, Sendable {
  /// One UE's channel.
  public struct Line: Codable, Hashable, Sendable {
    /// The UE.
    public var ue: String
    /// What is set by hand.
    public var settings: ChannelSettings
    /// The distance to the base station on the ground in the last slot; nil before the first.
    public var distance: Metres?
    /// The large-scale loss in the last slot.
    public var loss: Decibels?
    /// The signal-to-noise ratio of the last burst; nil when there was none.
    public var snr: Decibels?

    /// Makes a line.
    public init(ue: String, settings: ChannelSettings, distance: Metres?, loss: Decibels?, snr: Decibels?) {
      self.ue = ue
      self.settings = settings
      self.distance = distance
      self.loss = loss
      self.snr = snr
    }
  }

  /// The slot from which on the settings hold.
  public var slot: Int
  /// The UEs by name.
  public var lines: [Line]
  /// What is set for UEs that attach later.
  public var later: ChannelSettings

  /// Makes a report.
  public init(slot: Int, lines: [Line], later: ChannelSettings) {
    self.slot = slot
    self.lines = lines
    self.later = later
  }
}
