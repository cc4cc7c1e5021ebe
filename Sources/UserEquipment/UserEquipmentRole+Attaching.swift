import Learning
import Protocol
import Quantities
import Roles
import Scenario

extension UserEquipmentRole {
  // MARK: - Coming

  mutating func greet(at now: Instant) -> [Step] {
    guard case .greeting = standing else { return [] }
    guard let hello = try? hello() else { return fail("the profile of the UE does not encode") }
    return [hello, .schedule(.hello, at: now.advanced(bySeconds: Self.helloInterval))]
  }

  /// A Hello: from a UE that is let in already it asks for its bearings.
  mutating func hello() throws -> Step {
    let profile = try options.profile.map { try CanonicalJSON.encode($0) } ?? []
    let known = session ?? former
    return toServer(
      .ueHello(
        UEHello(
          name: known.map { .exactly($0.name) } ?? options.name, profile: known == nil ? profile : [],
          resumeToken: known?.token ?? options.resumeToken, softwareVersion: SoftwareVersion.current)))
  }

  mutating func giveUp() -> [Step] {
    guard case .greeting = standing else { return [] }
    if let lastRefusal { return fail(lastRefusal.detail) }
    return fail("no answer from the channel emulator: is it the right address?")
  }

  mutating func take(_ refusal: Refusal) -> [Step] {
    switch standing {
    case .greeting:
      lastRefusal = refusal
      if former != nil, refusal.reason == .runEnded { return finish("the run ended while this UE was away") }
      // Only the start-up order is worth waiting for; every other answer will be the same next time.
      return refusal.reason == .noServer ? [] : fail(refusal.detail)
    case .loading, .present, .leaving:
      switch refusal.reason {
      // An answer to a Hello said before the one that let the UE in.
      case .noServer: return []
      // The files at hand are others than the run's.
      case .modelMismatch: return conclude(.unusable(refusal.detail))
      default: return fail(refusal.detail)
      }
    case .gone: return []
    }
  }

  mutating func settle(_ welcome: UEWelcome, at now: Instant) -> [Step] {
    let session: Session
    do {
      session = try Session(welcome)
    } catch {
      return fail("the server's scenario does not decode (\(error)): run the same release on both sides")
    }
    if let fault = session.scenario.fault ?? ScenarioLimits.leases.fault("the lease", Seconds(session.lease)) {
      return fail("the server's scenario is impossible: \(fault); run the same release on both sides")
    }
    if let fault = session.profile.fault(in: session.scenario) {
      return fail("the server's profile for \(session.name) is impossible: \(fault)")
    }
    switch standing {
    case .greeting: return begin(session, at: now)
    case .loading:
      standing = .loading(session)
      return []
    case .present:
      takeBearings(session)
      return []
    case .leaving, .gone: return []
    }
  }

  private mutating func begin(_ session: Session, at now: Instant) -> [Step] {
    mailbox.address = .ue(session.name)
    standing = .loading(session)
    beat = now
    var steps: [Step] = [.cancel(.hello), .cancel(.patience), .note(.welcomed(session.name))]
    steps += [
      .note(.journal(journalEntry(session))), .schedule(.heartbeat, at: now.advanced(bySeconds: session.lease / 4)),
    ]
    if let remembered = options.rememberedSlot, former == nil, remembered > session.resumption?.slot ?? -1 {
      let known = session.resumption.map { "up to slot \($0.slot)" } ?? "nothing"
      let text =
        "the journal of \(session.name) tells of slot \(remembered), the server knows \(known): the server's word counts"
      steps.append(.note(.log(.warning, text)))
    }
    // What is done in the slot under way may be what the process before this one has decided.
    if former == nil, let known = session.resumption, known.attachSlot != nil { inheritedSlot = known.slot + 1 }
    defer { former = nil }
    if let loaded, former?.scenario == session.scenario, former?.profile == session.profile {
      return steps + takeOff(with: loaded, at: now) + tellStatus(at: now)
    }
    return steps + tellStatus(at: now) + [.perform(.load(session.scenario, session.profile, session.name))]
  }

  /// Puts the durable state right after a slot whose end this process has not seen through.
  private mutating func takeBearings(_ session: Session) {
    guard let known = session.resumption, let loaded, known.slot > equipment?.committedSlot ?? -1 else { return }
    standing = .present(session)
    slot = nil
    deciding = nil
    waiting = nil
    equipment = Equipment(session: session, loaded: loaded)
  }

  private func journalEntry(_ session: Session) -> JournalEntry {
    JournalEntry(name: session.name, token: session.token, slot: session.resumption?.slot ?? -1)
  }

  mutating func takeOff(with loaded: LoadedTask, at now: Instant) -> [Step] {
    guard case .loading(let session) = standing else { return [] }
    var steps: [Step] = []
    if case .trained(let policy) = session.profile.policy {
      guard let actor = loaded.actor else { return fail("no actor of the policy \(policy) was loaded") }
      if actor.owner != session.name.rawValue {
        let text = "\(session.name) is not in the policy \(policy): it decides by the actor of \(actor.owner)"
        steps.append(.note(.log(.info, text)))
      }
    }
    self.loaded = loaded
    equipment = Equipment(session: session, loaded: loaded)
    standing = .present(session)
    let ready = Ready(
      modelDigests: loaded.modelDigests, numericsFingerprint: loaded.numericsFingerprint,
      policyDigest: loaded.actor?.digest)
    readiness = ready
    steps += [toServer(.ready(ready)), .note(.log(.info, "\(session.name) is ready for the next slot"))]
    return steps + tellStatus(at: now)
  }

  // MARK: - Staying

  mutating func heartbeat(at now: Instant) -> [Step] {
    guard let session else { return [] }
    // A process that was itself paused has heard nobody for that long and blames nobody for it.
    if now.seconds(since: beat) > session.lease / 2 { heard = now }
    beat = now
    var steps: [Step] = [
      toServer(.heartbeat(Heartbeat(question: true))),
      .schedule(.heartbeat, at: now.advanced(bySeconds: session.lease / 4)),
    ]
    if case .present = standing, slot == nil, deciding == nil, let readiness {
      steps.append(toServer(.ready(readiness)))
    }
    if now.seconds(since: heard) > session.lease, !warnedOfSilence {
      warnedOfSilence = true
      steps.append(.note(.log(.warning, "no sign of life from the server for \(Seconds(session.lease)); waiting")))
    }
    if now.seconds(since: heard) > patience(in: session) {
      return fail(
        "no sign of life from the server for \(Seconds(patience(in: session))): "
          + "is the edge server still running?")
    }
    return steps
  }

  /// Says over a connection that is new who is there and what was said last: the one before may have taken it along.
  mutating func introduce(at now: Instant) -> [Step] {
    switch standing {
    case .greeting, .gone: return []
    case .leaving: return [toServer(.bye(Bye(reason: "stopped")))]
    case .loading, .present:
      isUnheard = true
      return introduceAgain(at: now) + lastWord()
    }
  }

  mutating func introduceAgain(at now: Instant) -> [Step] {
    guard isUnheard, session != nil else { return [] }
    return [
      toServer(.heartbeat(Heartbeat(question: true))),
      .schedule(.introduction, at: now.advanced(bySeconds: Self.helloInterval)),
    ]
  }

  // MARK: - Going

  mutating func leave(at now: Instant) -> [Step] {
    switch standing {
    case .greeting:
      standing = .gone
      return [.finish(.completed)]
    case .loading(let session), .present(let session):
      standing = .leaving(session)
      return [
        toServer(.bye(Bye(reason: "stopped"))),
        .schedule(.farewell, at: now.advanced(bySeconds: Self.farewellPatience)),
      ]
    case .leaving, .gone: return []
    }
  }

  mutating func take(_ detached: Detached, at now: Instant) -> [Step] {
    guard let session else { return [] }
    switch detached.reason {
    case .left, .runEnded: return finish("\(session.name) is detached")
    case .leaseExpired:
      let text = "\(session.name) was detached: the server heard nothing from it for \(Seconds(session.lease))"
      return comeBack(session, because: text, at: now)
    case .forgotten:
      return comeBack(session, because: "\(session.name) is not known any more", at: now)
    case .takenOver: return fail("\(session.name) was detached: another process took the name over")
    }
  }

  /// Says hello again: the run knows the UE's tasks, whoever was started again or lost sight of it.
  private mutating func comeBack(_ session: Session, because reason: String, at now: Instant) -> [Step] {
    if case .leaving = standing { return finish(reason) }
    former = session
    standing = .greeting
    slot = nil
    deciding = nil
    waiting = nil
    equipment = nil
    readiness = nil
    lastRefusal = nil
    return [
      .note(.log(.warning, "\(reason); it attaches again")), .cancel(.heartbeat),
      .schedule(.patience, at: now.advanced(bySeconds: patience(in: session))),
    ] + greet(at: now)
  }

  private mutating func finish(_ text: String) -> [Step] {
    standing = .gone
    return [.note(.log(.info, text)), .finish(.completed)]
  }
}

extension Session {
  /// What a Welcome settles.
  ///
  /// - Throws: `DecodingError` for a scenario or profile of another release.
  init(_ welcome: UEWelcome) throws {
    self.init(
      name: welcome.name, token: welcome.resumeToken,
      scenario: try CanonicalJSON.decode(Scenario.self, from: welcome.scenario),
      profile: try CanonicalJSON.decode(UEProfile.self, from: welcome.profile), lease: welcome.lease.value,
      resumption: welcome.resumption)
  }
}
