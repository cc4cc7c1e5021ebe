import Offloading
import Protocol
import Quantities
public import Roles
import Scenario
import Tasks
public import Trace

#if canImport(Glibc)
  import Glibc
#endif

/// What the server keeps for those who watch it alone: no decision depends on it.
struct RunObservation: Sendable {
  /// How often a process took a name that another one had, as this server has seen.
  private var restarts: [UEName: Int] = [:]
  /// How often the server was started again and went on with the run.
  var serverRestarts = 0
  /// Committed slots at the last looks at the clock, oldest first.
  private var samples: [(at: Instant, slots: Int)] = []
  /// Looks at the clock until the next status.
  private var looksToWait = 0

  /// The span over which slots per second are counted, s.
  static let window = 5.0
  /// UEs for which a status is made at every look; ten times as many have one at every tenth look.
  static let uesPerLook = 1000
  /// A status is made at this many looks at least, however many UEs there are.
  static let mostLooks = 8

  /// A process took a name that another one had.
  mutating func noteRestart(of name: UEName) { restarts[name, default: 0] += 1 }

  /// How often a process took a name that another one had.
  func restarts(of name: UEName) -> Int { restarts[name, default: 0] }

  /// Remembers how far the run is.
  ///
  /// - Parameters:
  ///   - slots: the committed slots.
  ///   - ues: how many UEs the run has.
  ///   - isKnown: whether a name belongs to one of them; what else knocked is forgotten.
  ///   - now: the present.
  /// - Returns: whether a status is due.
  mutating func look(slots: Int, ues: Int, isKnown: (UEName) -> Bool, at now: Instant) -> Bool {
    samples.append((now, slots))
    // The oldest sample is the last one outside of the window.
    while samples.count > 2, now.seconds(since: samples[1].at) >= Self.window { samples.removeFirst() }
    guard looksToWait == 0 else {
      looksToWait -= 1
      return false
    }
    looksToWait = min(ues / Self.uesPerLook, Self.mostLooks - 1)
    restarts = restarts.filter { isKnown($0.key) }
    return true
  }

  /// Committed slots per second over the window.
  var slotsPerSecond: Double {
    guard let first = samples.first, let last = samples.last else { return 0 }
    let span = last.at.seconds(since: first.at)
    return span > 0 ? Double(last.slots - first.slots) / span : 0
  }
}

extension EdgeServerRole {
  /// Tells those who watch how the run is doing.
  mutating func tellStatus(at now: Instant) -> [Step] {
    let (members, accounts) = (members, accounts)
    let isDue = observation.look(
      slots: committedSlots, ues: max(members.count, accounts.count),
      isKnown: { members[$0] != nil || accounts[$0] != nil }, at: now)
    return isDue ? [.note(.status(status(at: now)))] : []
  }

  /// The run at this moment.
  ///
  /// - Parameter now: the present, on the clock of `handle`.
  /// - Returns: what `helio status` shows.
  public func status(at now: Instant) -> RunStatus {
    let counters = mailbox.counters
    return RunStatus(
      topology: scenario.name, seed: scenario.seed, clock: scenario.clock.rawValue, phase: phase,
      missing: missingAtStart(), slot: nextSlot, slots: scenario.slots.count,
      slotsPerSecond: observation.slotsPerSecond, upSeconds: now.seconds(since: started),
      digest: runsClock ? nil : digest?.text,
      channel: PeerStatus(
        silentSeconds: channel.map { now.seconds(since: $0.heard) }, patience: channelPatience),
      serverRestarts: observation.serverRestarts, leaseSeconds: scenario.attendance.lease.value,
      ues: knownNames.map { status(of: $0, at: now) },
      messages: MessageSummary(
        sent: counters.sent, received: counters.received, duplicates: counters.duplicates, gaps: counters.gaps,
        refused: counters.refused))
  }

  private var phase: RunPhase {
    if loaded == nil { return .loading }
    let isUnderWay = members.values.contains { $0.attendance == .attached || $0.attendance == .leaving }
    return isUnderWay ? .running : .waiting
  }

  /// Everybody whom the topology names, who is here or who was.
  private var knownNames: [UEName] {
    let named = scenario.ues.compactMap { try? UEName($0.name) }
    return Set(named).union(members.keys).union(accounts.keys).sorted()
  }

  private func status(of name: UEName, at now: Instant) -> UEStatus {
    let (member, account) = (members[name], accounts[name])
    let profile = member?.profile ?? account?.profile ?? scenario.profile(named: name.rawValue)
    var status = UEStatus(
      name: name.rawValue, task: profile?.task.rawValue ?? "", policy: profile?.policy.description ?? "",
      state: member?.attendance ?? (account == nil ? .absent : .detached))
    status.heardSeconds = member.flatMap { $0.incarnation == nil ? nil : now.seconds(since: $0.heard) }
    status.restarts = observation.restarts(of: name)
    guard let account else { return status }
    status.attachSlot = member?.attachedSince ?? account.attachedAtSlot
    status.tasks = account.tasks
    status.distanceMetres = account.lastLink?.channel.distance.value
    status.snrDecibels = account.lastLink?.snr.flatMap { $0 > 0 ? 10 * log10($0) : nil }
    status.lastOutcome = account.durable?.lastResult?.words
    return status
  }
}

extension Member {
  /// The standing in the words of a status.
  var attendance: UEState {
    switch standing {
    case .loading: .loading
    case .ready: .ready
    case .attached: incarnation == nil ? .absent : isLoadingAgain ? .loading : .attached
    case .leaving: .leaving
    }
  }

  /// The first slot of the present stay; nil before it.
  fileprivate var attachedSince: Int? {
    switch standing {
    case .loading, .ready: nil
    case .attached, .leaving: attachSlot
    }
  }
}
