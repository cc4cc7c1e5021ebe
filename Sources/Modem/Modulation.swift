/// How bits become complex symbols.
public enum Modulation: String, Codable, Hashable, Sendable, CaseIterable {
  case bpsk
  case qpsk
  case qam16 = "16qam"
  case qam64 = "64qam"
  case qam256 = "256qam"
}
