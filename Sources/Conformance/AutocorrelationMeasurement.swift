import Glibc
import Quantities
import Radio
import Randomness

/// Measures autocorrelations over an ensemble: the mean over independent UEs of the product of a process's values at two
/// times, so that the measurement's standard error is known whatever the process's memory.
///
/// Of M complex Gaussian processes of unit power and real correlation ρ the mean of Re x(t)·x*(t + τ) has the variance
/// (1 + ρ²)/(2M), of M real ones (1 + ρ²)/M. The lags of one process are no independent points; Šidák's band holds for
/// Gaussian numbers with any correlation, and is then a little wide.
struct AutocorrelationMeasurement {
  /// A process with the lags at which it is looked at.
  enum Process: Hashable, Sendable, CaseIterable {
    /// Symbol by symbol through a burst, 0 to 15 wavelengths in steps of 1/20.
    case clarkeInBurst
    /// Slot by slot, 0 to 15 wavelengths in steps of 3/8.
    case clarkeOverSlots
    /// f_d = 1, 5 and 10 Hz with slots of 50 ms, 30 slots.
    case gaussMarkov1, gaussMarkov5, gaussMarkov10
    /// A UE that walks 1 m in each slot of 100 ms through a UMi street canyon without line of sight: d_corr = 13 m.
    case shadowing
  }

  /// M.
  let ues: Int
  /// The seed of the processes.
  let seed: UInt64

  /// Measures one process.
  ///
  /// - Parameters:
  ///   - process: what.
  ///   - band: how many standard errors a lag may be away.
  /// - Returns: a check for each lag.
  func measure(_ process: Process, within band: SimultaneousBand) -> [ConformanceCheck] {
    var sums = [Double](repeating: 0, count: process.lags.count)
    for index in 0..<ues {
      let values = values(process, ue: "\(process.name) \(index)")
      for (lag, value) in values.enumerated() {
        sums[lag] += values[0].real * value.real + values[0].imaginary * value.imaginary
      }
    }
    return zip(process.lags, sums).map { lag, sum in
      let expected = process.correlation(at: lag)
      let parts = process == .shadowing ? 1.0 : 2.0
      let room = band.deviations * ((1 + expected * expected) / (parts * Double(ues))).squareRoot()
      return ConformanceCheck(
        series: process.name, at: lag, expected: expected, measured: sum / Double(ues),
        band: (expected - room)...(expected + room), samples: ues)
    }
  }

  private func values(_ process: Process, ue: String) -> [ComplexGain] {
    switch process {
    case .clarkeInBurst:
      // 20 symbols to a wavelength; the slot's phase is some number of wavelengths.
      let fading = FadingVariation.clarke(doppler: .given(maximum: Hertz(50)))
      guard case .varying(let gain) = states(fading, ue: ue, slots: 3...3)[0].fading else { return [] }
      return VaryingChannel(gain: gain, symbolRate: Hertz(1000), noiseVariance: 0)
        .coefficients(symbols: process.lags.count).gains
    case .clarkeOverSlots:
      let fading = FadingVariation.clarke(doppler: .given(maximum: Hertz(7.5)))
      return states(fading, ue: ue, slots: 0...40).map(\.coefficient)
    case .gaussMarkov1, .gaussMarkov5, .gaussMarkov10:
      let fading = FadingVariation.gaussMarkov(doppler: .given(maximum: Hertz(process.doppler)))
      // From slot 25 on, so that runs in which the recursion is defined afresh begin on the way.
      return states(fading, ue: ue, slots: 25...55).map(\.coefficient)
    case .shadowing:
      return shadowingAlongPath(ue: ue)
    }
  }

  /// The links of a UE that stands still, in slots of 50 ms.
  private func states(_ variation: FadingVariation, ue: String, slots: ClosedRange<Int>) -> [LinkState] {
    let fading = SmallScaleFading.flat(FlatFading(distribution: .rayleigh, variation: variation))
    let place = Mobility.still(.fixed(Position(x: Metres(100), y: Metres(0))))
    return states(RadioConfiguration(fading: fading), place, slotDuration: Seconds(0.05), ue: ue, slots: slots)
  }

  private func shadowingAlongPath(ue: String) -> [ComplexGain] {
    let radio = RadioConfiguration(pathLoss: .umiStreetCanyonNLOS, fading: .none, shadowing: .ofModel)
    let corners = [(40.0, 0.0), (40, 30), (100, 30)].map { Position(x: Metres($0), y: Metres($1)) }
    let way = Mobility.waypoints(Waypoints(points: corners, speeds: [10], end: .stop))
    // σ = 7.82 dB: TR 38.901, Table 7.4.1-1.
    return states(radio, way, slotDuration: Seconds(0.1), ue: ue, slots: 0...60)
      .map { ComplexGain(real: $0.shadowing.value / 7.82, imaginary: 0) }
  }

  private func states(
    _ radio: RadioConfiguration, _ mobility: Mobility, slotDuration: Seconds, ue: String, slots: ClosedRange<Int>
  ) -> [LinkState] {
    do {
      var link = try LinkProcess(
        radio: radio, mobility: mobility, slotDuration: slotDuration, seed: seed, ue: ue, attachSlot: 0)
      return try slots.map { slot throws(LinkError) in try link.state(at: slot) }
    } catch {
      preconditionFailure("40 m and more from the base station the path loss model holds: \(error)")
    }
  }
}

extension AutocorrelationMeasurement.Process {
  /// What a report calls it.
  var name: String {
    switch self {
    case .clarkeInBurst: "within a burst"
    case .clarkeOverSlots: "from slot to slot"
    case .gaussMarkov1, .gaussMarkov5, .gaussMarkov10: "f_d·L = \(doppler * 0.05)"
    case .shadowing: "d_corr = 13 m"
    }
  }

  /// What it belongs to.
  var subject: ConformanceSubject {
    switch self {
    case .clarkeInBurst, .clarkeOverSlots: .clarkeAutocorrelation
    case .gaussMarkov1, .gaussMarkov5, .gaussMarkov10: .gaussMarkovAutocorrelation
    case .shadowing: .shadowingAutocorrelation
    }
  }

  /// f_d of Gauss–Markov fading in Hz.
  fileprivate var doppler: Double {
    switch self {
    case .gaussMarkov1: 1
    case .gaussMarkov5: 5
    default: 10
    }
  }

  /// The lags in the axis's unit.
  var lags: [Double] {
    switch self {
    case .clarkeInBurst: (0...300).map { Double($0) / 20 }
    case .clarkeOverSlots: (0...40).map { Double($0) * 0.375 }
    case .gaussMarkov1, .gaussMarkov5, .gaussMarkov10: (0...30).map { Double($0) }
    case .shadowing: (0...60).map { Double($0) }
    }
  }

  /// ρ at a lag: J₀(2π·f_d·τ), J₀(2π·f_d·L)ⁿ, exp(−Δd/d_corr).
  func correlation(at lag: Double) -> Double {
    switch self {
    case .clarkeInBurst, .clarkeOverSlots: j0(2 * .pi * lag)
    case .gaussMarkov1, .gaussMarkov5, .gaussMarkov10: pow(j0(2 * .pi * doppler * 0.05), lag)
    case .shadowing: exp(-lag / 13)
    }
  }
}

extension ComplexSamples {
  /// The samples one by one.
  fileprivate var gains: [ComplexGain] {
    (0..<count).map { ComplexGain(real: Double(interleaved[2 * $0]), imaginary: Double(interleaved[2 * $0 + 1])) }
  }
}
