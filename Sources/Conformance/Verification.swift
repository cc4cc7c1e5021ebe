import Dispatch
import Modem
import Quantities
import Synchronization

/// Verifies that the channel models, the modulations and the decoders do what theory and published references say.
///
/// Every measurement draws from random streams with a name of its own, so that the result depends on the plan and the seed
/// and not on the order or the number of threads.
public struct Verification: Sendable {
  /// How far it is.
  public struct Progress: Hashable, Sendable {
    /// What is done of the whole work, 0 to 1, by the expected time.
    public let fraction: Double
    /// What was measured last.
    public let subject: ConformanceSubject
  }

  /// How much is measured.
  public let plan: VerificationPlan
  /// The seed of every random number.
  public let seed: UInt64

  /// Plans a verification.
  public init(_ plan: VerificationPlan = .full, seed: UInt64 = 1) {
    self.plan = plan
    self.seed = seed
  }

  /// Measures everything.
  ///
  /// - Parameters:
  ///   - threads: on how many threads, ≥ 1.
  ///   - report: is told after each measurement, on any of the threads, one call after another.
  /// - Returns: the report, the same for the same plan and seed.
  public func run(threads: Int, report: @Sendable (Progress) -> Void = { _ in }) -> ConformanceReport {
    precondition(threads >= 1, "a verification runs on at least 1 thread, found \(threads)")
    let measurements = measurements
    let whole = measurements.reduce(0) { $0 + $1.cost }
    // Long ones first, so that no thread is left alone with one of them.
    let order = measurements.indices.sorted { measurements[$0].cost > measurements[$1].cost }
    let next = Atomic(0)
    let state = Mutex((findings: [Findings](repeating: Findings(), count: measurements.count), done: 0.0))
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      while true {
        let place = next.add(1, ordering: .relaxed).oldValue
        guard place < order.count else { return }
        let measurement = measurements[order[place]]
        let findings = measurement.body()
        state.withLock { state in
          state.findings[order[place]] = findings
          state.done += measurement.cost
          report(Progress(fraction: min(1, state.done / whole), subject: measurement.subject))
        }
      }
    }
    let findings = state.withLock { $0.findings }
    let results = zip(measurements, findings).map { (measurement: $0, findings: $1) }
    return ConformanceReport(
      seed: seed, plan: plan, statisticalChecks: statisticalChecks,
      sections: ConformanceSubject.allCases.compactMap { section($0, results) })
  }

  private func section(
    _ subject: ConformanceSubject, _ results: [(measurement: Measurement, findings: Findings)]
  ) -> ConformanceSection? {
    let findings = results.filter { $0.measurement.subject == subject }.map(\.findings)
    var checks = findings.flatMap(\.checks)
    if subject == .waterfallPosition {
      checks = waterfallPositions(
        results.filter { $0.measurement.subject == .frameErrorRate }.flatMap(\.findings.checks))
    }
    guard !checks.isEmpty else { return nil }
    return ConformanceSection(
      subject: subject, criterion: criterion(subject), checks: checks, curves: findings.compactMap(\.curve))
  }

  /// Where the plan's points enclose the rate in both curves.
  private func waterfallPositions(_ checks: [ConformanceCheck]) -> [ConformanceCheck] {
    let rate = VerificationPlan.waterfallRate
    return WaterfallReference.allCases.compactMap { reference in
      let rates = reference.points.filter { plan.waterfallRatios.contains($0.ratio) }.map(\.errorRate)
      guard let highest = rates.max(), let lowest = rates.min(), highest > rate, lowest < rate else { return nil }
      return reference.position(
        of: rate, in: checks.filter { $0.series == reference.name }, tolerance: VerificationPlan.waterfallTolerance)
    }
  }
}

/// What a measurement gives.
struct Findings: Sendable {
  var checks: [ConformanceCheck] = []
  var curve: ConformanceCurve?
}

/// A piece of work of its own.
struct Measurement: Sendable {
  let subject: ConformanceSubject
  /// The expected time on one thread, in some unit.
  let cost: Double
  let body: @Sendable () -> Findings
}
