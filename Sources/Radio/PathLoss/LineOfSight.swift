/// Whether the base station sees a UE.
public enum LineOfSight: String, Codable, Hashable, Sendable, CaseIterable {
  /// Every UE is seen (LOS).
  case always
  /// No UE is seen (NLOS).
  case never
  /// A UE is seen with the scenario's line-of-sight probability at the place where it is attached: one draw for each
  /// UE and attach slot, which holds for as long as the UE stays.
  case drawn
}
