/// What a run is at.
public enum RunPhase: String, Codable, Hashable, Sendable, CaseIterable {
  /// The server loads its models.
  case loading
  /// The next slot waits for the channel emulator or for UEs.
  case waiting
  /// A slot is under way.
  case running
}

/// A run at one moment, as the edge server sees it: what `helio status` and `GET /status` show. A value that does not apply
/// is `null`.
public struct RunStatus: Codable, Hashable, Sendable {
  /// The topology's name.
  public var topology: String
  /// The seed.
  public var seed: UInt64
  /// `virtual` or `realtime`.
  public var clock: String
  /// What the run is at.
  public var phase: RunPhase
  /// UEs that the next slot waits for.
  public var missing: [String]
  /// The slot under way, or the next one: so many are committed.
  public var slot: Int
  /// How many slots the run has; null for a run without end.
  public var slots: Int?
  /// Committed slots per second of wall time, over the last seconds.
  public var slotsPerSecond: Double
  /// Since this server started, s.
  public var upSeconds: Double
  /// The digest after the last committed slot; null before the models are loaded and under the realtime clock, which
  /// promises none.
  public var digest: String?
  /// The channel emulator.
  public var channel: PeerStatus
  /// How often the server was started again and went on with the run.
  public var serverRestarts: Int
  /// How long a UE may be silent before it is detached, s.
  public var leaseSeconds: Double
  /// The UEs that the topology names and all others that the run has had, in the order of their names' bytes.
  public var ues: [UEStatus]
  /// Message counts of the server.
  public var messages: MessageSummary

  enum CodingKeys: String, CodingKey {
    case topology, seed, clock, phase, missing, slot, slots, slotsPerSecond, digest, channel, serverRestarts, ues,
      messages
    case upSeconds = "up_s"
    case leaseSeconds = "lease_s"
  }

  /// Makes a status.
  public init(
    topology: String, seed: UInt64, clock: String, phase: RunPhase, missing: [String], slot: Int, slots: Int?,
    slotsPerSecond: Double, upSeconds: Double, digest: String?, channel: PeerStatus, serverRestarts: Int,
    leaseSeconds: Double, ues: [UEStatus], messages: MessageSummary
  ) {
    self.topology = topology
    self.seed = seed
    self.clock = clock
    self.phase = phase
    self.missing = missing
    self.slot = slot
    self.slots = slots
    self.slotsPerSecond = slotsPerSecond
    self.upSeconds = upSeconds
    self.digest = digest
    self.channel = channel
    self.serverRestarts = serverRestarts
    self.leaseSeconds = leaseSeconds
    self.ues = ues
    self.messages = messages
  }

  /// Writes every key, `null` where a value does not apply.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(topology, forKey: .topology)
    try container.encode(seed, forKey: .seed)
    try container.encode(clock, forKey: .clock)
    try container.encode(phase, forKey: .phase)
    try container.encode(missing, forKey: .missing)
    try container.encode(slot, forKey: .slot)
    try container.encode(slots, forKey: .slots)
    try container.encode(slotsPerSecond, forKey: .slotsPerSecond)
    try container.encode(upSeconds, forKey: .upSeconds)
    try container.encode(digest, forKey: .digest)
    try container.encode(channel, forKey: .channel)
    try container.encode(serverRestarts, forKey: .serverRestarts)
    try container.encode(leaseSeconds, forKey: .leaseSeconds)
    try container.encode(ues, forKey: .ues)
    try container.encode(messages, forKey: .messages)
  }
}
