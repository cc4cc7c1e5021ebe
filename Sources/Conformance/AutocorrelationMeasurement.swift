import Glibc
import Quantities
import Radio
import Randomness

/// Measures autocorrelations over an ensemble: the mean over independent UEs of the product of a process's values at two
/// times, so that the measurement's standard error is known whatever the process's memory.
///
/// Of M complex Gaussian processes of unit power and real correlation ρ the mean of Re x(t)·x*(t + τ) has the variance
/// (1 + ρ²)/(2M), that of Im x(t)·x*(t + τ), which is to be 0, (1 − ρ²)/(2M); of M real ones the mean has (1 + ρ²)/M. The
/// lags of one process are no independent points; Šidák's band holds for Gaussian numbers with any correlation, and is then
/// a little wide.
struct AutocorrelationMeasurement {
  /// M.
  let ues: Int
  /// The seed of the processes.
  let seed: UInt64

  /// Measures one process.
  ///
  /// - Parameters:
  ///   - process: what.
  ///   - band: how many standard errors a lag may be away.
  /// - Returns: a check for each lag, and of a complex process one more for each imaginary part but that at lag 0, which is
  ///   0 by itself.
  func measure(_ process: Process, within band: SimultaneousBand) -> [ConformanceCheck] {
    var real = [Double](repeating: 0, count: process.lags.count)
    var imaginary = real
    for index in 0..<ues {
      let values = values(process, ue: "\(process.name) \(index)")
      for (lag, value) in values.enumerated() {
        real[lag] += values[0].real * value.real + values[0].imaginary * value.imaginary
        imaginary[lag] += values[0].imaginary * value.real - values[0].real * value.imaginary
      }
    }
    func check(_ series: String, _ lag: Double, _ expected: Double, _ sum: Double, variance: Double) -> ConformanceCheck
    {
      let room = band.deviations * (variance / Double(ues)).squareRoot()
      return ConformanceCheck(
        series: series, at: lag, expected: expected, measured: sum / Double(ues),
        band: (expected - room)...(expected + room), samples: ues)
    }
    let parts = process.isComplex ? 2.0 : 1.0
    let checks = zip(process.lags, real).map { lag, sum in
      let expected = process.correlation(at: lag)
      return check(process.name, lag, expected, sum, variance: (1 + expected * expected) / parts)
    }
    guard process.isComplex else { return checks }
    return checks
      + zip(process.lags, imaginary).dropFirst().map { lag, sum in
        let correlation = process.correlation(at: lag)
        let variance = (1 - correlation * correlation) / parts
        return check("\(process.name), imaginary part", lag, 0, sum, variance: variance)
      }
  }

  private func values(_ process: Process, ue: String) -> [ComplexGain] {
    switch process {
    case .clarkeInBurst: return clarke(symbolsPerWavelength: 20, every: 1, process, ue: ue)
    case .clarkeInLongBurst: return clarke(symbolsPerWavelength: 250, every: 93, process, ue: ue)
    case .clarkeOverSlots:
      let fading = FadingVariation.clarke(doppler: .given(maximum: Hertz(7.5)))
      return states(fading, ue: ue, slots: 0...40).map(\.coefficient)
    case .gaussMarkov(let doppler), .gaussMarkovAfresh(let doppler, _):
      let fading = FadingVariation.gaussMarkov(doppler: .given(maximum: Hertz(doppler)))
      let first = process.firstSlot
      return states(fading, ue: ue, slots: first...(first + process.lags.count - 1)).map(\.coefficient)
    case .shadowing:
      return shadowingAlongPath(ue: ue)
    }
  }

  /// Symbols of a burst in slot 3, whose phase is some number of wavelengths.
  private func clarke(symbolsPerWavelength: Double, every step: Int, _ process: Process, ue: String) -> [ComplexGain] {
    let fading = FadingVariation.clarke(doppler: .given(maximum: Hertz(50)))
    guard case .varying(let gain) = states(fading, ue: ue, slots: 3...3)[0].fading else { return [] }
    let pairs = VaryingChannel(gain: gain, symbolRate: Hertz(50 * symbolsPerWavelength), noiseVariance: 0)
      .coefficients(symbols: (process.lags.count - 1) * step + 1).interleaved
    return process.lags.indices.map { lag in
      ComplexGain(real: Double(pairs[2 * lag * step]), imaginary: Double(pairs[2 * lag * step + 1]))
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
