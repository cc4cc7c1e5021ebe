import Quantities
import Radio
import Randomness

/// Measures the signal-to-noise ratio of bursts of QPSK symbols over each kind of channel, beside the one declared.
struct SignalToNoiseMeasurement {
  /// A kind of channel at a transmit power.
  struct Link: Hashable, Sendable {
    let name: String
    let fading: SmallScaleFading
    let power: Watts
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
    [-4.0, 24].map { level in
      Link(name: "\(kind.name), \(Int(level)) dBm", fading: kind.fading, power: Watts(dBm: level))
    }
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

  /// How many symbols a burst has.
  let symbols: Int
  /// The seed of symbols, fading and noise.
  let seed: UInt64

  /// Sends one burst.
  func measure(_ link: Link, tolerance: Decibels) -> ConformanceCheck {
    var stream = RandomStream(seed: seed, purpose: "symbols", ue: link.name)
    let part = Float(0.5.squareRoot())
    let values = (0..<2 * symbols).map { _ in stream.nextBits() & 1 == 0 ? -part : part }
    guard let sent = ComplexSamples(interleaved: values) else { preconditionFailure("symbols are pairs") }
    let channel = channel(of: link)
    var received = sent
    var noise = RandomStream(seed: seed, purpose: "noise", ue: link.name)
    channel.transmit(&received, noise: &noise)
    let declared = Decibels(linear: channel.snr(symbols: symbols))
    let measured = channel.measuredSNR(sent: sent, received: received).map { Decibels(linear: $0).value }
    return ConformanceCheck(
      series: link.name, expected: declared.value, measured: measured ?? .nan,
      band: (declared - tolerance).value...(declared + tolerance).value, samples: symbols)
  }

  private func channel(of link: Link) -> BurstChannel {
    do {
      var process = try LinkProcess(
        radio: RadioConfiguration(fading: link.fading),
        mobility: .still(.fixed(Position(x: Metres(60), y: Metres(80)))), slotDuration: Seconds(0.05), seed: seed,
        ue: link.name, attachSlot: 0)
      return try process.state(at: 4).burstChannel(transmitPower: link.power, bandwidth: Hertz(1.25e6))
    } catch {
      preconditionFailure("100 m from the base station the path loss model holds: \(error)")
    }
  }
}
