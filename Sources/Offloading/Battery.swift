public import Quantities
import Randomness

/// The energy that a UE has left.
public struct Battery: Codable, Hashable, Sendable {
  /// B_max, the energy of a full battery.
  public let capacity: Joules
  /// B, the energy left, between zero and the capacity.
  public private(set) var level: Joules

  /// Creates a battery.
  ///
  /// - Parameters:
  ///   - capacity: B_max > 0.
  ///   - level: B, brought into 0 … B_max; full unless given.
  public init(capacity: Joules, level: Joules? = nil) {
    self.capacity = capacity
    self.level = max(Joules(0), min(level ?? capacity, capacity))
  }

  /// B/B_max.
  public var fraction: Double { level.value / capacity.value }

  /// Takes energy out; a battery is never below empty.
  public mutating func drain(_ energy: Joules) {
    level = max(Joules(0), level - energy)
  }
}

/// What a UE's battery holds when the UE attaches.
public struct BatteryConfiguration: Codable, Hashable, Sendable {
  /// How full a battery is at first.
  public enum Charge: Codable, Hashable, Sendable {
    /// B = B_max.
    case full
    /// B uniform between two fractions of B_max.
    case uniform(minimum: Double, maximum: Double)
  }

  /// B_max.
  public var capacity: Joules
  /// B at first.
  public var charge: Charge

  /// Creates a configuration: 54 kJ and full unless said otherwise.
  ///
  /// The paper gives no capacity; 54 kJ full reproduces its Figs. 5 to 7, 5 J charged to 30 … 100 % its Figs. 2 to 4.
  public init(capacity: Joules = Joules(54_000), charge: Charge = .full) {
    self.capacity = capacity
    self.charge = charge
  }

  /// The battery of a UE: drawn from the stream (seed, "battery", ue, attachSlot).
  public func battery(seed: UInt64, ue: String, attachSlot: Int) -> Battery {
    switch charge {
    case .full:
      return Battery(capacity: capacity)
    case .uniform(let minimum, let maximum):
      var stream = RandomStream(seed: seed, purpose: "battery", ue: ue, slot: attachSlot)
      return Battery(capacity: capacity, level: capacity * (minimum + (maximum - minimum) * stream.uniform()))
    }
  }
}

/// β, how much a UE cares for energy rather than latency.
public enum Preference: Codable, Hashable, Sendable {
  /// The same β always, β^f = 0.5 in [Ji24].
  case fixed(Double)
  /// β^d = 1 − B/(2·B_max), Eq. (28): one half on a full battery, rising to one as it empties.
  case dynamic

  /// β of a UE with this battery.
  public func weight(for battery: Battery) -> Double {
    switch self {
    case .fixed(let weight): weight
    case .dynamic: 1 - battery.fraction / 2
    }
  }
}
