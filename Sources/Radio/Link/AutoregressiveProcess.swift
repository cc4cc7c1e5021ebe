internal import Glibc
import Quantities
import Randomness

/// A stationary first-order Gaussian process over the slots of a UE: in the slot of attachment x = e, later
/// x_s = ρ_s·x_{s−1} + √(1 − ρ_s²)·e_s, each component of e_s standard normal and drawn from the stream (seed, purpose,
/// ue, s). Its value at a slot is a function of that stream and of the UE's path alone, however it was asked before.
///
/// With a constant ρ the process forgets: after W slots with |ρ|^W < 2⁻⁵³ what was before is below the resolution of a
/// number. The process is then defined afresh from time to time, so that nobody has to begin at the attachment: in the
/// k-th run of W slots after it, k ≥ 1, x is the recursion that begins with x = e at the (k − 1)-th run's first slot.
/// Where ρ depends on the path it begins at the attachment.
struct AutoregressiveProcess: Sendable {
  /// What ρ is.
  enum Memory: Sendable {
    /// A constant in −1 … 1.
    case constant(Double)
    /// exp(−Δd/d) of the distance Δd walked since the slot before, d in m.
    case exponential(distance: Double)
    /// J₀(2π·Δd/λ), λ in m: Doppler from speed.
    case bessel(wavelength: Double)
  }

  /// A recursion that has come to a slot.
  private struct Recursion: Sendable {
    let start: Int
    var slot: Int
    var values: [Double]
    var travelled = 0.0
  }

  private let seed: UInt64
  private let purpose: String
  private let ue: String
  private let pairs: Int
  private let attachSlot: Int
  private let memory: Memory
  private let clock: SlotClock
  /// W; nil where the process never forgets.
  private let window: Int?
  private var path: MobilityProcess
  private var current: Recursion?
  private var next: Recursion?

  /// A process of a number of pairs of components; the path is read where ρ depends on it.
  init(
    seed: UInt64, purpose: String, ue: String, pairs: Int, attachSlot: Int, memory: Memory, clock: SlotClock,
    path: MobilityProcess
  ) {
    self.seed = seed
    self.purpose = purpose
    self.ue = ue
    self.pairs = pairs
    self.attachSlot = attachSlot
    self.clock = clock
    self.path = path
    // Who does not move has ρ = 1 under either law.
    if case .constant = memory { self.memory = memory } else { self.memory = path.isStill ? .constant(1) : memory }
    window = Self.window(of: self.memory)
  }

  /// W = ⌈53/(−log₂|ρ|)⌉ for a constant ρ of magnitude below one.
  static func window(of memory: Memory) -> Int? {
    guard case .constant(let correlation) = memory, abs(correlation) < 1 else { return nil }
    guard correlation != 0 else { return 1 }
    let window = (53 / -log2(abs(correlation))).rounded(.up)
    return window < 0x1p53 ? max(1, Int(window)) : nil
  }

  /// x at a slot, not before the attachment: pairs of components one after another.
  mutating func values(at slot: Int) -> [Double] {
    if case .constant(1) = memory { return draw(attachSlot) }
    let run = window.map { (slot - attachSlot) / $0 } ?? 0
    let start = run == 0 ? attachSlot : attachSlot + (run - 1) * (window ?? 0)
    if current?.start != start { current = next?.start == start ? next : nil }
    let reached = moved(current, from: start, to: slot)
    current = reached
    if let window, run > 0 {
      // The recursion that the next run will read.
      let following = start + window
      next = moved(next?.start == following ? next : nil, from: following, to: slot)
    }
    return reached.values
  }

  private mutating func moved(_ recursion: Recursion?, from start: Int, to slot: Int) -> Recursion {
    var recursion = recursion.flatMap { $0.slot <= slot ? $0 : nil } ?? begin(at: start)
    while recursion.slot < slot { step(&recursion) }
    return recursion
  }

  private mutating func begin(at slot: Int) -> Recursion {
    var recursion = Recursion(start: slot, slot: slot, values: draw(slot))
    recursion.travelled = travelled(at: slot)
    return recursion
  }

  private mutating func step(_ recursion: inout Recursion) {
    recursion.slot += 1
    let travelled = travelled(at: recursion.slot)
    let correlation: Double
    switch memory {
    case .constant(let constant): correlation = constant
    case .exponential(let distance): correlation = exp(-(travelled - recursion.travelled) / distance)
    case .bessel(let wavelength): correlation = j0(2 * .pi * (travelled - recursion.travelled) / wavelength)
    }
    recursion.travelled = travelled
    let innovation = (1 - correlation * correlation).squareRoot()
    let drawn = draw(recursion.slot)
    for index in drawn.indices {
      recursion.values[index] = correlation * recursion.values[index] + innovation * drawn[index]
    }
  }

  private mutating func travelled(at slot: Int) -> Double {
    if case .constant = memory { return 0 }
    return path.movement(at: clock.time(of: slot)).travelled
  }

  private func draw(_ slot: Int) -> [Double] {
    var stream = RandomStream(seed: seed, purpose: purpose, ue: ue, slot: slot)
    var values: [Double] = []
    values.reserveCapacity(2 * pairs)
    for _ in 0..<pairs {
      let (first, second) = stream.normalPair()
      values.append(first)
      values.append(second)
    }
    return values
  }
}

/// When slots begin, counted from a UE's attachment.
struct SlotClock: Hashable, Sendable {
  /// L in s.
  var slotDuration: Double
  var attachSlot: Int

  /// Seconds from the beginning of the attachment's slot to that of another.
  func time(of slot: Int) -> Double { Double(slot - attachSlot) * slotDuration }
}
