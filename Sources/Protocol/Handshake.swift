public import Quantities

/// The channel emulator announces itself to the server.
public struct ChannelHello: Hashable, Sendable {
  /// The version of the software, for the record.
  public var softwareVersion: String
  /// The UEs that it has on its links: a server that was started again learns from them who is there.
  public var bound: [BoundUE]

  /// Makes the announcement.
  public init(softwareVersion: String, bound: [BoundUE] = []) {
    self.softwareVersion = softwareVersion
    self.bound = bound
  }
}

/// A UE's process, as the channel emulator and the edge server know it.
public struct BoundUE: Hashable, Sendable {
  /// The UE.
  public var name: UEName
  /// The incarnation of its process.
  public var incarnation: UInt64

  /// Names a UE's process.
  public init(name: UEName, incarnation: UInt64) {
    self.name = name
    self.incarnation = incarnation
  }
}

/// The server's answer to the channel emulator.
public struct ChannelWelcome: Hashable, Sendable {
  /// The scenario in its canonical JSON form.
  public var scenario: [UInt8]
  /// How long the server waits for a sign of life from a peer.
  public var lease: Seconds
  /// The UEs that the server knows: whoever else the channel has on its links is told to say hello again.
  public var members: [BoundUE]

  /// Makes the answer.
  public init(scenario: [UInt8], lease: Seconds, members: [BoundUE] = []) {
    self.scenario = scenario
    self.lease = lease
    self.members = members
  }
}

/// How a UE wishes to be called.
public enum NameRequest: Hashable, Sendable {
  /// This name; refused with `nameTaken` while somebody else holds it.
  case exactly(UEName)
  /// The lowest free `ue-N`.
  case automatic
}

/// A UE asks to be let in.
public struct UEHello: Hashable, Sendable {
  /// How the UE wishes to be called.
  public var name: NameRequest
  /// What the UE says about itself (`ProfileWish`), in canonical JSON; empty: as the topology says.
  public var profile: [UInt8]
  /// What a former Welcome gave out: a valid token takes the name over at once. Empty: none.
  public var resumeToken: [UInt8]
  /// The version of the software, for the record.
  public var softwareVersion: String

  /// Makes the request.
  public init(name: NameRequest, profile: [UInt8] = [], resumeToken: [UInt8] = [], softwareVersion: String) {
    self.name = name
    self.profile = profile
    self.resumeToken = resumeToken
    self.softwareVersion = softwareVersion
  }
}

/// A UE is let in.
public struct UEWelcome: Hashable, Sendable {
  /// The name that the UE has from now on.
  public var name: UEName
  /// Proves later that a restarted process is this UE.
  public var resumeToken: [UInt8]
  /// The scenario in its canonical JSON form.
  public var scenario: [UInt8]
  /// The UE's profile in canonical JSON: from the topology, or as it asked for.
  public var profile: [UInt8]
  /// How long the server waits for a sign of life.
  public var lease: Seconds
  /// What the run knows of a UE of this name; nil for a name that is new.
  public var resumption: Resumption?

  /// Makes the answer.
  public init(
    name: UEName, resumeToken: [UInt8], scenario: [UInt8], profile: [UInt8], lease: Seconds,
    resumption: Resumption? = nil
  ) {
    self.name = name
    self.resumeToken = resumeToken
    self.scenario = scenario
    self.profile = profile
    self.lease = lease
    self.resumption = resumption
  }
}

/// A UE's durable state after the last committed slot: with it a process that was started
/// again goes on where the UE was, and a UE that comes back finds its tasks.
public struct Resumption: Hashable, Sendable {
  /// That slot; before the attach slot when no slot of the stay is committed, and nothing else then says anything.
  public var slot: Int
  /// The first slot of the stay that goes on; nil when the UE comes back for a new stay.
  public var attachSlot: Int?
  /// Tasks that ever came.
  public var generated: Int
  /// Tasks completed; those that are neither completed nor given up wait, in the order of their numbers.
  public var completed: Int
  /// Tasks given up.
  public var failed: Int
  /// How often the task at the head of the queue has failed so far.
  public var failedAttempts: Int
  /// The energy left in the battery.
  public var battery: Joules
  /// How the last attempt ended; nil when there was none.
  public var lastResult: AttemptResult?
  /// How many UEs offloaded in that slot.
  public var lastOffloaders: Int
  /// How many UEs had a task in that slot.
  public var lastContenders: Int

  /// Whether no slot of the stay is committed: the UE begins it as if its process were the first one.
  public var isOfUntouchedStay: Bool { attachSlot.map { slot < $0 } ?? false }

  /// Describes a state.
  public init(
    slot: Int, attachSlot: Int?, generated: Int, completed: Int, failed: Int, failedAttempts: Int, battery: Joules,
    lastResult: AttemptResult?, lastOffloaders: Int, lastContenders: Int
  ) {
    self.slot = slot
    self.attachSlot = attachSlot
    self.generated = generated
    self.completed = completed
    self.failed = failed
    self.failedAttempts = failedAttempts
    self.battery = battery
    self.lastResult = lastResult
    self.lastOffloaders = lastOffloaders
    self.lastContenders = lastContenders
  }
}

/// Why somebody is not let in. The raw value is the number on the wire.
public enum RefusalReason: UInt32, Hashable, Sendable, CaseIterable {
  /// The other side speaks another version of the wire format.
  case versionMismatch = 1
  /// The channel emulator is not connected to an edge server (yet).
  case noServer = 2
  /// A live UE holds the name.
  case nameTaken = 3
  /// The topology does not let UEs join that it does not name.
  case closed = 4
  /// The profile asks for something that this scenario does not have.
  case unsuitable = 5
  /// The UE's model differs from the server's.
  case modelMismatch = 6
  /// The run is over.
  case runEnded = 7
  /// The message was malformed.
  case malformed = 8
  /// Another channel emulator is attached.
  case channelTaken = 9
}

/// Somebody is not let in.
public struct Refusal: Hashable, Sendable {
  /// The kind of refusal.
  public var reason: RefusalReason
  /// A sentence for people: what was found, what was expected, what to do.
  public var detail: String

  /// Makes the refusal.
  public init(reason: RefusalReason, detail: String) {
    self.reason = reason
    self.detail = detail
  }
}

/// A UE has loaded its models and data and can take part from the next slot on.
public struct Ready: Hashable, Sendable {
  /// SHA-256 of each model that the UE works with, in hexadecimal: its kind's codec, then the model that executes on the
  /// UE alone where there is one; at most 8.
  public var modelDigests: [String]
  /// A hash of a fixed operator self-test: equal on hosts whose numerics agree to the last bit.
  public var numericsFingerprint: UInt64
  /// SHA-256 of the file of the trained policy that the UE decides by, in hexadecimal; nil: it decides otherwise.
  public var policyDigest: String?

  /// Makes the message.
  public init(modelDigests: [String], numericsFingerprint: UInt64, policyDigest: String? = nil) {
    self.modelDigests = modelDigests
    self.numericsFingerprint = numericsFingerprint
    self.policyDigest = policyDigest
  }
}

/// A UE leaves of its own will.
public struct Bye: Hashable, Sendable {
  /// A sentence for people.
  public var reason: String

  /// Makes the message.
  public init(reason: String) {
    self.reason = reason
  }
}

/// Why a peer is no longer attached. The raw value is the number on the wire.
public enum DetachReason: UInt32, Hashable, Sendable, CaseIterable, Codable {
  /// It said Bye.
  case left = 1
  /// All slots are done, or the run was stopped.
  case runEnded = 2
  /// It gave no sign of life for longer than its lease.
  case leaseExpired = 3
  /// Another process took the name over with a valid token.
  case takenOver = 4
  /// Whoever answers was started again and does not know it: it may say hello again.
  case forgotten = 5
}

/// The server confirms that a peer is no longer attached.
public struct Detached: Hashable, Sendable {
  /// Why.
  public var reason: DetachReason

  /// Makes the message.
  public init(reason: DetachReason) {
    self.reason = reason
  }
}

/// A sign of life; the receiver answers a `question` with the same value and `question` false.
public struct Heartbeat: Hashable, Sendable {
  /// True when an answer is wanted.
  public var question: Bool

  /// Makes the message.
  public init(question: Bool) {
    self.question = question
  }
}
