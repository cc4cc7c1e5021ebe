import Protocol
import Quantities
import Roles
import Scenario

extension UserEquipmentRole {
  // MARK: - Coming

  mutating func greet(at now: Instant) -> [Step] {
    guard case .greeting = standing else { return [] }
    let profile: [UInt8]
    do {
      profile = try options.profile.map { try CanonicalJSON.encode($0) } ?? []
    } catch {
      return fail("the profile does not encode: \(error)")
    }
    let hello = UEHello(
      name: options.name, profile: profile, resumeToken: options.resumeToken, softwareVersion: SoftwareVersion.current)
    return [
      toServer(.ueHello(hello)), .schedule(.hello, at: now.advanced(bySeconds: Self.helloInterval)),
    ]
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
      // Only the start-up order is worth waiting for; every other answer will be the same next time.
      return refusal.reason == .noServer ? [] : fail(refusal.detail)
    case .loading, .present, .leaving:
      // An answer to a Hello said before the one that let the UE in.
      return refusal.reason == .noServer ? [] : fail(refusal.detail)
    case .gone: return []
    }
  }

  mutating func settle(_ welcome: UEWelcome, at now: Instant) -> [Step] {
    guard case .greeting = standing else { return [] }
    let session: Session
    do {
      session = Session(
        name: welcome.name, token: welcome.resumeToken,
        scenario: try CanonicalJSON.decode(Scenario.self, from: welcome.scenario),
        profile: try CanonicalJSON.decode(UEProfile.self, from: welcome.profile), lease: welcome.lease.value)
    } catch {
      return fail("the server's scenario does not decode (\(error)): run the same release on both sides")
    }
    if let fault = session.profile.fault(in: session.scenario) {
      return fail("the server's profile for \(session.name) is impossible: \(fault)")
    }
    mailbox.address = .ue(welcome.name)
    standing = .loading(session)
    return [
      .cancel(.hello), .cancel(.patience), .note(.welcomed(welcome.name)),
      .perform(.load(session.scenario, session.profile, session.name)),
      .schedule(.heartbeat, at: now.advanced(bySeconds: session.lease / 4)),
    ] + tellStatus(at: now)
  }

  mutating func takeOff(with loaded: LoadedTask, at now: Instant) -> [Step] {
    guard case .loading(let session) = standing else { return [] }
    equipment = Equipment(session: session, loaded: loaded)
    standing = .present(session)
    let ready = Ready(modelDigest: loaded.modelDigest, numericsFingerprint: loaded.numericsFingerprint)
    readiness = ready
    return [toServer(.ready(ready)), .note(.log(.info, "\(session.name) is ready for the next slot"))]
      + tellStatus(at: now)
  }

  // MARK: - Staying

  mutating func heartbeat(at now: Instant) -> [Step] {
    guard let session else { return [] }
    var steps: [Step] = [
      toServer(.heartbeat(Heartbeat(question: true))),
      .schedule(.heartbeat, at: now.advanced(bySeconds: session.lease / 4)),
    ]
    if case .present = standing, equipment?.attachSlot == nil, slot == nil, let readiness {
      steps.append(toServer(.ready(readiness)))
    }
    if now.seconds(since: heard) > session.lease, !warnedOfSilence {
      warnedOfSilence = true
      steps.append(.note(.log(.warning, "no sign of life from the server for \(Seconds(session.lease)); waiting")))
    }
    if now.seconds(since: heard) > 3 * session.lease {
      return fail(
        "no sign of life from the server for \(Seconds(3 * session.lease)): is the edge server still running?")
    }
    return steps
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

  mutating func take(_ detached: Detached) -> [Step] {
    guard let session else { return [] }
    switch detached.reason {
    case .left, .runEnded:
      standing = .gone
      return [.note(.log(.info, "\(session.name) is detached")), .finish(.completed)]
    case .leaseExpired:
      return fail(
        "\(session.name) was detached: the server heard nothing from it for \(Seconds(session.lease)); attach again")
    case .takenOver: return fail("\(session.name) was detached: another process took the name over")
    }
  }
}
