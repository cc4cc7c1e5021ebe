import Protocol
import Quantities
import Roles
import Scenario
import Tasks
import Trace

extension EdgeServerRole {
  /// Why a UE is not let in.
  struct Turndown: Error {
    var reason: RefusalReason
    var detail: String
  }

  /// Lets a UE in or says why not. The same incarnation asking again gets the same answer.
  mutating func answer(_ hello: UEHello, incarnation: UInt64, at now: Instant) -> [Step] {
    do throws(Turndown) {
      let wish = try profileWish(of: hello)
      let name = try name(for: hello, wish, incarnation: incarnation)
      try checkFree(name, hello, incarnation: incarnation, at: now)
      let profile = try profile(for: name, wish, hello)
      return welcome(name, profile, hello, incarnation: incarnation, at: now)
    } catch {
      return refuse(incarnation, error.reason, error.detail)
    }
  }

  mutating func refuse(_ incarnation: UInt64, _ reason: RefusalReason, _ detail: String) -> [Step] {
    guard let channel else { return [] }
    let refusal = mailbox.envelope(
      .refusal(Refusal(reason: reason, detail: detail)), to: .unnamed, incarnation: incarnation)
    return [.send(refusal, .down(channel.link)), log(.info, "refused a UE: \(detail)")]
  }

  // MARK: - The name

  /// The name of a UE: as it asks, or else the first that the topology names and nobody has had yet, or else the lowest
  /// `ue-N` that nobody has had yet.
  private func name(for hello: UEHello, _ wish: ProfileWish?, incarnation: UInt64) throws(Turndown) -> UEName {
    if case .exactly(let name) = hello.name { return name }
    if let known = members.values.first(where: { $0.incarnation == incarnation }) { return known.name }
    let missing = scenario.ues.first { ue in
      guard let name = try? UEName(ue.name), members[name] == nil, accounts[name] == nil else { return false }
      return wish.map { $0.applied(to: ue.profile) == ue.profile } ?? true
    }
    if let missing, let name = try? UEName(missing.name) { return name }
    let named = Set(scenario.ues.map(\.name))
    for number in 1...Self.capacity {
      let text = "ue-\(number)"
      guard !named.contains(text), let name = try? UEName(text), members[name] == nil, accounts[name] == nil else {
        continue
      }
      return name
    }
    throw full
  }

  /// How many names of UEs a refusal gives: its text has a limit on the wire.
  private static let namesShown = 20

  /// How many UEs a run can keep account of.
  static let capacity = 100_000

  private var full: Turndown {
    Turndown(reason: .closed, detail: "the run has had \(Self.capacity) UEs and keeps account of no more")
  }

  private func checkFree(
    _ name: UEName, _ hello: UEHello, incarnation: UInt64, at now: Instant
  ) throws(Turndown) {
    guard let member = members[name] else {
      guard accounts[name] != nil || members.count + accounts.count < Self.capacity else { throw full }
      return
    }
    guard member.incarnation != incarnation else { return }
    let isItself = !hello.resumeToken.isEmpty && hello.resumeToken == member.token
    guard isItself || now.seconds(since: member.heard) >= scenario.attendance.lease.value else {
      throw Turndown(
        reason: .nameTaken,
        detail:
          "the name \(name) is taken by a live UE; choose another --name, or --name auto for the lowest free one")
    }
  }

  // MARK: - The profile

  private func profileWish(of hello: UEHello) throws(Turndown) -> ProfileWish? {
    guard !hello.profile.isEmpty else { return nil }
    guard let wish = try? CanonicalJSON.decode(ProfileWish.self, from: hello.profile) else {
      throw Turndown(
        reason: .unsuitable, detail: "the UE's profile does not decode: run the same release on both sides")
    }
    return wish
  }

  private func profile(for name: UEName, _ wish: ProfileWish?, _ hello: UEHello) throws(Turndown) -> UEProfile {
    // Whoever shows the token of a name that the run has known is that UE, with its profile.
    if wish == nil, hello.resumeToken == token(of: name), let known = accounts[name]?.profile { return known }
    if let recorded = script?.profile(of: name, from: nextSlot) { return recorded }
    if let named = scenario.profile(named: name.rawValue) {
      guard wish.map({ $0.applied(to: named) == named }) ?? true else {
        throw Turndown(
          reason: .unsuitable,
          detail: "the topology defines \(name) otherwise; leave out --task and --policy, or choose another --name")
      }
      return named
    }
    guard scenario.attendance.open else {
      let others = scenario.ues.count - Self.namesShown
      let names =
        scenario.ues.prefix(Self.namesShown).map(\.name).joined(separator: ", ")
        + (others > 0 ? " and \(others) more" : "")
      throw Turndown(
        reason: .closed,
        detail: "the topology names \(names) and is closed to \(name); set attendance.open: true to let others in")
    }
    let profile = wish?.applied(to: scenario.template) ?? scenario.template
    guard scenario.model(of: profile.task) != nil else {
      let kinds = scenario.taskKinds.map(\.rawValue).joined(separator: " or ")
      throw Turndown(
        reason: .unsuitable, detail: "this topology has no codec for the task \(profile.task.rawValue); use \(kinds)")
    }
    if let fault = profile.fault(in: scenario) {
      throw Turndown(reason: .unsuitable, detail: "the profile of \(name) is impossible: \(fault)")
    }
    return profile
  }

  // MARK: - Letting in

  private mutating func welcome(
    _ name: UEName, _ profile: UEProfile, _ hello: UEHello, incarnation: UInt64, at now: Instant
  ) -> [Step] {
    guard let profileBytes = try? CanonicalJSON.encode(profile) else {
      return refuse(incarnation, .unsuitable, "the profile of \(name) has a number that is not finite")
    }
    if let member = members[name], member.incarnation == incarnation {
      // It asks again, or has lost its way in the open slot.
      return to(member, welcome(of: member)) + (member.isPresent ? showSlot(to: name, at: now) : [])
    }
    if let member = members[name], member.standing == .attached, member.token == hello.resumeToken {
      return resume(member, incarnation: incarnation, at: now)
    }
    if members[name] != nil || accounts[name] != nil { observation.noteRestart(of: name) }
    var steps = drop(name, .takenOver, at: now)
    let member = Member(
      name: name, incarnation: incarnation, token: token(of: name), profile: profile, profileBytes: profileBytes,
      heard: now)
    members[name] = member
    steps += to(member, welcome(of: member))
    return steps
  }

  /// Puts a process in the place of the one that was lost: the stay goes on, and nothing of it enters the trace.
  private mutating func resume(_ member: Member, incarnation: UInt64, at now: Instant) -> [Step] {
    var steps = to(member, .detached(Detached(reason: .takenOver)))
    mailbox.forget(.ue(member.name))
    // Whether the first process after a restart of the server is a new one cannot be told.
    if member.incarnation != nil { observation.noteRestart(of: member.name) }
    var resumed = member
    resumed.incarnation = incarnation
    resumed.isLoadingAgain = true
    resumed.heard = now
    members[member.name] = resumed
    steps += to(resumed, welcome(of: resumed))
    return steps + [log(.info, "\(member.name) goes on where it was")]
  }

  /// The resume token of a name: whoever shows it is that UE.
  func token(of name: UEName) -> [UInt8] {
    SHA256Digest.of(tokenSecret + Array(name.rawValue.utf8))
  }

  /// What a UE is told when it is let in, or asks for its bearings.
  func welcome(of member: Member) -> Message {
    let attachSlot: Int? = member.isAttached ? member.attachSlot : nil
    return .ueWelcome(
      UEWelcome(
        name: member.name, resumeToken: member.token, scenario: scenarioBytes, profile: member.profileBytes,
        lease: scenario.attendance.lease,
        resumption: accounts[member.name]?.resumption(
          after: nextSlot - 1, attachSlot: attachSlot, lastEnd: member.lastEnd?.end)))
  }
}
