import Glibc

extension AutocorrelationMeasurement {
  /// A process with the lags at which it is looked at.
  enum Process: Hashable, Sendable {
    /// Symbol by symbol through a burst, each of them evaluated, 0 to 15 wavelengths in steps of 1/20.
    case clarkeInBurst
    /// Every 93rd symbol of a burst of 250 symbols to a wavelength, which cubics join: steps of 0.372 wavelengths.
    case clarkeInLongBurst
    /// Slot by slot, 0 to 15 wavelengths in steps of 3/8.
    case clarkeOverSlots
    /// Slots of 50 ms from slot 25 on, 30 slots, with f_d in Hz; the recursion is one and the same in all of them.
    case gaussMarkov(doppler: Double)
    /// The last slot before a run of W slots in which the recursion is defined afresh, and the first three of that run.
    case gaussMarkovAfresh(doppler: Double, run: Int)
    /// A UE that walks 1 m in each slot of 100 ms through a UMi street canyon without line of sight: d_corr = 13 m.
    case shadowing

    /// All that a verification measures. In the runs 0 and 1 the recursion begins at the attachment, so that the first
    /// seam lies before run 2. With f_d = 1 Hz it lies at slot 2960, too far to walk there for each of many UEs.
    static let all: [Process] =
      [.clarkeInBurst, .clarkeInLongBurst, .clarkeOverSlots] + [1, 5, 10].map { .gaussMarkov(doppler: $0) }
      + [5, 10].flatMap { doppler in [2, 3].map { .gaussMarkovAfresh(doppler: doppler, run: $0) } } + [.shadowing]

    /// How many checks it gives: of a complex process imaginary parts, too.
    var checks: Int { isComplex ? 2 * lags.count - 1 : lags.count }

    /// Whether it has an imaginary part.
    var isComplex: Bool { self != .shadowing }

    /// What a report calls it.
    var name: String {
      switch self {
      case .clarkeInBurst: "within a burst"
      case .clarkeInLongBurst: "within a burst, cubics"
      case .clarkeOverSlots: "from slot to slot"
      case .gaussMarkov(let doppler): "f_d·L = \(doppler * 0.05)"
      case .gaussMarkovAfresh(let doppler, _): "f_d·L = \(doppler * 0.05), from slot \(firstSlot)"
      case .shadowing: "d_corr = 13 m"
      }
    }

    /// What it belongs to.
    var subject: ConformanceSubject {
      switch self {
      case .clarkeInBurst, .clarkeInLongBurst, .clarkeOverSlots: .clarkeAutocorrelation
      case .gaussMarkov, .gaussMarkovAfresh: .gaussMarkovAutocorrelation
      case .shadowing: .shadowingAutocorrelation
      }
    }

    /// The slot of lag 0.
    var firstSlot: Int {
      switch self {
      case .gaussMarkov: 25
      case .gaussMarkovAfresh(let doppler, let run): run * Self.window(slotCorrelation(doppler)) - 1
      case .clarkeInBurst, .clarkeInLongBurst, .clarkeOverSlots, .shadowing: 0
      }
    }

    /// The lags in the axis's unit.
    var lags: [Double] {
      switch self {
      case .clarkeInBurst: (0...300).map { Double($0) / 20 }
      case .clarkeInLongBurst: (0...40).map { Double($0) * 0.372 }
      case .clarkeOverSlots: (0...40).map { Double($0) * 0.375 }
      case .gaussMarkov: (0...30).map { Double($0) }
      case .gaussMarkovAfresh: (0...3).map { Double($0) }
      case .shadowing: (0...60).map { Double($0) }
      }
    }

    /// ρ at a lag: J₀(2π·f_d·τ), J₀(2π·f_d·L)ⁿ, exp(−Δd/d_corr).
    func correlation(at lag: Double) -> Double {
      switch self {
      case .clarkeInBurst, .clarkeInLongBurst, .clarkeOverSlots: j0(2 * .pi * lag)
      case .gaussMarkov(let doppler), .gaussMarkovAfresh(let doppler, _): pow(slotCorrelation(doppler), lag)
      case .shadowing: exp(-lag / 13)
      }
    }

    /// J₀(2π·f_d·L), L = 50 ms.
    private func slotCorrelation(_ doppler: Double) -> Double { j0(2 * .pi * doppler * 0.05) }

    /// W, the least number of slots with |ρ|^W < 2⁻⁵³ (docs/channel.md, "Random numbers").
    private static func window(_ correlation: Double) -> Int { Int((53 / -log2(abs(correlation))).rounded(.up)) }
  }
}
