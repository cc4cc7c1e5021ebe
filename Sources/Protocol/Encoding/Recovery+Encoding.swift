import FoundationEssentials
import Quantities

extension BoundUE {
  static func wire(_ list: [BoundUE], _ name: String) throws(ProtocolError) -> [WireBoundUE] {
    let _: Int = try list.count.within(0...FieldLimit.participants, "number of \(name)")
    return list.map { bound in
      var wire = WireBoundUE()
      wire.name = bound.name.rawValue
      wire.incarnation = bound.incarnation
      return wire
    }
  }

  static func list(_ wire: [WireBoundUE], _ name: String) throws(ProtocolError) -> [BoundUE] {
    let _: Int = try wire.count.within(0...FieldLimit.participants, "number of \(name)")
    var list: [BoundUE] = []
    list.reserveCapacity(wire.count)
    for entry in wire {
      list.append(BoundUE(name: try entry.name.ueName("\(name).name"), incarnation: entry.incarnation))
    }
    return list
  }
}

extension Resumption {
  func wire() throws(ProtocolError) -> WireResumption {
    var wire = WireResumption()
    wire.slot = try slot.within(-1...FieldLimit.slot, "resumption.slot")
    if let attachSlot { wire.attachSlot = try attachSlot.within(0...FieldLimit.slot, "resumption.attach_slot") }
    wire.generated = try generated.within(FieldLimit.tasks, "resumption.generated")
    wire.completed = try completed.within(FieldLimit.tasks, "resumption.completed")
    wire.failed = try failed.within(FieldLimit.tasks, "resumption.failed")
    wire.failedAttempts = try failedAttempts.within(0...FieldLimit.slot, "resumption.failed_attempts")
    wire.battery = try battery.value.nonNegative("resumption.battery")
    if let lastResult { wire.lastResult = WireAttemptResult(rawValue: Int(lastResult.rawValue)) ?? .completed }
    wire.lastOffloaders = try lastOffloaders.within(0...FieldLimit.participants, "resumption.last_offloaders")
    wire.lastContenders = try lastContenders.within(0...FieldLimit.participants, "resumption.last_contenders")
    return wire
  }

  init(_ wire: WireResumption) throws(ProtocolError) {
    self.init(
      slot: try wire.slot.within(-1...FieldLimit.slot, "resumption.slot"),
      attachSlot: wire.hasAttachSlot
        ? try wire.attachSlot.within(0...FieldLimit.slot, "resumption.attach_slot") : nil,
      generated: try wire.generated.within(FieldLimit.tasks, "resumption.generated"),
      completed: try wire.completed.within(FieldLimit.tasks, "resumption.completed"),
      failed: try wire.failed.within(FieldLimit.tasks, "resumption.failed"),
      failedAttempts: try wire.failedAttempts.within(0...FieldLimit.slot, "resumption.failed_attempts"),
      battery: Joules(try wire.battery.nonNegative("resumption.battery")),
      lastResult: wire.hasLastResult
        ? try AttemptResult(wireValue: wire.lastResult.rawValue, "resumption.last_result") : nil,
      lastOffloaders: try wire.lastOffloaders.within(0...FieldLimit.participants, "resumption.last_offloaders"),
      lastContenders: try wire.lastContenders.within(0...FieldLimit.participants, "resumption.last_contenders"))
    guard completed + failed <= generated else {
      throw ProtocolError.badField(
        name: "resumption.generated", found: "\(generated)",
        expected: "at least the \(completed) completed and \(failed) failed tasks together")
    }
  }
}

extension ChannelQuestion {
  func wire() -> WireChannelQuestion {
    var wire = WireChannelQuestion()
    wire.request = Data(request)
    return wire
  }

  init(_ wire: WireChannelQuestion) {
    self.init(request: [UInt8](wire.request))
  }
}

extension ChannelAnswer {
  func wire() -> WireChannelAnswer {
    var wire = WireChannelAnswer()
    wire.reply = Data(reply)
    return wire
  }

  init(_ wire: WireChannelAnswer) {
    self.init(reply: [UInt8](wire.reply))
  }
}
