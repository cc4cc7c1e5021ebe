public import Quantities

/// The greatest Doppler shift f_d of a UE.
public enum Doppler: Codable, Hashable, Sendable {
  /// f_d = v·f_c/c with the speed v that the UE has at the time.
  case fromSpeed
  /// A given one, whatever the UE's speed.
  case given(maximum: Hertz)
}
