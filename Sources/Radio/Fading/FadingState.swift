/// The small-scale channel of one UE in one slot.
public enum FadingState: Hashable, Sendable {
  /// One coefficient through the slot.
  case flat(ComplexGain)
  /// A coefficient that varies from symbol to symbol.
  case varying(VaryingGain)
  /// Echoes, constant through the slot.
  case taps([ChannelTap], TappedDelayLine)

  /// h: the coefficient at the slot's start; of echoes, the one at the carrier, Σ_l g_l.
  public var coefficient: ComplexGain {
    switch self {
    case .flat(let coefficient): coefficient
    case .varying(let gain): gain.initial
    case .taps(let taps, _):
      taps.reduce(.zero) { ComplexGain(real: $0.real + $1.gain.real, imaginary: $0.imaginary + $1.gain.imaginary) }
    }
  }
}

/// A coefficient that varies with time after a slot's start, h(t) = g(Φ + f_d·t).
public struct VaryingGain: Hashable, Sendable {
  let process: ClarkeProcess
  /// Φ, the wavelengths travelled until the slot's start.
  let phase: Double
  /// f_d in Hz during the slot.
  let doppler: Double
  /// h at the slot's start.
  public let initial: ComplexGain

  init(process: ClarkeProcess, phase: Double, doppler: Double) {
    self.process = process
    self.phase = phase
    self.doppler = doppler
    initial = process.gain(at: phase)
  }

  /// h at a time in seconds after the slot's start.
  public func gain(after seconds: Double) -> ComplexGain { process.gain(at: phase + doppler * seconds) }
}
