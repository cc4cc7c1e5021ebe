import Protocol
public import Roles

/// A number of a UE in a fleet and something of its.
public struct FleetPart<Content: Sendable>: Sendable {
  /// Which UE, from 0.
  public var index: Int
  /// What is its.
  public var content: Content

  /// Marks something as a UE's.
  public init(index: Int, content: Content) {
    self.index = index
    self.content = content
  }
}

extension FleetPart: Hashable, Equatable where Content: Hashable {}

/// Several UEs in one process, on one connection: messages are sorted by the name in their header, or by the
/// incarnation while a UE has no name yet.
public struct FleetRole: Role {
  /// What this role asks its compute thread for.
  public typealias Work = FleetPart<UEWork>
  /// What the compute thread brings back.
  public typealias Product = FleetPart<UEProduct>
  /// What the timers are for.
  public typealias Timer = FleetPart<UETimer>
  /// What this role tells the outside.
  public typealias Note = UENote
  /// What this role wants done.
  public typealias Step = Action<Work, Timer, Note>

  private var members: [UserEquipmentRole]
  private var ends: [Conclusion?]

  /// A fleet.
  ///
  /// - Parameter members: the UEs, each with an incarnation of its own.
  public init(_ members: [UserEquipmentRole]) {
    self.members = members
    ends = members.map { _ in nil }
  }

  /// Takes one event and returns what to do, in order.
  public mutating func handle(_ event: Event<Product, Timer>, at now: Instant) -> [Step] {
    switch event {
    case .received(let envelope, let port):
      return recipients(of: envelope.header).flatMap { pass(.received(envelope, port), to: $0, at: now) }
    case .timer(let part): return pass(.timer(part.content), to: part.index, at: now)
    case .performed(let part): return pass(.performed(part.content), to: part.index, at: now)
    case .started: return everyone(.started, at: now)
    case .connected(let port): return everyone(.connected(port), at: now)
    case .unreachable(let port): return everyone(.unreachable(port), at: now)
    case .garbage(let error, let port): return pass(.garbage(error, port), to: 0, at: now)
    case .stopRequested: return everyone(.stopRequested, at: now)
    }
  }

  private func recipients(of header: Header) -> [Int] {
    if header.recipientIncarnation != 0 {
      return members.indices.filter { members[$0].incarnation == header.recipientIncarnation }
    }
    if case .ue(let name) = header.recipient {
      return members.indices.filter { members[$0].name == name }
    }
    return Array(members.indices)
  }

  private mutating func everyone(_ event: Event<UEProduct, UETimer>, at now: Instant) -> [Step] {
    members.indices.flatMap { pass(event, to: $0, at: now) }
  }

  private mutating func pass(_ event: Event<UEProduct, UETimer>, to index: Int, at now: Instant) -> [Step] {
    guard members.indices.contains(index), ends[index] == nil else { return [] }
    var steps: [Step] = []
    for action in members[index].handle(event, at: now) {
      switch action {
      case .send(let envelope, let port): steps.append(.send(envelope, port))
      case .schedule(let timer, let instant):
        steps.append(.schedule(FleetPart(index: index, content: timer), at: instant))
      case .cancel(let timer): steps.append(.cancel(FleetPart(index: index, content: timer)))
      case .perform(let work): steps.append(.perform(FleetPart(index: index, content: work)))
      case .note(let note): steps.append(.note(note))
      case .finish(let end): steps += finish(index, end)
      }
    }
    return steps
  }

  /// The process ends with its last UE, and as badly as the first that failed.
  private mutating func finish(_ index: Int, _ end: Conclusion) -> [Step] {
    ends[index] = end
    guard ends.allSatisfy({ $0 != nil }) else { return [] }
    let failures = ends.compactMap { $0 }.filter { $0 != .completed }
    return [.finish(failures.first ?? .completed)]
  }
}

/// The engines of a fleet, on one compute thread.
public struct FleetEngine: Engine {
  private var engines: [EquipmentEngine]

  /// Puts engines together, one per UE in the fleet's order.
  public init(_ engines: [EquipmentEngine]) {
    self.engines = engines
  }

  /// Does one piece of work; a product says what went wrong.
  public mutating func perform(_ part: FleetPart<UEWork>) -> FleetPart<UEProduct> {
    FleetPart(index: part.index, content: engines[part.index].perform(part.content))
  }
}
