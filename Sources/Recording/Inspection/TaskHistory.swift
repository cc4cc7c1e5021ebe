public import Protocol
public import Trace

/// One thing that happened to a task.
public struct TaskStep: Hashable, Sendable {
  /// The things that happen to a task.
  public enum Event: Hashable, Sendable {
    /// It came to the UE.
    case generated
    /// The UE saw its channel and wished; so many tasks waited.
    case wished(Wish, ChannelState, queued: Int)
    /// The server decided.
    case granted(Grant)
    /// Its burst arrived.
    case arrived(ArrivalRecord)
    /// The server answered.
    case answered(Answer)
    /// The attempt ended.
    case ended(Outcome)
    /// The slot ended without an outcome (realtime clock): the task stays queued.
    case late
  }

  /// In which slot.
  public var slot: Int
  /// What happened.
  public var event: Event
}

extension RunInspection {
  /// One task from its generation to its answer; empty when the run has no such task.
  ///
  /// - Parameter id: which task.
  /// - Returns: what happened to it, in order.
  /// - Throws: `RecordError` when the record cannot be read.
  public func history(of id: TaskID) throws(RecordError) -> [TaskStep] {
    guard let line = try task(id) else { return [] }
    var steps = [TaskStep(slot: line.generatedSlot, event: .generated)]
    let last = line.finishedSlot ?? .max
    let record = RunRecord(path: path, queue: tables)
    try record.forEachSlot(from: line.generatedSlot) { slot, _ in
      guard let ue = slot.ues.first(where: { $0.name == id.ue }) else { return slot.slot < last }
      steps += Self.steps(of: id.task, ue).map { TaskStep(slot: slot.slot, event: $0) }
      return slot.slot < last
    }
    return steps
  }

  private static func steps(of task: Int, _ ue: UESlotRecord) -> [TaskStep.Event] {
    guard let report = ue.report else { return [] }
    switch report.wish {
    case .local(task, _), .offload(task, _, _): break
    case .idle, .local, .offload: return []
    }
    var events: [TaskStep.Event] = [.wished(report.wish, report.channel, queued: report.queued)]
    if let grant = ue.grant { events.append(.granted(grant)) }
    if let arrival = ue.arrival { events.append(.arrived(arrival)) }
    if let answer = ue.answer { events.append(.answered(answer)) }
    events.append(ue.outcome.map { .ended($0) } ?? .late)
    return events
  }
}
