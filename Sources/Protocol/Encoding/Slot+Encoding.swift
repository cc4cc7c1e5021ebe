import FoundationEssentials
import Quantities

extension SlotOpening {
  func wire() throws(ProtocolError) -> WireSlotOpening {
    try Self.check(participants.count)
    var wire = WireSlotOpening()
    wire.participants.reserveCapacity(participants.count)
    for participant in participants {
      var entry = WireParticipant()
      entry.name = participant.name.rawValue
      entry.attachSlot = try participant.attachSlot.within(
        0...FieldLimit.slot, "slot_opening.participants.attach_slot")
      entry.mobility = Data(participant.mobility)
      entry.timedSymbols = try (participant.timedSymbols ?? 0).count("slot_opening.participants.timed_symbols")
      for change in participant.settings { entry.settings.append(try change.wire()) }
      wire.participants.append(entry)
    }
    return wire
  }

  init(_ wire: WireSlotOpening) throws(ProtocolError) {
    try Self.check(wire.participants.count)
    var participants: [Participant] = []
    participants.reserveCapacity(wire.participants.count)
    for entry in wire.participants {
      var settings: [SettingsChange] = []
      for change in entry.settings { settings.append(try SettingsChange(change)) }
      let symbols: Int = try entry.timedSymbols.count("slot_opening.participants.timed_symbols")
      participants.append(
        Participant(
          name: try entry.name.ueName("slot_opening.participants.name"),
          attachSlot: try entry.attachSlot.within(0...FieldLimit.slot, "slot_opening.participants.attach_slot"),
          mobility: [UInt8](entry.mobility),
          timedSymbols: symbols == 0 ? nil : symbols, settings: settings))
    }
    self.init(participants: participants)
  }

  private static func check(_ count: Int) throws(ProtocolError) {
    let _: Int = try count.within(0...FieldLimit.participants, "number of slot_opening.participants")
  }
}

extension SettingsChange {
  func wire() throws(ProtocolError) -> WireSettingsChange {
    var wire = WireSettingsChange()
    wire.slot = try slot.within(0...FieldLimit.slot, "slot_opening.participants.settings.slot")
    wire.settings = Data(settings)
    return wire
  }

  init(_ wire: WireSettingsChange) throws(ProtocolError) {
    self.init(
      slot: try wire.slot.within(0...FieldLimit.slot, "slot_opening.participants.settings.slot"),
      settings: [UInt8](wire.settings))
  }
}

extension ChannelState {
  func wire(_ name: String) throws(ProtocolError) -> WireChannelState {
    var wire = WireChannelState()
    wire.x = try x.value.finite("\(name).x")
    wire.y = try y.value.finite("\(name).y")
    wire.distance = try distance.value.nonNegative("\(name).distance")
    wire.largeScaleGain = try largeScaleGain.nonNegative("\(name).large_scale_gain")
    wire.fadingReal = try fadingReal.finite("\(name).fading_real")
    wire.fadingImaginary = try fadingImaginary.finite("\(name).fading_imaginary")
    return wire
  }

  init(_ wire: WireChannelState, _ name: String) throws(ProtocolError) {
    self.init(
      x: Metres(try wire.x.finite("\(name).x")),
      y: Metres(try wire.y.finite("\(name).y")),
      distance: Metres(try wire.distance.nonNegative("\(name).distance")),
      largeScaleGain: try wire.largeScaleGain.nonNegative("\(name).large_scale_gain"),
      fadingReal: try wire.fadingReal.finite("\(name).fading_real"),
      fadingImaginary: try wire.fadingImaginary.finite("\(name).fading_imaginary"))
  }
}

extension SlotStart {
  func wire() throws(ProtocolError) -> WireSlotStart {
    var wire = WireSlotStart()
    wire.channel = try channel.wire("slot_start.channel")
    return wire
  }

  init(_ wire: WireSlotStart) throws(ProtocolError) {
    guard wire.hasChannel else {
      throw ProtocolError.badField(name: "slot_start.channel", found: "nothing", expected: "a channel state")
    }
    self.init(channel: try ChannelState(wire.channel, "slot_start.channel"))
  }
}

extension Wish {
  fileprivate func wire() throws(ProtocolError) -> WireSlotReport.OneOf_Wish {
    switch self {
    case .idle:
      return .idle(WireIdle())
    case .local(let task, let frequency):
      var wire = WireLocalWish()
      wire.task = try task.count("slot_report.local.task")
      wire.frequency = try frequency.value.nonNegative("slot_report.local.frequency")
      return .local(wire)
    case .offload(let task, let bid, let power):
      var wire = WireOffloadWish()
      wire.task = try task.count("slot_report.offload.task")
      wire.bid = try bid.finite("slot_report.offload.bid")
      wire.power = try power.value.nonNegative("slot_report.offload.power")
      return .offload(wire)
    }
  }

  fileprivate init(_ wire: WireSlotReport.OneOf_Wish) throws(ProtocolError) {
    switch wire {
    case .idle:
      self = .idle
    case .local(let wire):
      self = .local(
        task: try wire.task.count("slot_report.local.task"),
        frequency: Hertz(try wire.frequency.nonNegative("slot_report.local.frequency")))
    case .offload(let wire):
      self = .offload(
        task: try wire.task.count("slot_report.offload.task"),
        bid: try wire.bid.finite("slot_report.offload.bid"),
        power: Watts(try wire.power.nonNegative("slot_report.offload.power")))
    }
  }
}

extension SlotReport {
  func wire() throws(ProtocolError) -> WireSlotReport {
    var wire = WireSlotReport()
    wire.wish = try wish.wire()
    wire.channel = try channel.wire("slot_report.channel")
    wire.battery = try battery.value.nonNegative("slot_report.battery")
    wire.generated = try generated.count("slot_report.generated")
    wire.completed = try completed.count("slot_report.completed")
    wire.failed = try failed.count("slot_report.failed")
    wire.queued = try queued.count("slot_report.queued")
    return wire
  }

  init(_ wire: WireSlotReport) throws(ProtocolError) {
    let wish = try wire.wish.required("slot_report.wish", "idle, local or offload")
    guard wire.hasChannel else {
      throw ProtocolError.badField(name: "slot_report.channel", found: "nothing", expected: "a channel state")
    }
    self.init(
      wish: try Wish(wish),
      channel: try ChannelState(wire.channel, "slot_report.channel"),
      battery: Joules(try wire.battery.nonNegative("slot_report.battery")),
      generated: try wire.generated.count("slot_report.generated"),
      completed: try wire.completed.count("slot_report.completed"),
      failed: try wire.failed.count("slot_report.failed"),
      queued: try wire.queued.count("slot_report.queued"))
  }
}

extension SlotEnd {
  func wire() throws(ProtocolError) -> WireSlotEnd {
    var wire = WireSlotEnd()
    wire.accepted = accepted
    wire.sumReward = try sumReward.finite("slot_end.sum_reward")
    wire.offloaders = try offloaders.within(0...FieldLimit.participants, "slot_end.offloaders")
    wire.contenders = try contenders.within(0...FieldLimit.participants, "slot_end.contenders")
    return wire
  }

  init(_ wire: WireSlotEnd) throws(ProtocolError) {
    self.init(
      accepted: wire.accepted,
      sumReward: try wire.sumReward.finite("slot_end.sum_reward"),
      offloaders: try wire.offloaders.within(0...FieldLimit.participants, "slot_end.offloaders"),
      contenders: try wire.contenders.within(0...FieldLimit.participants, "slot_end.contenders"))
  }
}
