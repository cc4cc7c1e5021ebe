extension Message {
  /// The message's kind in words, for logs.
  public var kind: String {
    switch self {
    case .channelHello: "channel hello"
    case .ueHello: "UE hello"
    case .channelWelcome: "channel welcome"
    case .ueWelcome: "UE welcome"
    case .refusal: "refusal"
    case .ready: "ready"
    case .bye: "bye"
    case .detached: "detached"
    case .heartbeat: "heartbeat"
    case .channelQuestion: "channel question"
    case .channelAnswer: "channel answer"
    case .slotOpening: "slot opening"
    case .slotStart: "slot start"
    case .slotReport: "slot report"
    case .grant: "grant"
    case .burst: "burst"
    case .arrival: "arrival"
    case .answer: "answer"
    case .outcome: "outcome"
    case .slotEnd: "slot end"
    }
  }
}
