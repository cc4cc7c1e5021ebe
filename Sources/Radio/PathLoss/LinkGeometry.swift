internal import Glibc
import Quantities

/// What a path loss depends on.
struct LinkGeometry: Sendable {
  /// d₂D, the distance on the ground.
  var distance: Metres
  /// f_c.
  var carrier: Hertz
  /// h_BS.
  var baseStationHeight: Metres
  /// h_UT.
  var userHeight: Metres

  /// h_BS − h_UT in m.
  var rise: Double { baseStationHeight.value - userHeight.value }
  /// d₃D in m, the distance between the antennas.
  var distance3D: Double { hypot(distance.value, rise) }
  /// f_c in GHz.
  var gigahertz: Double { carrier.value / 1e9 }
}
