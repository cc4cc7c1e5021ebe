public import Quantities

/// The channel emulator announces itself to the server.
public struct ChannelHello: Hashable, Sendable {
  /// The version of the software, for the record.
  public var softwareVersion: String

  /// Makes the announcement.
  public init(softwareVersion: String) {
    self.softwareVersion = softwareVersion
  }
}

/// The server's answer to the channel emulator.
public struct ChannelWelcome: Hashable, Sendable {
  /// The scenario in its canonical JSON form.
  public var scenario: [UInt8]
  /// How long the server waits for a sign of life from a peer.
  public var lease: Seconds

  /// Makes the answer.
  public init(scenario: [UInt8], lease: Seconds) {
    self.scenario = scenario
    self.lease = lease
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

  /// Makes the answer.
  public init(name: UEName, resumeToken: [UInt8], scenario: [UInt8], profile: [UInt8], lease: Seconds) {
    self.name = name
    self.resumeToken = resumeToken
    self.scenario = scenario
    self.profile = profile
    self.lease = lease
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
  /// SHA-256 of the model in use, in hexadecimal; empty when the task needs none.
  public var modelDigest: String
  /// A hash of a fixed operator self-test: equal on hosts whose numerics agree to the last bit.
  public var numericsFingerprint: UInt64

  /// Makes the message.
  public init(modelDigest: String, numericsFingerprint: UInt64) {
    self.modelDigest = modelDigest
    self.numericsFingerprint = numericsFingerprint
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
