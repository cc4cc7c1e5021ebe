import CommandLineSupport
import Learning
import Offloading

/// The claims of Ji et al., Section V, with what was measured; what is missing is left out.
struct OffloadingClaims {
  private var rows: [(claim: String, measured: String)] = []

  /// Looks at all points.
  init(_ runs: inout OffloadingRuns) throws {
    try addSweeps(&runs)
    try addNoise(&runs)
    try addQueues(&runs)
    try addTrainings(&runs)
  }

  /// The claims, each with what was measured below it.
  var text: String { rows.map { "\($0.claim)\n    \($0.measured)\n" }.joined() }

  /// Writes the claims as CSV.
  func write(to path: String) throws {
    try DataFigure.write([["claim", "measured"]] + rows.map { [$0.claim, $0.measured] }, to: path)
  }

  private mutating func add(_ claim: String, _ measured: [String?]) {
    let parts = measured.compactMap { $0 }
    if !parts.isEmpty { rows.append((claim, parts.joined(separator: "; "))) }
  }

  // MARK: Figs. 5 and 6

  private mutating func addSweeps(_ runs: inout OffloadingRuns) throws {
    let sweeps = [
      ("k^T", OffloadingRuns.words), ("k^I", OffloadingRuns.patches), ("noise density", OffloadingRuns.noises),
    ]
    var points: [(name: String, report: PolicyReport)] = []
    for name in sweeps.flatMap(\.1) where !points.contains(where: { $0.name == name }) {
      if let report = try runs.report(name) { points.append((name, report)) }
    }
    let local = points.compactMap { mean(.fixed(.local), $0.report) }
    add(
      "local execution scores 4.23, flat in k^T and k^I",
      [range(local, decimals: 3).map { "\($0) at \(local.count) points" }])
    for (axis, names) in sweeps {
      let reports = points.filter { names.contains($0.name) }.map(\.report)
      add(
        "exhaustive search ≥ MAPPO ≥ DDQN, DQN over \(axis), in % of exhaustive search",
        PolicyDescription.Algorithm.allCases.map { algorithm in
          let shares = reports.compactMap { share(.learned(algorithm), $0) }
          return range(shares, decimals: 1).map { "\(algorithm.rawValue.uppercased()) \($0)" }
        })
    }
    add(
      "MAPPO above each other scheme by paired 95 % intervals",
      Scheme.all.filter { $0 != .search && $0 != .learned(.mappo) }.map { exceptions(to: $0, points) })
    for (claim, axis) in [("QoE rises with k^T up to 16 and is flat to 20", 0), ("QoE rises with k^I", 1)] {
      let reports = sweeps[axis].1.compactMap { name in points.first { $0.name == name }?.report }
      add(
        claim,
        [Scheme.search, .learned(.mappo)].map { scheme in
          let values = reports.compactMap { mean(scheme, $0) }.map { FixedPoint.text($0, decimals: 3) }
          return values.isEmpty ? nil : "\(scheme.title) \(values.joined(separator: ", "))"
        })
    }
  }

  /// Where MAPPO is not surely above a scheme.
  private func exceptions(to scheme: Scheme, _ points: [(name: String, report: PolicyReport)]) -> String? {
    var (count, exceptions) = (0, [String]())
    for (name, report) in points {
      guard let learned = report.sumQoE(of: .learned(.mappo)), let other = report.sumQoE(of: scheme) else { continue }
      count += 1
      let difference = MeanEstimate(zip(learned, other).map { $0 - $1 })
      if difference.mean <= difference.halfInterval { exceptions.append(name) }
    }
    guard count > 0 else { return nil }
    return "\(scheme.title) at \(count - exceptions.count) of \(count) points"
      + (exceptions.isEmpty ? "" : " (not \(exceptions.joined(separator: ", ")))")
  }

  // MARK: Fig. 7

  private mutating func addNoise(_ runs: inout OffloadingRuns) throws {
    var reports: [PolicyReport] = []
    for name in OffloadingRuns.noises {
      if let report = try runs.report(name) { reports.append(report) }
    }
    add(
      "remote alone falls steeply with the noise",
      reports.map { report in
        mean(.fixed(.remote), report).map { "\(noise(report)): \(FixedPoint.text($0, decimals: 3))" }
      })
    if let worst = try runs.report("noise-155"), let learned = mean(.learned(.ddqn), worst),
      let local = mean(.fixed(.local), worst)
    {
      add(
        "DDQN is below local at −155 dBm/Hz",
        [
          "\(noise(worst)): DDQN \(FixedPoint.text(learned, decimals: 3)), local \(FixedPoint.text(local, decimals: 3))"
        ])
    }
    add(
      "at −175 dBm/Hz remote comes near exhaustive search, in % of it",
      reports.map { report in
        share(.fixed(.remote), report).map { "\(noise(report)): \(FixedPoint.text($0, decimals: 1))" }
      })
  }

  private func noise(_ report: PolicyReport) -> String {
    FixedPoint.text(report.parameters.noiseDensity, decimals: 0)
  }

  // MARK: Figs. 3 and 4

  private mutating func addQueues(_ runs: inout OffloadingRuns) throws {
    for point in OffloadingRuns.preferences {
      for preset in OffloadingRuns.Preset.allCases {
        guard let report = try runs.report(point, preset) else { continue }
        let steps = report.parameters.steps
        add(
          "MAPPO empties every queue, mostly within 15 steps, DQN and DDQN do not: % of episodes within 15 and \(steps) steps, "
            + "\(point) preference, \(preset.title)",
          PolicyDescription.Algorithm.allCases.map { algorithm in
            let figures = report.lines(of: .learned(algorithm)).map(\.figures)
            guard !figures.isEmpty else { return nil }
            let shares = [15, steps].map { limit in
              let mean = figures.reduce(0) { $0 + $1.share(emptiedWithin: limit) } / Double(figures.count)
              return FixedPoint.text(100 * mean, decimals: 1)
            }
            return "\(algorithm.rawValue.uppercased()) \(shares.joined(separator: " and "))"
          })
      }
    }
  }

  // MARK: Fig. 2

  private mutating func addTrainings(_ runs: inout OffloadingRuns) throws {
    for preset in OffloadingRuns.Preset.allCases {
      var (arrivals, entropies, noises): ([String?], [String?], [String?]) = ([], [], [])
      for point in OffloadingRuns.preferences {
        guard let history = try runs.history(point, "mappo", preset) else { continue }
        let (unit, values) = history.abscissa
        func whole(_ value: Double?) -> String { FixedPoint.text(value, decimals: 0) }
        arrivals.append(
          history.hasRisen
            ? "\(point): 95 % of the way at \(whole(history.arrival(at: 0.95))), 99 % at "
              + "\(whole(history.arrival(at: 0.99))) of \(whole(values.last)) \(unit)"
            : "\(point): no rise above the noise in \(whole(values.last)) \(unit)")
        if let entropy = history["entropy"]?.filter(\.isFinite), let first = entropy.first, let last = entropy.last {
          entropies.append("\(point): \(FixedPoint.text(first, decimals: 2)) to \(FixedPoint.text(last, decimals: 2))")
        }
        noises.append("\(point): \(FixedPoint.text(history.roughness, decimals: 4))")
      }
      add("MAPPO converges near episode 600 of 1000, \(preset.title)", arrivals)
      add("the policy's entropy falls, \(preset.title)", entropies)
      add(
        "the reward is less stable with the dynamic preference: deviation between neighbouring updates, \(preset.title)",
        noises)
    }
  }

  // MARK: Figures

  private func mean(_ scheme: Scheme, _ report: PolicyReport) -> Double? {
    report.sumQoE(of: scheme).map { MeanEstimate($0).mean }
  }

  /// In % of exhaustive search.
  private func share(_ scheme: Scheme, _ report: PolicyReport) -> Double? {
    guard let quality = mean(scheme, report), let best = mean(.search, report) else { return nil }
    return 100 * quality / best
  }

  private func range(_ values: [Double], decimals: Int) -> String? {
    guard let low = values.min(), let high = values.max() else { return nil }
    return "\(FixedPoint.text(low, decimals: decimals)) … \(FixedPoint.text(high, decimals: decimals))"
  }
}

extension TrainingHistory {
  /// The standard deviation of a single reward in the second half, from the differences of neighbours, in which a slow rise
  /// cancels.
  var roughness: Double? {
    let late = rewards.suffix(rewards.count / 2)
    guard late.count > 2 else { return nil }
    let squares = zip(late, late.dropFirst()).map { ($1 - $0) * ($1 - $0) / 2 }
    return (squares.reduce(0, +) / Double(squares.count)).squareRoot()
  }

  /// Whether the mean reward of the last tenth is above the first update's by more than three such deviations.
  var hasRisen: Bool {
    let late = rewards.suffix(max(rewards.count / 10, 1))
    guard let first = rewards.first, let roughness else { return false }
    return late.reduce(0, +) / Double(late.count) - first > 3 * roughness
  }
}
