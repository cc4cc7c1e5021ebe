extension Message {
  /// The tensors that travel in frames of their own.
  var tensors: [TensorFrame] {
    switch self {
    case .burst(let burst): [burst.symbols]
    case .arrival(let arrival): [arrival.samples] + [arrival.gains].compactMap(\.self)
    default: []
    }
  }

  func wireBody() throws(ProtocolError) -> WireEnvelope.OneOf_Body {
    switch self {
    case .channelHello(let hello): .channelHello(try hello.wire())
    case .ueHello(let hello): .ueHello(try hello.wire())
    case .channelWelcome(let welcome): .channelWelcome(try welcome.wire())
    case .ueWelcome(let welcome): .ueWelcome(try welcome.wire())
    case .refusal(let refusal): .refusal(try refusal.wire())
    case .ready(let ready): .ready(try ready.wire())
    case .bye(let bye): .bye(try bye.wire())
    case .detached(let detached): .detached(try detached.wire())
    case .heartbeat(let heartbeat): .heartbeat(heartbeat.wire())
    case .channelQuestion(let question): .channelQuestion(question.wire())
    case .channelAnswer(let answer): .channelAnswer(answer.wire())
    case .slotOpening(let opening): .slotOpening(try opening.wire())
    case .slotStart(let start): .slotStart(try start.wire())
    case .slotReport(let report): .slotReport(try report.wire())
    case .grant(let grant): .grant(try grant.wire())
    case .burst(let burst): .burst(try burst.wire())
    case .arrival(let arrival): .arrival(try arrival.wire())
    case .answer(let answer): .answer(try answer.wire())
    case .outcome(let outcome): .outcome(try outcome.wire())
    case .slotEnd(let end): .slotEnd(try end.wire())
    }
  }

  init(_ body: WireEnvelope.OneOf_Body, tensors: [TensorFrame]) throws(ProtocolError) {
    switch body {
    case .burst(let wire):
      self = .burst(try Burst(wire, tensors: tensors))
      return
    case .arrival(let wire):
      self = .arrival(try Arrival(wire, tensors: tensors))
      return
    default:
      guard tensors.isEmpty else {
        throw ProtocolError.badField(name: "tensors", found: "\(tensors.count)", expected: "none with this message")
      }
    }
    switch body {
    case .channelHello(let wire): self = .channelHello(try ChannelHello(wire))
    case .ueHello(let wire): self = .ueHello(try UEHello(wire))
    case .channelWelcome(let wire): self = .channelWelcome(try ChannelWelcome(wire))
    case .ueWelcome(let wire): self = .ueWelcome(try UEWelcome(wire))
    case .refusal(let wire): self = .refusal(try Refusal(wire))
    case .ready(let wire): self = .ready(try Ready(wire))
    case .bye(let wire): self = .bye(try Bye(wire))
    case .detached(let wire): self = .detached(try Detached(wire))
    case .heartbeat(let wire): self = .heartbeat(Heartbeat(wire))
    case .channelQuestion(let wire): self = .channelQuestion(ChannelQuestion(wire))
    case .channelAnswer(let wire): self = .channelAnswer(ChannelAnswer(wire))
    case .slotOpening(let wire): self = .slotOpening(try SlotOpening(wire))
    case .slotStart(let wire): self = .slotStart(try SlotStart(wire))
    case .slotReport(let wire): self = .slotReport(try SlotReport(wire))
    case .grant(let wire): self = .grant(try Grant(wire))
    case .burst(let wire): self = .burst(try Burst(wire, tensors: tensors))
    case .arrival(let wire): self = .arrival(try Arrival(wire, tensors: tensors))
    case .answer(let wire): self = .answer(try Answer(wire))
    case .outcome(let wire): self = .outcome(try Outcome(wire))
    case .slotEnd(let wire): self = .slotEnd(try SlotEnd(wire))
    }
  }
}
