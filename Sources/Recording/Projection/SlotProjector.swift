import GRDB
import Glibc
import Offloading
import Protocol
import Quantities
import Scenario
import Tasks
import Trace

/// Writes one committed slot into the tables for queries.
struct SlotProjector {
  private let database: Database
  private var ledger: TaskLedger

  init(_ database: Database) {
    self.database = database
    ledger = TaskLedger(database)
  }

  private func insert(_ sql: String, _ arguments: StatementArguments) throws {
    try database.cachedStatement(sql: sql).execute(arguments: arguments)
  }

  mutating func project(_ slot: SlotRecord, digest: [UInt8]) throws {
    for event in slot.events { try project(event, in: slot.slot) }
    for ue in slot.ues { try project(ue, in: slot.slot) }
    try insert(
      "INSERT INTO slots VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      [
        slot.slot, slot.ues.count, slot.ues.lazy.compactMap(\.grant?.offloaders).first ?? 0,
        slot.ues.count { $0.outcome?.result == .completed },
        slot.ues.count { $0.outcome.map { $0.result != .completed } ?? false },
        slot.ues.reduce(0) { $0 + ($1.outcome?.qoe ?? 0) }, slot.sumReward, SHA256Digest.hexadecimal(digest),
      ])
  }

  private mutating func project(_ event: ExternalEvent, in slot: Int) throws {
    switch event {
    case .attached(let name, let profile, let policyDigest):
      let text = String(decoding: profile, as: UTF8.self)
      let decoded = try? CanonicalJSON.decode(UEProfile.self, from: profile)
      try ledger.attach(
        name, task: decoded?.task.rawValue ?? "", policy: decoded?.policy.description ?? "", policyDigest: policyDigest,
        in: slot)
      try insert("INSERT INTO joins_leaves VALUES (?, ?, 'joined', NULL, ?)", [slot, name.rawValue, text])
    case .detached(let name, let reason):
      try ledger.detach(name, in: slot)
      try insert("INSERT INTO joins_leaves VALUES (?, ?, 'left', ?, NULL)", [slot, name.rawValue, reason.recordWord])
    case .channel(let name, let settings):
      try insert(
        "INSERT INTO commands VALUES (?, ?, ?)", [slot, name?.rawValue, String(decoding: settings, as: UTF8.self)])
    }
  }

  private mutating func project(_ ue: UESlotRecord, in slot: Int) throws {
    let name = ue.name.rawValue
    if let report = ue.report {
      try project(report, of: name, in: slot)
      try ledger.take(report, of: ue.name, in: slot)
      let channel = report.channel
      try insert(
        "INSERT INTO links VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
          slot, name, channel.x.value, channel.y.value, channel.distance.value, decibels(channel.largeScaleGain),
          decibels(channel.fadingPower), ue.arrival.flatMap { decibels($0.declaredSNR) },
          ue.arrival.flatMap { decibels($0.measuredSNR) }, ue.arrival?.airtime,
        ])
    }
    if let grant = ue.grant { try project(grant, to: name, in: slot) }
    if let outcome = ue.outcome {
      try ledger.take(outcome, of: ue.name, in: slot)
      var item: Int?
      var label: Int?
      var answer: String?
      switch outcome.answer {
      case .retrieved(let found, let itsClass): (item, label) = (found, itsClass)
      case .translated(let sentences): answer = sentences.joined(separator: "\n")
      case .answered(let index, let text): (label, answer) = (index, text)
      case .undecodable: break
      }
      if case .translation(let statistics) = outcome.score { try project(statistics, of: name, in: slot) }
      try insert(
        "INSERT INTO outcomes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
          slot, name, outcome.task, ue.report?.wish.recordWord ?? "", outcome.result.words,
          outcome.givenUp, outcome.latency.value, outcome.energy.value, outcome.cost, outcome.qoe, outcome.reward,
          outcome.expectedAccuracy, item, label, answer, outcome.score.isRight, outcome.score.bleu,
          ue.answer?.remoteTime.value,
        ])
    }
  }

  private func project(_ report: SlotReport, of name: String, in slot: Int) throws {
    var task: Int?
    var frequency: Double?
    var bid: Double?
    var power: Double?
    switch report.wish {
    case .idle: break
    case .local(let number, let hertz): (task, frequency) = (number, hertz.value)
    case .offload(let number, let wished, let watts): (task, bid, power) = (number, wished, watts.value)
    }
    try insert(
      "INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      [
        slot, name, report.wish.recordWord, task, frequency, bid, power, report.battery.value, report.generated,
        report.completed, report.failed, report.queued,
      ])
  }

  private func project(_ statistics: BLEUStatistics, of name: String, in slot: Int) throws {
    let (matches, totals) = (statistics.matches, statistics.totals)
    try insert(
      "INSERT INTO translations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      [
        slot, name, matches[0], matches[1], matches[2], matches[3], totals[0], totals[1], totals[2], totals[3],
        statistics.hypothesisLength, statistics.referenceLength,
      ])
  }

  private func project(_ grant: Grant, to name: String, in slot: Int) throws {
    var allotment: Allotment?
    if case .offload(let granted) = grant.decision { allotment = granted }
    try insert(
      "INSERT INTO grants VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      [
        slot, name, grant.decision.recordWord, allotment?.bandwidth.value, allotment?.power.value,
        allotment?.symbols.words.nonZero, allotment?.symbols.patches.nonZero, grant.offloaders,
      ])
  }

  /// A ratio of powers in dB; NULL when there is no power.
  private func decibels(_ ratio: Double) -> Double? { ratio > 0 ? 10 * log10(ratio) : nil }
}

extension Int {
  /// The number; nil for 0.
  fileprivate var nonZero: Int? { self == 0 ? nil : self }
}

extension Wish {
  /// The wish in one word.
  var recordWord: String {
    switch self {
    case .idle: "idle"
    case .local: "local"
    case .offload: "offload"
    }
  }
}

extension GrantDecision {
  /// The decision in one word.
  var recordWord: String {
    switch self {
    case .idle: "idle"
    case .local: "local"
    case .offload: "offload"
    }
  }
}

extension DetachReason {
  /// The reason in a few words.
  var recordWord: String {
    switch self {
    case .left: "left"
    case .runEnded: "run ended"
    case .leaseExpired: "lease expired"
    case .takenOver: "taken over"
    case .forgotten: "not known any more"
    }
  }
}
