import FoundationEssentials
import Glibc
import Quantities
import Radio
import Testing

@Suite("Small-scale fading")
struct FadingTests {
  private func process(
    _ fading: SmallScaleFading, ue: String = "ue-1", slotDuration: Double = 0.05, mobility: Mobility? = nil
  ) throws -> LinkProcess {
    try LinkProcess(
      radio: RadioConfiguration(pathLoss: .freeSpace, fading: fading),
      mobility: mobility ?? .still(.fixed(Position(x: Metres(50), y: Metres(0)))), slotDuration: Seconds(slotDuration),
      seed: 11, ue: ue, attachSlot: 0)
  }

  private func flat(_ distribution: FadingDistribution, _ variation: FadingVariation) -> SmallScaleFading {
    .flat(FlatFading(distribution: distribution, variation: variation))
  }

  @Test("Rician power gains follow their distribution for K of −3, 3 and 10 dB", arguments: [-3.0, 3, 10])
  func rician(factor: Double) throws {
    let fading = flat(.rician(factor: Decibels(factor), mean: .unitPower), .block)
    let gains = (0..<20_000).map { fading.coefficient(seed: 4, ue: "ue-1", slot: $0) }
    let k = Decibels(factor).linear
    #expect(isPlausible(gains.map(\.power)) { ricianPowerDistribution($0, k: k) })
    // E|h|² = 1 with the variance (2K + 1)/(K + 1)²; the mean is real and positive. Five standard deviations.
    let n = Double(gains.count)
    let mean = gains.reduce(0) { $0 + $1.power } / n
    #expect(abs(mean - 1) < 5 * ((2 * k + 1) / ((k + 1) * (k + 1)) / n).squareRoot())
    let real = gains.reduce(0) { $0 + $1.real } / n
    #expect(abs(real - (k / (k + 1)).squareRoot()) < 5 * (0.5 / (k + 1) / n).squareRoot())
  }

  @Test("the mean that Hu et al. print gives E|h|² = 5/9 for K = 2")
  func paperMean() {
    let fading = flat(.rician(factor: Decibels(linear: 2), mean: .paper), .block)
    let gains = (0..<20_000).map { fading.coefficient(seed: 4, ue: "ue-1", slot: $0) }
    let n = Double(gains.count)
    // h = √2/3 + √(1/3)·g: var|h|² = 2m²w + w² = 7/27.
    #expect(abs(gains.reduce(0) { $0 + $1.power } / n - 5.0 / 9) < 5 * (7.0 / 27 / n).squareRoot())
    #expect(abs(gains.reduce(0) { $0 + $1.real } / n - 2.0.squareRoot() / 3) < 5 * (1.0 / 6 / n).squareRoot())
  }

  @Test(
    "a Gauss–Markov step has ρ = J₀(2π·f_d·L) at published values of J₀",
    arguments: [(0, 1), (1, 0.765_197_686_557_966_6), (5, -0.177_596_771_314_338_3), (10, -0.245_935_764_451_348_3)]
      as [(Double, Double)])
  func bessel(argument: Double, correlation: Double) throws {
    let doppler = Doppler.given(maximum: Hertz(argument / (2 * .pi * 0.05)))
    var process = try process(flat(.rayleigh, .gaussMarkov(doppler: doppler)))
    let first = try process.state(at: 0).coefficient
    let second = try process.state(at: 1).coefficient
    let drawn = SmallScaleFading.rayleigh.coefficient(seed: 11, ue: "ue-1", slot: 1)
    let rest = (1 - correlation * correlation).squareRoot()
    #expect(abs(second.real - (correlation * first.real + rest * drawn.real)) < 1e-12)
    #expect(abs(second.imaginary - (correlation * first.imaginary + rest * drawn.imaginary)) < 1e-12)
  }

  @Test("Gauss–Markov fading has unit power and the autocorrelation ρⁿ")
  func gaussMarkov() throws {
    // Zhang et al.: f_d = 5 Hz, L = 50 ms: ρ = J₀(π/2) = 0.472.
    let correlation = 0.472_001_215_768_234_7
    var process = try process(flat(.rayleigh, .gaussMarkov(doppler: .given(maximum: Hertz(5)))))
    let count = 20_000
    let gains = try (0..<count).map { try process.state(at: $0).coefficient }
    for lag in 0..<6 {
      let products = zip(gains, gains.dropFirst(lag)).map {
        $0.real * $1.real + $0.imaginary * $1.imaginary
      }
      let mean = products.reduce(0, +) / Double(products.count)
      // Products are correlated over about (1 + ρ²)/(1 − ρ²) = 1.6 slots; six standard deviations of that.
      #expect(abs(mean - pow(correlation, Double(lag))) < 6 * (1.6 / Double(count)).squareRoot(), "lag \(lag)")
    }
    // Far apart slots are independent.
    let thinned = stride(from: 0, to: count, by: 20).map { gains[$0].power }
    #expect(isPlausible(thinned) { 1 - exp(-$0) })
  }

  @Test("over UEs Clarke's process is Rayleigh with the autocorrelation J₀ at every lag")
  func clarke() throws {
    let doppler = 100.0
    // 2π·f_d·τ = 1, 2.4048, 5, 40, 300; the last ones lie where a single sum of waves repeats itself.
    let lags: [(argument: Double, correlation: Double)] = [
      (1, j0(1)), (2.404_825_557_695_773, 0), (5, j0(5)), (40, j0(40)), (300, j0(300)),
    ]
    let count = 3_000
    var (sums, powers) = ([Double](repeating: 0, count: lags.count), [Double]())
    var imaginarySums = sums
    for ue in 0..<count {
      var process = try process(
        flat(.rayleigh, .clarke(doppler: .given(maximum: Hertz(doppler)))), ue: "ue-\(ue)")
      guard case .varying(let gain) = try process.state(at: 3).fading else {
        Issue.record("Clarke's process varies within a slot")
        return
      }
      powers.append(gain.initial.power)
      for (index, lag) in lags.enumerated() {
        let later = gain.gain(after: lag.argument / (2 * .pi * doppler))
        sums[index] += gain.initial.real * later.real + gain.initial.imaginary * later.imaginary
        imaginarySums[index] += gain.initial.imaginary * later.real - gain.initial.real * later.imaginary
      }
    }
    #expect(isPlausible(powers) { 1 - exp(-$0) })
    // Scattering from all sides has no mean Doppler shift: var(Im g·g′*) ≤ 1/2; six standard deviations.
    for sum in imaginarySums { #expect(abs(sum / Double(count)) < 6 * (0.5 / Double(count)).squareRoot()) }
    for (sum, lag) in zip(sums, lags) {
      // var(Re g·g′*) ≤ (1 + ρ²)/2; six standard deviations.
      let deviation = ((1 + lag.correlation * lag.correlation) / 2 / Double(count)).squareRoot()
      #expect(abs(sum / Double(count) - lag.correlation) < 6 * deviation, "2π·f_d·τ = \(lag.argument)")
    }
  }

  @Test("with Doppler from speed, Clarke's phase follows the way: f_d = v·f_c/c")
  func speed() throws {
    let way = Waypoints(
      points: [Position(x: Metres(50), y: Metres(0)), Position(x: Metres(150), y: Metres(0))], speeds: [10], end: .stop)
    let fading = flat(.rayleigh, .clarke(doppler: .fromSpeed))
    var moving = try process(fading, mobility: .waypoints(way))
    // 10 m/s at 6 GHz: 200.138 Hz.
    var equal = try process(
      flat(.rayleigh, .clarke(doppler: .given(maximum: Hertz(10 * 6e9 / 299_792_458)))))
    for slot in [0, 7, 100] {
      let (one, other) = (try moving.state(at: slot).coefficient, try equal.state(at: slot).coefficient)
      #expect(abs(one.real - other.real) < 1e-9)
      #expect(abs(one.imaginary - other.imaginary) < 1e-9)
    }
    // After ten seconds the UE has arrived, and its channel stands still.
    #expect(try moving.state(at: 250).coefficient == moving.state(at: 300).coefficient)
  }

  @Test("fading is read from and written to today's names, and to its parts otherwise")
  func coding() throws {
    func text(_ fading: SmallScaleFading) throws -> String {
      String(decoding: try JSONEncoder().encode(fading), as: UTF8.self)
    }
    #expect(try text(.rayleigh) == "\"rayleigh\"")
    #expect(try text(.none) == "\"none\"")
    let others: [SmallScaleFading] = [
      flat(.rician(factor: Decibels(3), mean: .paper), .gaussMarkov(doppler: .given(maximum: Hertz(5)))),
      flat(.rayleigh, .clarke(doppler: .fromSpeed)),
      .tappedDelayLine(TappedDelayLine(profile: .tdlC, delaySpread: Seconds(300e-9))),
    ]
    for fading in others + [.none, .rayleigh] {
      #expect(try JSONDecoder().decode(SmallScaleFading.self, from: JSONEncoder().encode(fading)) == fading)
    }
  }
}
