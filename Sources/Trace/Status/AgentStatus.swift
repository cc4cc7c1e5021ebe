public import Tasks

/// A UE at one moment, as it sees itself.
public struct AgentStatus: Hashable, Sendable {
  /// The UE's name.
  public var name: String
  /// Where it stands.
  public var state: UEState
  /// The last slot whose end it has heard; nil before its first.
  public var committedSlot: Int?
  /// Its tasks, over all its stays, as of that slot.
  public var tasks: TaskCounts
  /// The energy that its battery holds, J; nil while it loads.
  public var batteryJoules: Double?
  /// The edge server.
  public var server: PeerStatus
  /// How long the server may be silent and still count as attached, s.
  public var leaseSeconds: Double
  /// Message counts of the UE.
  public var messages: MessageSummary

  /// Makes a status.
  public init(
    name: String, state: UEState, committedSlot: Int?, tasks: TaskCounts, batteryJoules: Double?, server: PeerStatus,
    leaseSeconds: Double, messages: MessageSummary
  ) {
    self.name = name
    self.state = state
    self.committedSlot = committedSlot
    self.tasks = tasks
    self.batteryJoules = batteryJoules
    self.server = server
    self.leaseSeconds = leaseSeconds
    self.messages = messages
  }
}
