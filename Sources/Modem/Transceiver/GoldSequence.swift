/// The pseudo-random bits of 3GPP TS 38.211, 5.2.1: two shift registers of length 31 added up,
/// x₁(n + 31) = x₁(n + 3) + x₁(n), x₂(n + 31) = x₂(n + 3) + x₂(n + 2) + x₂(n + 1) + x₂(n), c(n) = x₁(n + 1600) + x₂(n + 1600).
struct GoldSequence: Sequence, IteratorProtocol {
  private var first: UInt32 = 1
  private var second: UInt32

  /// - Parameter start: c_init, the first 31 bits of x₂.
  init(start: UInt32) {
    second = start & 0x7FFF_FFFF
    for _ in 0..<1600 { advance() }
  }

  /// The next bit.
  mutating func next() -> UInt8? {
    defer { advance() }
    return UInt8((first ^ second) & 1)
  }

  private mutating func advance() {
    let newFirst = (first >> 3 ^ first) & 1
    let newSecond = (second >> 3 ^ second >> 2 ^ second >> 1 ^ second) & 1
    first = first >> 1 | newFirst << 30
    second = second >> 1 | newSecond << 30
  }
}
