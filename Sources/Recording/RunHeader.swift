public import FoundationEssentials
public import Protocol
public import Scenario
public import Trace

/// What a run is: written once, before its first slot.
public struct RunHeader: Hashable, Sendable {
  /// What runs.
  public var scenario: Scenario
  /// The models in use, in the order in which they enter the digest.
  public var models: [ModelUse]
  /// A hash of a fixed operator self-test on the server's host.
  public var numericsFingerprint: UInt64
  /// The secret from which resume tokens are made.
  public var tokenSecret: [UInt8]
  /// `processes` or `in-process`.
  public var runner: String
  /// When the server was ready, to the second.
  public var startedAt: Date
  /// The server's host.
  public var host: String
  /// The release that wrote the record.
  public var softwareVersion: String
  /// The wire format of its processes.
  public var wireVersion: UInt32

  /// Describes a run.
  ///
  /// - Parameters:
  ///   - scenario: what runs.
  ///   - models: the models in use, in the order in which they enter the digest.
  ///   - numericsFingerprint: a hash of a fixed operator self-test on the server's host.
  ///   - tokenSecret: the secret from which resume tokens are made.
  ///   - runner: `processes` or `in-process`.
  ///   - startedAt: when the server was ready.
  ///   - host: the server's host.
  ///   - softwareVersion: the release that writes the record.
  ///   - wireVersion: the wire format of its processes.
  public init(
    scenario: Scenario, models: [ModelUse], numericsFingerprint: UInt64, tokenSecret: [UInt8], runner: String,
    startedAt: Date = Date(), host: String = HostName.current, softwareVersion: String = SoftwareVersion.current,
    wireVersion: UInt32 = WireVersion.current
  ) {
    self.scenario = scenario
    self.models = models
    self.numericsFingerprint = numericsFingerprint
    self.tokenSecret = tokenSecret
    self.runner = runner
    self.startedAt = Date(timeIntervalSince1970: startedAt.timeIntervalSince1970.rounded(.down))
    self.host = host
    self.softwareVersion = softwareVersion
    self.wireVersion = wireVersion
  }

  /// d₀, the head of the digest chain.
  ///
  /// - Throws: `EncodingError` when a number in the scenario is not finite.
  public func digest() throws -> RunDigest {
    RunDigest(scenario: try scenario.digestBytes(), seed: scenario.seed, models: models.map(\.digest))
  }
}

/// Something that happened beside the slots: told in the record, never part of the digest.
public struct RunNote: Hashable, Sendable {
  /// The kinds of things that happen.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A fault was injected, or found.
    case fault
    /// A process was started again.
    case restart
    /// Somebody or something was refused.
    case refusal
    /// Anything else that the one who reads the record should know.
    case warning
  }

  /// What kind of thing it was.
  public var kind: Kind
  /// The slot under way, or nil outside of slots.
  public var slot: Int?
  /// Whom it concerned: a UE's name, `channel` or `server`.
  public var subject: String
  /// A sentence for people.
  public var detail: String
  /// When, on the wall.
  public var time: Date

  /// Notes something.
  public init(kind: Kind, slot: Int?, subject: String, detail: String, time: Date = Date()) {
    self.kind = kind
    self.slot = slot
    self.subject = subject
    self.detail = detail
    self.time = time
  }
}
