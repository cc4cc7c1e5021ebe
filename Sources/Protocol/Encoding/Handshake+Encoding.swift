import FoundationEssentials
import Quantities

extension ChannelHello {
  func wire() throws(ProtocolError) -> WireChannelHello {
    var wire = WireChannelHello()
    wire.softwareVersion = try softwareVersion.text("channel_hello.software_version")
    wire.bound = try BoundUE.wire(bound, "channel_hello.bound")
    return wire
  }

  init(_ wire: WireChannelHello) throws(ProtocolError) {
    self.init(
      softwareVersion: try wire.softwareVersion.text("channel_hello.software_version"),
      bound: try BoundUE.list(wire.bound, "channel_hello.bound"))
  }
}

extension ChannelWelcome {
  func wire() throws(ProtocolError) -> WireChannelWelcome {
    var wire = WireChannelWelcome()
    wire.scenario = Data(scenario)
    wire.lease = try lease.value.positive("channel_welcome.lease")
    wire.members = try BoundUE.wire(members, "channel_welcome.members")
    return wire
  }

  init(_ wire: WireChannelWelcome) throws(ProtocolError) {
    self.init(
      scenario: [UInt8](wire.scenario), lease: Seconds(try wire.lease.positive("channel_welcome.lease")),
      members: try BoundUE.list(wire.members, "channel_welcome.members"))
  }
}

extension UEHello {
  func wire() throws(ProtocolError) -> WireUEHello {
    var wire = WireUEHello()
    switch name {
    case .exactly(let name): wire.name = .exactly(name.rawValue)
    case .automatic: wire.name = .automatic(WireAutomaticName())
    }
    wire.profile = Data(profile)
    wire.resumeToken = Data(resumeToken)
    wire.softwareVersion = try softwareVersion.text("ue_hello.software_version")
    return wire
  }

  init(_ wire: WireUEHello) throws(ProtocolError) {
    let name: NameRequest
    switch try wire.name.required("ue_hello.name", "exactly or automatic") {
    case .exactly(let text): name = .exactly(try text.ueName("ue_hello.exactly"))
    case .automatic: name = .automatic
    }
    self.init(
      name: name, profile: [UInt8](wire.profile), resumeToken: [UInt8](wire.resumeToken),
      softwareVersion: try wire.softwareVersion.text("ue_hello.software_version"))
  }
}

extension UEWelcome {
  func wire() throws(ProtocolError) -> WireUEWelcome {
    var wire = WireUEWelcome()
    wire.name = name.rawValue
    wire.resumeToken = Data(resumeToken)
    wire.scenario = Data(scenario)
    wire.profile = Data(profile)
    wire.lease = try lease.value.positive("ue_welcome.lease")
    if let resumption { wire.resumption = try resumption.wire() }
    return wire
  }

  init(_ wire: WireUEWelcome) throws(ProtocolError) {
    self.init(
      name: try wire.name.ueName("ue_welcome.name"), resumeToken: [UInt8](wire.resumeToken),
      scenario: [UInt8](wire.scenario), profile: [UInt8](wire.profile),
      lease: Seconds(try wire.lease.positive("ue_welcome.lease")),
      resumption: wire.hasResumption ? try Resumption(wire.resumption) : nil)
  }
}

extension Refusal {
  func wire() throws(ProtocolError) -> WireRefusal {
    var wire = WireRefusal()
    wire.reason = WireRefusalReason(rawValue: Int(reason.rawValue)) ?? .unspecified
    wire.detail = try detail.text("refusal.detail")
    return wire
  }

  init(_ wire: WireRefusal) throws(ProtocolError) {
    self.init(
      reason: try RefusalReason(wireValue: wire.reason.rawValue, "refusal.reason"),
      detail: try wire.detail.text("refusal.detail"))
  }
}

extension Ready {
  func wire() throws(ProtocolError) -> WireReady {
    var wire = WireReady()
    wire.modelDigests = try Self.checked(modelDigests)
    wire.numericsFingerprint = numericsFingerprint
    wire.policyDigest = try policyDigest.map(Self.checked) ?? ""
    return wire
  }

  init(_ wire: WireReady) throws(ProtocolError) {
    self.init(
      modelDigests: try Self.checked(wire.modelDigests), numericsFingerprint: wire.numericsFingerprint,
      policyDigest: wire.policyDigest.isEmpty ? nil : try Self.checked(wire.policyDigest))
  }

  /// A digest goes into records and is shown: it is one.
  private static func checked(_ policyDigest: String) throws(ProtocolError) -> String {
    let digits = policyDigest.utf8
    guard digits.count == 64, digits.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else {
      throw ProtocolError.badField(
        name: "ready.policy_digest", found: "\(digits.count) bytes", expected: "64 lower-case hexadecimal digits")
    }
    return policyDigest
  }

  private static func checked(_ digests: [String]) throws(ProtocolError) -> [String] {
    let _: Int = try digests.count.within(0...FieldLimit.models, "number of ready.model_digests")
    for digest in digests { _ = try digest.text("ready.model_digests") }
    return digests
  }
}

extension Bye {
  func wire() throws(ProtocolError) -> WireBye {
    var wire = WireBye()
    wire.reason = try reason.text("bye.reason")
    return wire
  }

  init(_ wire: WireBye) throws(ProtocolError) {
    self.init(reason: try wire.reason.text("bye.reason"))
  }
}

extension Detached {
  func wire() throws(ProtocolError) -> WireDetached {
    var wire = WireDetached()
    wire.reason = WireDetachReason(rawValue: Int(reason.rawValue)) ?? .unspecified
    return wire
  }

  init(_ wire: WireDetached) throws(ProtocolError) {
    self.init(reason: try DetachReason(wireValue: wire.reason.rawValue, "detached.reason"))
  }
}

extension Heartbeat {
  func wire() -> WireHeartbeat {
    var wire = WireHeartbeat()
    wire.question = question
    return wire
  }

  init(_ wire: WireHeartbeat) {
    self.init(question: wire.question)
  }
}
