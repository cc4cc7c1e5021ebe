internal import CSignal
internal import Glibc
import Randomness

/// Clarke's isotropic scattering: g(Φ) = Σ_n a_n·exp(j2πΦ·cos α_n) with N = 128 waves of independent amplitudes
/// a_n ~ CN(0, 1/N) that arrive from the directions α_n = 2π(n + u)/N, u uniform in [0, 1) for each process. Φ counts
/// wavelengths travelled: Φ = f_d·t for a constant Doppler shift.
///
/// Given u, g is exactly Gaussian; over u, E[g(Φ)·g*(Φ − x)] = J₀(2πx) at every lag x. One process has
/// J₀(2πx) + 2·Σ_k cos(2πku)·J_{kN}(2πx) for a multiple kN of N, k ≥ 1 — the same to 10⁻⁹ for lags below 15
/// wavelengths, after which a finite sum of waves begins to repeat itself.
///
/// The amplitudes are the first N pairs of normal numbers of the stream (seed, "clarke", ue, attach slot) from block
/// 129·l on for tap l; u is the uniform number after them.
struct ClarkeProcess: Hashable, Sendable {
  /// N.
  static let waves = 128

  /// Real parts, and then imaginary parts.
  private let amplitudes: [Double]
  private let cosines: [Double]

  /// A process of diffuse power w with the constant part m, E|h|² = m² + w.
  init(seed: UInt64, ue: String, attachSlot: Int, tap: Int, mean: Double, diffusePower: Double) {
    var stream = RandomStream(seed: seed, purpose: "clarke", ue: ue, slot: attachSlot)
    stream.seek(to: UInt32(tap * (Self.waves + 1)))
    let scale = (diffusePower / Double(2 * Self.waves)).squareRoot()
    // The constant part is a wave that never turns, in a group of four waves of its own.
    let constants = mean == 0 ? [] : [mean, 0, 0, 0]
    var (real, imaginary): ([Double], [Double]) = ([], [])
    for _ in 0..<Self.waves {
      let (first, second) = stream.normalPair()
      real.append(scale * first)
      imaginary.append(scale * second)
    }
    let offset = stream.uniform()
    cosines =
      (0..<Self.waves).map { cos(2 * .pi * (Double($0) + offset) / Double(Self.waves)) } + constants.map { _ in 0 }
    amplitudes = real + constants + imaginary + constants.map { _ in 0 }
  }

  /// g after Φ wavelengths.
  func gain(at phase: Double) -> ComplexGain {
    var gain = (0.0, 0.0)
    unsafe withSinusoids(phase: phase, increment: 0) { sinusoids in
      unsafe withUnsafeMutablePointer(to: &gain) { pointer in
        unsafe pointer.withMemoryRebound(to: Double.self, capacity: 2) {
          unsafe signal_sinusoid_gain(SignalVersion.best, sinusoids, $0)
        }
      }
    }
    return ComplexGain(real: gain.0, imaginary: gain.1)
  }

  /// Lends the waves to the loops of `CSignal`, at a phase and with its increment for each sample.
  func withSinusoids<Result>(
    phase: Double, increment: Double, _ body: (UnsafePointer<signal_sinusoids>) -> Result
  ) -> Result {
    unsafe amplitudes.withUnsafeBufferPointer { amplitudes in
      unsafe cosines.withUnsafeBufferPointer { cosines in
        var sinusoids = unsafe signal_sinusoids(
          count: cosines.count, amplitudes: amplitudes.baseAddress, cosines: cosines.baseAddress, phase: phase,
          increment: increment)
        return unsafe withUnsafePointer(to: &sinusoids) { unsafe body($0) }
      }
    }
  }
}

/// Which version of the loops of `CSignal` this processor gets.
enum SignalVersion {
  static let best = signal_best_version()
}
