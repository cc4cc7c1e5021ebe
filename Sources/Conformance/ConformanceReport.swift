/// What a verification found.
public struct ConformanceReport: Hashable, Sendable, Encodable {
  /// The seed of every random number.
  public let seed: UInt64
  /// How much was measured.
  public let plan: VerificationPlan
  /// How many checks are met but for chance; all of them at once in 99 % of all seeds.
  public let statisticalChecks: Int
  /// The findings, a section for each subject.
  public let sections: [ConformanceSection]

  /// Every check of every section.
  public var checks: [ConformanceCheck] { sections.flatMap(\.checks) }

  /// Whether there are checks and every one is met.
  public var isSound: Bool { !checks.isEmpty && checks.allSatisfy(\.isMet) }

  private enum CodingKeys: String, CodingKey {
    case seed, plan, statisticalChecks, sections, passed
  }

  /// Writes everything and the verdict.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(seed, forKey: .seed)
    try container.encode(plan, forKey: .plan)
    try container.encode(statisticalChecks, forKey: .statisticalChecks)
    try container.encode(sections, forKey: .sections)
    try container.encode(isSound, forKey: .passed)
  }
}

/// What was found about one subject.
public struct ConformanceSection: Hashable, Sendable, Encodable {
  /// What was verified.
  public let subject: ConformanceSubject
  /// The rule by which a check is met, with the reason for its width.
  public let criterion: String
  /// The checks, series after series.
  public let checks: [ConformanceCheck]
  /// What a figure shows besides.
  public let curves: [ConformanceCurve]

  /// Whether there are checks and every one is met.
  public var isSound: Bool { !checks.isEmpty && checks.allSatisfy(\.isMet) }

  /// The checks of each series in their order.
  public var series: [[ConformanceCheck]] {
    var result: [[ConformanceCheck]] = []
    for check in checks {
      if result.last?.first?.series == check.series {
        result[result.count - 1].append(check)
      } else {
        result.append([check])
      }
    }
    return result
  }

  private enum CodingKeys: String, CodingKey {
    case subject, axis, samples, criterion, checks, curves, passed
  }

  /// Writes everything and the verdict.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(subject.rawValue, forKey: .subject)
    try container.encodeIfPresent(subject.axis, forKey: .axis)
    try container.encode(subject.samples, forKey: .samples)
    try container.encode(criterion, forKey: .criterion)
    try container.encode(checks, forKey: .checks)
    if !curves.isEmpty { try container.encode(curves, forKey: .curves) }
    try container.encode(isSound, forKey: .passed)
  }
}

/// What is verified.
public enum ConformanceSubject: String, Hashable, Sendable, CaseIterable {
  case bitErrorRate
  case distribution
  case clarkeAutocorrelation
  case gaussMarkovAutocorrelation
  case shadowingAutocorrelation
  case signalToNoiseRatio
  case frameErrorRate
  case waterfallPosition

  /// The subject in words.
  public var title: String {
    switch self {
    case .bitErrorRate: "Bit-error rate of hard decisions against the closed forms"
    case .distribution: "Kolmogorov–Smirnov distance from the distribution"
    case .clarkeAutocorrelation: "Autocorrelation of Clarke's fading against J₀(2π·f_d·τ)"
    case .gaussMarkovAutocorrelation: "Autocorrelation of Gauss–Markov fading against ρⁿ"
    case .shadowingAutocorrelation: "Autocorrelation of shadowing along a path against exp(−Δd/d_corr)"
    case .signalToNoiseRatio: "Signal-to-noise ratio of bursts against the link budget, dB"
    case .frameErrorRate: "Frame-error rate of 802.16e-576-1/2 against AFF3CT's"
    case .waterfallPosition: "E_b/N₀ at a frame-error rate of 10⁻² against AFF3CT's, dB"
    }
  }

  /// What `ConformanceCheck.position` is, with its unit; nil where checks have none.
  public var axis: String? {
    switch self {
    case .bitErrorRate, .frameErrorRate: "E_b/N₀ (dB)"
    case .clarkeAutocorrelation: "f_d·τ"
    case .gaussMarkovAutocorrelation: "n (slots)"
    case .shadowingAutocorrelation: "Δd (m)"
    case .distribution, .signalToNoiseRatio, .waterfallPosition: nil
    }
  }

  /// What `ConformanceCheck.samples` counts.
  public var samples: String {
    switch self {
    case .bitErrorRate: "bits"
    case .distribution: "draws"
    case .clarkeAutocorrelation, .gaussMarkovAutocorrelation, .shadowingAutocorrelation: "UEs"
    case .signalToNoiseRatio: "symbols"
    case .frameErrorRate, .waterfallPosition: "frames"
    }
  }
}
