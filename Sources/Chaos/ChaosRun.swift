import FoundationEssentials
public import Launching
import Quantities
import Recording
import Scenario
import Tasks
import Trace

/// What a run with faults tells as it goes.
public enum ChaosEvent: Sendable {
  /// A fault is over, and what came of it.
  case fault(FaultAccount)
  /// Something else begins: a sentence.
  case stage(String)
}

/// Does faults to a live emulation, one after the other, and checks what must hold whatever happens.
public final class ChaosRun {
  /// How many faults, and how fast.
  public struct Pace: Hashable, Sendable {
    /// How many faults; nil: until the time is over.
    public var count: Int?
    /// For how long, s; nil: until all faults are done.
    public var duration: Double?
    /// The least time from one fault to the next, s.
    public var interval: Double
    /// How long the run may take to recover, s.
    public var patience: Double

    /// Describes a pace.
    public init(count: Int?, duration: Double? = nil, interval: Double = 0, patience: Double = 30) {
      self.count = count
      self.duration = duration
      self.interval = interval
      self.patience = patience
    }
  }

  private let emulation: LiveEmulation
  private let plan: FaultPlan
  private let seed: UInt64
  private let pace: Pace
  private let verification: ChildProgram?
  private let shouldStop: () -> Bool
  private let onEvent: (ChaosEvent) -> Void
  private var accounts: [FaultAccount] = []
  private var violations: [Violation] = []
  private var invariants = TaskInvariants()
  private var reader: RunRecord?

  /// Prepares a run.
  ///
  /// - Parameters:
  ///   - emulation: what is hurt; it is stopped at the end.
  ///   - seed: the seed of the faults.
  ///   - kinds: what may happen.
  ///   - pace: how many faults, and how fast.
  ///   - verification: the program that repeats the recorded run and compares every slot; nil: it is not repeated.
  ///   - shouldStop: asked between faults; true: the run ends early.
  ///   - onEvent: told of each fault.
  public init(
    _ emulation: LiveEmulation, seed: UInt64, kinds: Set<FaultKind>, pace: Pace, verification: ChildProgram?,
    shouldStop: @escaping () -> Bool = { false }, onEvent: @escaping (ChaosEvent) -> Void = { _ in }
  ) {
    self.emulation = emulation
    self.seed = seed
    plan = FaultPlan(
      seed: seed, kinds: kinds, ues: emulation.scenario.ues.map(\.name),
      lease: emulation.scenario.attendance.lease.value)
    self.pace = pace
    self.verification = verification
    self.shouldStop = shouldStop
    self.onEvent = onEvent
  }

  /// Runs to the last fault, stops the emulation, and checks what is left.
  ///
  /// - Returns: the report; a run that could not go on is a violation in it.
  /// - Throws: `LaunchError` when a program could not be started.
  public func run() throws -> ChaosReport {
    do {
      try emulation.waitForSlot(0, within: emulation.scenario.attendance.startTimeout.value + 10)
      reader = try RunRecord(path: emulation.record)
      try doFaults()
    } catch let error as EmulationError {
      violations.append(Violation(.recovery, fault: accounts.last?.number, slot: emulation.lastSlot, "\(error)"))
    }
    return try conclude()
  }

  private func doFaults() throws {
    let start = Clock.now
    var number = 1
    while number <= pace.count ?? .max, !shouldStop() {
      let begin = Clock.now
      if let duration = pace.duration, begin - start >= duration { return }
      if emulation.history.isOver { throw EmulationError("the emulation ended before fault \(number)") }
      let account = try disturb(plan.fault(number))
      accounts.append(account)
      violations += account.violations
      onEvent(.fault(account))
      while Clock.now - begin < pace.interval, !shouldStop(), !emulation.history.isOver { Clock.sleep(0.05) }
      number += 1
    }
  }

  /// One fault from its slot to the recovery.
  private func disturb(_ fault: Fault) throws -> FaultAccount {
    try emulation.waitForSlot((emulation.lastSlot ?? 0) + fault.slotsBefore, within: pace.patience)
    var account = FaultAccount(
      number: fault.number, kind: fault.kind, fault: "\(fault)", slot: (emulation.lastSlot ?? -1) + 1, isInPhase: false,
      recoverySeconds: nil, violations: [])
    do {
      let (lastSlot, isInPhase, restored) = try FaultInjection(emulation: emulation, fault: fault).perform()
      account.slot = lastSlot + 1
      account.isInPhase = isInPhase
      let recovered = try recovery(from: fault, after: lastSlot, restored)
      account.recoverySeconds = recovered - restored
    } catch let error as EmulationError {
      account.violations.append(Violation(.recovery, fault: fault.number, slot: account.slot, "\(fault): \(error)"))
    }
    account.violations += check(after: fault.number)
    return account
  }

  /// Waits for the next completed task: in a slot that began after the fault, ended after the restoration, and in which
  /// the UE that was hurt takes part.
  private func recovery(from fault: Fault, after lastSlot: Int, _ restored: Double) throws(EmulationError) -> Double {
    let ue = fault.process.flatMap { name in emulation.scenario.ues.contains { $0.name == name } ? name : nil }
    var found: RunHistoryLog.ObservedSlot?
    try emulation.wait(for: "completed task", within: pace.patience) {
      found = emulation.history.firstSlot { slot in
        slot.slot >= lastSlot + 2 && slot.time >= restored && slot.completesTask
          && ue.map { slot.ues.contains($0) } ?? true
      }
      return found != nil
    }
    return found?.time ?? restored
  }

  /// Checks what has been committed since the last look.
  private func check(after fault: Int?) -> [Violation] {
    var found = emulation.history.takeViolations()
    do {
      try reader?.forEachSlot(from: invariants.nextSlot) { slot, _ in
        found += invariants.take(slot)
        return true
      }
    } catch {
      found.append(Violation(.record, "\(error)"))
    }
    for index in found.indices { found[index].fault = fault }
    return found
  }

  // MARK: - The end

  private func conclude() throws -> ChaosReport {
    onEvent(.stage("stopping the run"))
    violations += check(after: nil)
    // Nobody may read the record when it is closed: only then one file is the whole record.
    reader = nil
    let (folder, identifiers) = (emulation.folder, emulation.history.identifiers)
    let summary = judge(try emulation.stop())
    violations += Leftovers.processes(identifiers, of: emulation.programFolder) + Leftovers.folder(folder)
    checkRecord(summary)
    if let summary { violations += invariants.check(summary) }
    if let verification, !shouldStop() { try replay(verification) }
    return ChaosReport(
      topology: emulation.scenario.name, seed: seed, ues: emulation.scenario.ues.count, slots: invariants.nextSlot,
      completedTasks: summary?.totals.tasks.completed ?? 0, faults: accounts, restarts: summary?.restarts ?? [:],
      violations: violations, wasInterrupted: shouldStop())
  }

  private func judge(_ outcome: LaunchOutcome) -> RunSummary? {
    switch outcome {
    case .finished(let summary): return summary
    case .interrupted(let summary):
      if summary == nil { violations.append(Violation(.recovery, "the server was stopped and gave no summary")) }
      return summary
    case .failed(let failures, let summary):
      violations += failures.map { Violation(.recovery, fault: accounts.last?.number, "\($0)") }
      return summary
    }
  }

  private func checkRecord(_ summary: RunSummary?) {
    onEvent(.stage("checking the record of \(summary?.slots ?? invariants.nextSlot) slots"))
    do throws(RecordError) {
      let record = try RunRecord(path: emulation.record)
      try record.forEachSlot(from: invariants.nextSlot) { slot, _ in
        violations += invariants.take(slot)
        return true
      }
      try record.verifyChain()
      try record.checkIntegrity()
    } catch {
      violations.append(Violation(.record, "\(error)"))
    }
  }

  private func replay(_ verification: ChildProgram) throws(LaunchError) {
    onEvent(.stage("repeating the run from its record"))
    let (ending, logTail) = try verification.runToEnd(shouldStop: shouldStop)
    guard ending != .exited(0), !shouldStop() else { return }
    violations.append(Violation(.replay, "\(ending): \(logTail.joined(separator: " | "))"))
  }
}
