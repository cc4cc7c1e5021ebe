import Glibc

/// A ratio of powers as a level: L = 10·log₁₀(ratio) dB.
public struct Decibels: Quantity {
  /// "level".
  public static let quantityName = "level"
  /// dB.
  public static let units = [QuantityUnit("dB", .powerOfTen(0))]
  /// The level in dB.
  public let value: Double

  /// Creates a level from a number of dB.
  public init(_ value: Double) { self.value = value }

  /// Creates the level of a ratio of powers; a ratio of zero has the level −∞.
  public init(linear ratio: Double) { value = 10 * log10(ratio) }

  /// The ratio of powers, 10^(L/10).
  public var linear: Double { pow(10, value / 10) }
}

/// A frequency or a bandwidth, in hertz.
public struct Hertz: Quantity {
  /// "frequency".
  public static let quantityName = "frequency"
  /// Hz to GHz.
  public static let units = [
    QuantityUnit("Hz", .powerOfTen(0)), QuantityUnit("kHz", .powerOfTen(3)), QuantityUnit("MHz", .powerOfTen(6)),
    QuantityUnit("GHz", .powerOfTen(9)),
  ]
  /// The frequency in Hz.
  public let value: Double

  /// Creates a frequency from a number of Hz.
  public init(_ value: Double) { self.value = value }
}

/// A power, in watts.
public struct Watts: Quantity {
  /// "power".
  public static let quantityName = "power"
  /// nW to kW, and dBm, the level above one milliwatt.
  public static let units = [
    QuantityUnit("W", .powerOfTen(0)), QuantityUnit("nW", .powerOfTen(-9)), QuantityUnit("uW", .powerOfTen(-6)),
    QuantityUnit("mW", .powerOfTen(-3)), QuantityUnit("kW", .powerOfTen(3)),
    QuantityUnit("dBm", .level(reference: 30)),
  ]
  /// The power in W.
  public let value: Double

  /// Creates a power from a number of watts.
  public init(_ value: Double) { self.value = value }

  /// Creates a power from a level above one milliwatt: P = 10^((dBm − 30)/10) W.
  public init(dBm level: Double) { value = pow(10, (level - 30) / 10) }

  /// The level above one milliwatt, 10·log₁₀(P / 1 mW).
  public var dBm: Double { 10 * log10(value) + 30 }
}

/// A power spectral density, in watts per hertz.
public struct WattsPerHertz: Quantity {
  /// "power spectral density".
  public static let quantityName = "power spectral density"
  /// W/Hz, and dBm/Hz, the level above one milliwatt per hertz.
  public static let units = [
    QuantityUnit("W/Hz", .powerOfTen(0)), QuantityUnit("dBm/Hz", .level(reference: 30)),
  ]
  /// The density in W/Hz.
  public let value: Double

  /// Creates a density from a number of W/Hz.
  public init(_ value: Double) { self.value = value }

  /// Creates a density from a level above 1 mW/Hz: N₀ = 10^((dBm/Hz − 30)/10) W/Hz.
  public init(dBmPerHertz level: Double) { value = pow(10, (level - 30) / 10) }

  /// The level above one milliwatt per hertz.
  public var dBmPerHertz: Double { 10 * log10(value) + 30 }
}

/// An energy, in joules.
public struct Joules: Quantity {
  /// "energy".
  public static let quantityName = "energy"
  /// uJ to MJ.
  public static let units = [
    QuantityUnit("J", .powerOfTen(0)), QuantityUnit("uJ", .powerOfTen(-6)), QuantityUnit("mJ", .powerOfTen(-3)),
    QuantityUnit("kJ", .powerOfTen(3)), QuantityUnit("MJ", .powerOfTen(6)),
  ]
  /// The energy in J.
  public let value: Double

  /// Creates an energy from a number of joules.
  public init(_ value: Double) { self.value = value }
}

/// A duration, in seconds.
public struct Seconds: Quantity {
  /// "duration".
  public static let quantityName = "duration"
  /// ns to s.
  public static let units = [
    QuantityUnit("s", .powerOfTen(0)), QuantityUnit("ns", .powerOfTen(-9)), QuantityUnit("us", .powerOfTen(-6)),
    QuantityUnit("ms", .powerOfTen(-3)),
  ]
  /// The duration in s.
  public let value: Double

  /// Creates a duration from a number of seconds.
  public init(_ value: Double) { self.value = value }
}

/// A length, in metres.
public struct Metres: Quantity {
  /// "length".
  public static let quantityName = "length"
  /// mm to km.
  public static let units = [
    QuantityUnit("m", .powerOfTen(0)), QuantityUnit("mm", .powerOfTen(-3)), QuantityUnit("km", .powerOfTen(3)),
  ]
  /// The length in m.
  public let value: Double

  /// Creates a length from a number of metres.
  public init(_ value: Double) { self.value = value }
}

/// A speed, in metres per second.
public struct MetresPerSecond: Quantity {
  /// "speed".
  public static let quantityName = "speed"
  /// m/s and km/h.
  public static let units = [QuantityUnit("m/s", .powerOfTen(0)), QuantityUnit("km/h", .ratio(5, 18))]
  /// The speed in m/s.
  public let value: Double

  /// Creates a speed from a number of m/s.
  public init(_ value: Double) { self.value = value }
}

/// An amount of data, in bits.
public struct Bits: Quantity {
  /// "amount of data".
  public static let quantityName = "amount of data"
  /// bit to Gbit.
  public static let units = [
    QuantityUnit("bit", .powerOfTen(0)), QuantityUnit("kbit", .powerOfTen(3)), QuantityUnit("Mbit", .powerOfTen(6)),
    QuantityUnit("Gbit", .powerOfTen(9)),
  ]
  /// The amount in bits.
  public let value: Double

  /// Creates an amount from a number of bits.
  public init(_ value: Double) { self.value = value }
}

extension Watts {
  /// The energy of a power held for a time, E = P·t.
  public static func * (power: Watts, time: Seconds) -> Joules { Joules(power.value * time.value) }
}
