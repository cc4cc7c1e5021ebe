internal import Glibc
import Quantities

/// The small-scale channel of one UE, slot after slot. Its state at a slot is the same however it was asked before.
struct FadingProcess: Sendable {
  /// m and w of a tap: its gain is m + √w·g.
  private struct Part: Sendable {
    var delay: Double
    var mean: Double
    var diffusePower: Double
  }

  private enum Diffuse: Sendable {
    case none
    case autoregressive(AutoregressiveProcess)
    case clarke([ClarkeProcess], Doppler)
  }

  let fading: SmallScaleFading
  private let parts: [Part]
  private let wavelength: Double
  private let clock: SlotClock
  private var diffuse: Diffuse

  init(
    _ fading: SmallScaleFading, seed: UInt64, ue: String, clock: SlotClock, carrier: Hertz, path: MobilityProcess
  ) {
    self.fading = fading
    self.clock = clock
    let wavelength = PhysicalConstant.speedOfLight / carrier.value
    let parts = Self.parts(of: fading)
    self.wavelength = wavelength
    self.parts = parts
    func recursion(_ memory: AutoregressiveProcess.Memory) -> Diffuse {
      .autoregressive(
        AutoregressiveProcess(
          seed: seed, purpose: "fading", ue: ue, pairs: parts.count, attachSlot: clock.attachSlot, memory: memory,
          clock: clock, path: path))
    }
    switch fading.variation {
    case nil: diffuse = .none
    case .block: diffuse = recursion(.constant(0))
    case .gaussMarkov(.given(let maximum)):
      diffuse = recursion(.constant(j0(2 * .pi * maximum.value * clock.slotDuration)))
    case .gaussMarkov(.fromSpeed): diffuse = recursion(.bessel(wavelength: wavelength))
    case .clarke(let doppler):
      let processes = parts.enumerated().map { tap, part in
        ClarkeProcess(
          seed: seed, ue: ue, attachSlot: clock.attachSlot, tap: tap, mean: part.mean,
          diffusePower: part.diffusePower)
      }
      diffuse = .clarke(processes, doppler)
    }
  }

  private static func parts(of fading: SmallScaleFading) -> [Part] {
    switch fading {
    case .none: return []
    case .flat(let flat):
      let (mean, diffusePower) = flat.distribution.parts
      return [Part(delay: 0, mean: mean, diffusePower: diffusePower)]
    case .tappedDelayLine(let line):
      return line.profile.taps.map {
        Part(
          delay: $0.delay * line.delaySpread.value, mean: $0.constantPower.squareRoot(), diffusePower: $0.diffusePower)
      }
    }
  }

  /// The state in a slot, at the beginning of which the UE moves so.
  mutating func state(at slot: Int, _ movement: Movement) -> FadingState {
    switch diffuse {
    case .none: return .flat(.unit)
    case .autoregressive(var process):
      let normals = process.values(at: slot)
      diffuse = .autoregressive(process)
      return state(
        parts.indices.map { index in
          let scale = (parts[index].diffusePower * 0.5).squareRoot()
          return ComplexGain(
            real: parts[index].mean + normals[2 * index] * scale, imaginary: normals[2 * index + 1] * scale)
        })
    case .clarke(let processes, let doppler):
      let (phase, shift) = turn(doppler, slot, movement)
      if case .flat = fading {
        return .varying(VaryingGain(process: processes[0], phase: phase, doppler: shift))
      }
      return state(processes.map { $0.gain(at: phase) })
    }
  }

  private func state(_ gains: [ComplexGain]) -> FadingState {
    guard case .tappedDelayLine(let line) = fading else { return .flat(gains[0]) }
    return .taps(zip(parts, gains).map { ChannelTap(delay: Seconds($0.delay), gain: $1) }, line)
  }

  /// Wavelengths travelled until a slot, and wavelengths per second.
  private func turn(_ doppler: Doppler, _ slot: Int, _ movement: Movement) -> (phase: Double, shift: Double) {
    switch doppler {
    case .given(let maximum): (maximum.value * clock.time(of: slot), maximum.value)
    case .fromSpeed: (movement.travelled / wavelength, movement.speed / wavelength)
    }
  }
}
