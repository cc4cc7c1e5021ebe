import Protocol
import Quantities
import Roles
import Scenario
import Tasks
import Trace

extension EdgeServerRole {
  /// Takes one message.
  mutating func receive(_ envelope: Envelope, on link: LinkID, at now: Instant) -> [Step] {
    guard envelope.header.recipient == .server else {
      return refuse("a \(envelope.message.kind) for \(envelope.header.recipient)", on: link, at: now)
    }
    if case .channelHello(let hello) = envelope.message, envelope.header.sender == .channel {
      return welcomeChannel(hello, envelope, on: link, at: now)
    }
    if case .channelQuestion(let question) = envelope.message, envelope.header.sender == .unnamed {
      return answer(question, envelope.header, on: link)
    }
    guard let channel, channel.link == link else {
      return refuse("a \(envelope.message.kind), which is not the channel emulator's", on: link, at: now)
    }
    if now.seconds(since: channel.heard) >= channelPatience { renewLeases(at: now) }
    self.channel?.heard = now
    if case .ueHello(let hello) = envelope.message {
      guard loaded != nil else { return keepForLater(envelope, link) }
      return answer(hello, incarnation: envelope.header.incarnation, at: now)
    }
    let sender = envelope.header.sender
    if sender == .channel, channel.incarnation == envelope.header.incarnation,
      case .heartbeat(let heartbeat) = envelope.message
    {
      guard mailbox.accept(envelope.header) else { return [] }
      guard heartbeat.question else { return refuseContender() }
      return [.send(mailbox.envelope(.heartbeat(Heartbeat(question: false)), to: .channel), .down(link))]
    }
    guard case .ue(let name) = sender, let member = members[name], member.incarnation == envelope.header.incarnation
    else { return refuse("a \(envelope.message.kind) from \(sender), who is not attached", on: link, at: now) }
    // A burst is held on the air while the UE's other messages pass: it may come behind them.
    guard mailbox.accept(envelope.header, allowingLate: envelope.message.isArrival) else { return [] }
    members[name]?.heard = now
    return take(envelope, from: name, on: link, at: now)
  }

  private mutating func take(_ envelope: Envelope, from name: UEName, on link: LinkID, at now: Instant) -> [Step] {
    let slot = envelope.header.slot
    switch envelope.message {
    case .ready(let ready): return admit(ready, of: name, at: now)
    case .bye(let bye): return release(name, bye, at: now)
    case .heartbeat(let heartbeat):
      return heartbeat.question ? toUE(.heartbeat(Heartbeat(question: false)), name) : []
    case .slotReport, .outcome:
      // A UE that still asks for a committed slot has missed its end.
      if (0..<nextSlot).contains(slot) { return repeatEnd(of: slot, to: name) }
    case .arrival: break
    default: return refuse("a \(envelope.message.kind) from \(name), which no UE may send", on: link, at: now)
    }
    do {
      switch envelope.message {
      case .slotReport(let report): return try take(report, of: name, slot: slot, at: now)
      case .arrival(let arrival): return try take(arrival, of: name, slot: slot, at: now)
      case .outcome(let outcome): return try take(outcome, of: name, slot: slot, at: now)
      default: return []
      }
    } catch {
      return refuse("\(error)", on: link, at: now)
    }
  }

  /// Hellos that came before the models were loaded wait; a flood of them has to ask again.
  private mutating func keepForLater(_ envelope: Envelope, _ link: LinkID) -> [Step] {
    let isKnown = early.contains { $0.0.header.incarnation == envelope.header.incarnation }
    if !isKnown, early.count < Self.maximumEarly { early.append((envelope, link)) }
    guard let channel else { return [] }
    let refusal = Refusal(
      reason: .noServer, detail: "the edge server is still loading its models; try again, or use --wait")
    return [
      .send(
        mailbox.envelope(.refusal(refusal), to: .unnamed, incarnation: envelope.header.incarnation),
        .down(channel.link))
    ]
  }

  /// Hellos that are remembered while the server loads.
  static let maximumEarly = 1000

  // MARK: - UEs stay or go

  private mutating func admit(_ ready: Ready, of name: UEName, at now: Instant) -> [Step] {
    guard let loaded, let member = members[name], member.standing == .loading || member.isLoadingAgain else {
      return []
    }
    if let detail = mismatch(of: ready, with: loaded, member) {
      let steps = toUE(.refusal(Refusal(reason: .modelMismatch, detail: detail)), name)
      if !member.isAttached { remove(name) }
      return steps + (member.isAttached ? drop(name, .left, at: now) : []) + [log(.error, detail)]
    }
    if member.isAttached {
      members[name]?.isLoadingAgain = false
      return showSlot(to: name, at: now)
    }
    members[name]?.standing = .ready
    if case .trained = member.profile.policy { members[name]?.policyDigest = ready.policyDigest }
    var steps: [Step] = []
    if ready.numericsFingerprint != loaded.numericsFingerprint {
      steps.append(
        log(
          .warning,
          "\(name) computes on unlike hardware or libraries: the digest may differ from that of other hosts; "
            + "numerics: portable in the topology makes hosts alike"))
    }
    return steps + (current == nil ? beginSlotIfPossible(at: now) : [])
  }

  /// What is wrong with the files that a UE has loaded, and what to do; nil when they are those of the run.
  private func mismatch(of ready: Ready, with loaded: LoadedServer, _ member: Member) -> String? {
    let (name, kind) = (member.name, member.profile.task)
    let models = loaded.model(of: kind)?.uses.map(\.digest) ?? []
    guard ready.modelDigests == models else {
      return "\(name) has \(Self.words(ready.modelDigests)) for its \(kind.rawValue) tasks, the server "
        + "\(Self.words(models)); give both the same --models folder"
    }
    guard case .trained(let policy) = member.profile.policy else { return nil }
    guard let found = ready.policyDigest else {
      return "\(name) does not tell the digest of its policy \(policy): run the same release on both sides"
    }
    let file = "\(policy)\(PolicyChoice.fileSuffix)"
    if member.isAttached, let begun = member.policyDigest, begun != found {
      return "\(name) decides by a file \(file) with the digest \(found.prefix(12))…, it began with "
        + "\(begun.prefix(12))…; name the folder of the latter with --models"
    }
    guard !member.isAttached, let then = script?.attachment(of: name, from: nextSlot)?.policyDigest, then != found
    else { return nil }
    return "\(name) decides by a file \(file) with the digest \(found.prefix(12))…, in the recorded run it had "
      + "\(then.prefix(12))…; name the folder of the latter with --models"
  }

  /// Digests for people.
  private static func words(_ digests: [String]) -> String {
    guard !digests.isEmpty else { return "no model" }
    let list = digests.map { "\($0.prefix(12))…" }.joined(separator: " and ")
    return digests.count == 1 ? "the model \(list)" : "the models \(list)"
  }

  private mutating func release(_ name: UEName, _ bye: Bye, at now: Instant) -> [Step] {
    guard let member = members[name] else { return [] }
    let line = log(.info, "\(name) leaves: \(bye.reason)")
    switch member.standing {
    case .attached:
      members[name]?.standing = .leaving(.left)
      // Between slots nobody else would turn the page.
      return [line] + (current == nil ? beginSlotIfPossible(at: now) : [])
    case .leaving: return []
    case .loading, .ready:
      let steps = toUE(.detached(Detached(reason: .left)), name)
      remove(name)
      return [line] + steps
    }
  }

  /// Forgets a UE's process; its account stays.
  mutating func remove(_ name: UEName) {
    members[name] = nil
    mailbox.forget(.ue(name))
  }
}

extension Message {
  /// Whether this is a burst as received.
  var isArrival: Bool {
    if case .arrival = self { true } else { false }
  }
}
