import Glibc
import Quantities
import Radio
import Randomness

/// Measures the signal-to-noise ratio of bursts of QPSK symbols over each kind of channel.
///
/// The expected ratio is p·g·mean|h|²/(b·σ²) with g written down again from docs/channel.md and h of the link's state. The
/// measured one knows the sent and the received symbols alone. With |s_i| = 1 z_i = y_i·s_i* = h_i + n_i; symbols that meet
/// the same coefficient have h in common and not n. With R(l) = mean Re z_i·z*_{i+l} and a distance d to the next symbol of
/// the same coefficient the signal is S = (4·R(d) − R(2d))/3, in which a slow change of h drops out up to the square of
/// d, and the noise R(0) − S. The variance of ln γ̂ over N symbols is (1 + 2/γ + 17/18·(1 + 1/γ)²)/N.
struct SignalToNoiseMeasurement {
  /// A kind of channel at a transmit power.
  struct Link: Hashable, Sendable {
    let name: String
    let fading: SmallScaleFading
    /// p in dBm.
    let level: Double
  }

  /// What a verification sends over.
  static let links: [Link] = [
    Kind("flat, no fading", .none), Kind("flat, Rayleigh", .rayleigh),
    Kind("varying, Clarke at 200 Hz", clarke(.rayleigh, doppler: Hertz(200))),
    Kind(
      "varying, Rician Clarke at 20 kHz",
      clarke(.rician(factor: Decibels(3), mean: .unitPower), doppler: Hertz(20_000))),
    Kind("sub-bands, TDL-C", .tappedDelayLine(TappedDelayLine(profile: .tdlC, delaySpread: Seconds(300e-9)))),
    Kind("sub-bands, TDL-E", .tappedDelayLine(TappedDelayLine(profile: .tdlE, delaySpread: Seconds(100e-9)))),
  ].flatMap { kind in
    [14.0, 28].map { level in Link(name: "\(kind.name), \(Int(level)) dBm", fading: kind.fading, level: level) }
  }

  private struct Kind {
    let name: String
    let fading: SmallScaleFading

    init(_ name: String, _ fading: SmallScaleFading) {
      self.name = name
      self.fading = fading
    }
  }

  private static func clarke(_ distribution: FadingDistribution, doppler: Hertz) -> SmallScaleFading {
    .flat(FlatFading(distribution: distribution, variation: .clarke(doppler: .given(maximum: doppler))))
  }

  /// b, one symbol per second and hertz.
  private static let bandwidth = Hertz(1.25e6)

  /// How many symbols a burst has.
  let symbols: Int
  /// The seed of symbols, fading and noise.
  let seed: UInt64

  /// Sends one burst.
  ///
  /// - Parameters:
  ///   - link: over what.
  ///   - tolerance: how far the ratios may lie apart,
  ///   - band: or how many standard deviations of the measured one, where that is more.
  /// - Returns: checks of the measured ratio and of the one that the channel declares, which has to be right to a tenth of
  ///   the tolerance.
  func measure(_ link: Link, tolerance: Decibels, within band: SimultaneousBand) -> [ConformanceCheck] {
    var stream = RandomStream(seed: seed, purpose: "symbols", ue: link.name)
    let part = Float(0.5.squareRoot())
    let values = (0..<2 * symbols).map { _ in stream.nextBits() & 1 == 0 ? -part : part }
    guard let sent = ComplexSamples(interleaved: values) else { preconditionFailure("symbols are pairs") }
    let (state, channel) = channel(of: link)
    var received = sent
    var noise = RandomStream(seed: seed, purpose: "noise", ue: link.name)
    channel.transmit(&received, noise: &noise)

    let (power, distance) = meanPower(of: state.fading)
    let expected = expectedRatio(level: link.level, meanPower: power)
    let measured = measuredRatio(sent: sent.interleaved, received: received.interleaved, distance: distance)
    let ratio = expected.linear
    let variance = (1 + 2 / ratio + 17.0 / 18 * (1 + 1 / ratio) * (1 + 1 / ratio)) / Double(symbols)
    let room = max(tolerance.value, band.deviations * 10 / log(10) * variance.squareRoot())
    func check(_ series: String, _ measured: Double, room: Double) -> ConformanceCheck {
      ConformanceCheck(
        series: series, expected: expected.value, measured: measured,
        band: (expected.value - room)...(expected.value + room), samples: symbols)
    }
    return [
      check(link.name, measured, room: room),
      check(
        "\(link.name), declared", Decibels(linear: channel.snr(symbols: symbols)).value, room: tolerance.value / 10),
    ]
  }

  private func channel(of link: Link) -> (state: LinkState, channel: BurstChannel) {
    // f_c = 6 GHz, h_BS = 10 m, h_UT = 1.5 m, σ² = −160 dBm/Hz; d₂D = 100 m.
    let radio = RadioConfiguration(
      carrier: Hertz(6e9), noiseDensity: WattsPerHertz(dBmPerHertz: -160), pathLoss: .umiStreetCanyonNLOS,
      baseStationHeight: Metres(10), userHeight: Metres(1.5), fading: link.fading)
    do {
      var process = try LinkProcess(
        radio: radio, mobility: .still(.fixed(Position(x: Metres(60), y: Metres(80)))), slotDuration: Seconds(0.05),
        seed: seed, ue: link.name, attachSlot: 0)
      let state = try process.state(at: 4)
      return (state, try state.burstChannel(transmitPower: Watts(dBm: link.level), bandwidth: Self.bandwidth))
    } catch {
      preconditionFailure("100 m from the base station the path loss model holds: \(error)")
    }
  }

  /// p − PL − σ² − b + |h|² in dB for the link of `channel(of:)`.
  private func expectedRatio(level: Double, meanPower: Double) -> Decibels {
    // `umi-street-canyon-nlos` of docs/channel.md, before the breakpoint at 360 m.
    let distance = (100.0 * 100 + 8.5 * 8.5).squareRoot()
    let seen = 32.4 + 21 * log10(distance) + 20 * log10(6)
    let hidden = 35.3 * log10(distance) + 22.4 + 21.3 * log10(6)
    return Decibels(level - max(seen, hidden) + 160 - 10 * log10(Self.bandwidth.value) + 10 * log10(meanPower))
  }

  /// mean|h|² over the burst, and how far apart symbols lie that meet the same coefficient.
  private func meanPower(of fading: FadingState) -> (power: Double, distance: Int) {
    switch fading {
    case .flat(let coefficient): return (coefficient.power, 1)
    case .varying(let gain):
      let sum = (0..<symbols).reduce(0.0) { $0 + gain.gain(after: Double($1) / Self.bandwidth.value).power }
      return (sum / Double(symbols), 1)
    case .taps(let taps, let line):
      // |H_b|² = |Σ_l g_l·exp(−j2π·f_b·τ_l)|² at the sub-bands' centres.
      let sum = (0..<line.subBands).reduce(0.0) { sum, band in
        let frequency = ((Double(band) + 0.5) / Double(line.subBands) - 0.5) * Self.bandwidth.value
        var (real, imaginary) = (0.0, 0.0)
        for tap in taps {
          let angle = -2 * .pi * frequency * tap.delay.value
          real += tap.gain.real * cos(angle) - tap.gain.imaginary * sin(angle)
          imaginary += tap.gain.real * sin(angle) + tap.gain.imaginary * cos(angle)
        }
        return sum + real * real + imaginary * imaginary
      }
      return (sum / Double(line.subBands), line.subBands)
    }
  }

  /// S/(R(0) − S) in dB; not a number where the estimate of either is not positive.
  private func measuredRatio(sent: [Float], received: [Float], distance: Int) -> Double {
    let values = (0..<symbols).map { index -> (real: Double, imaginary: Double) in
      let (s, c) = (Double(sent[2 * index]), Double(sent[2 * index + 1]))
      let (y, x) = (Double(received[2 * index]), Double(received[2 * index + 1]))
      return (y * s + x * c, x * s - y * c)
    }
    func product(_ lag: Int) -> Double {
      let count = symbols - lag
      guard count > 0 else { return .nan }
      let sum = (0..<count).reduce(0.0) { sum, index in
        let (here, there) = (values[index], values[index + lag])
        return sum + here.real * there.real + here.imaginary * there.imaginary
      }
      return sum / Double(count)
    }
    let signal = (4 * product(distance) - product(2 * distance)) / 3
    let noise = product(0) - signal
    return signal > 0 && noise > 0 ? 10 * log10(signal / noise) : .nan
  }
}
