/// A stream of random numbers with a name: a draw is a function of (seed, purpose, UE, slot, index) and of nothing else.
///
/// No generator is shared, and no draw depends on what another part of the system drew before: whoever knows the name
/// of a stream can recompute it. The words are those of Philox4x32-10 with
///
/// - key = (low, high) half of `seed`;
/// - counter = (block index, slot, low, high half of the name's hash).
///
/// The name's hash is the 64-bit FNV-1a hash (offset basis 14695981039346656037, prime 1099511628211) of the UTF-8 bytes
/// of `purpose`, one byte 0xFF, which UTF-8 never contains, and the UTF-8 bytes of `ue`.
///
/// A stream holds 2³² blocks of four 32-bit words; drawing more is a programming error and stops the program.
public struct RandomStream: Sendable, RandomNumberGenerator {
  private let key: SIMD2<UInt32>
  private let slot: UInt32
  private let name: SIMD2<UInt32>
  private var nextBlock: UInt64 = 0
  private var block = SIMD4<UInt32>(repeating: 0)
  private var used = 4
  var spareNormal: Double?

  /// Opens a stream at its first word.
  ///
  /// - Parameters:
  ///   - seed: the seed of the whole run.
  ///   - purpose: what the numbers are for: "fading", "noise", "placement".
  ///   - ue: the UE they are for; empty when they belong to none.
  ///   - slot: the slot they are for, 0 ..< 2³².
  public init(seed: UInt64, purpose: String, ue: String = "", slot: Int = 0) {
    let hash = Self.hash(purpose: purpose, ue: ue)
    self.init(
      key: SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)),
      name: SIMD2(UInt32(truncatingIfNeeded: hash), UInt32(truncatingIfNeeded: hash >> 32)), slot: slot)
  }

  private init(key: SIMD2<UInt32>, name: SIMD2<UInt32>, slot: Int) {
    guard let slot = UInt32(exactly: slot) else {
      preconditionFailure("a random stream's slot lies in 0..<4294967296, found \(slot)")
    }
    (self.key, self.name, self.slot) = (key, name, slot)
  }

  /// The stream of the same name for another slot, at its first word.
  ///
  /// - Parameter slot: the slot, 0 ..< 2³².
  /// - Returns: what `init` with this slot makes, without hashing the name again.
  public func moved(toSlot slot: Int) -> RandomStream {
    RandomStream(key: key, name: name, slot: slot)
  }

  /// Moves to the first word of a block of four words.
  public mutating func seek(to block: UInt32) {
    nextBlock = UInt64(block)
    used = 4
    spareNormal = nil
  }

  /// The next 32 random bits.
  public mutating func nextBits() -> UInt32 {
    if used == 4 { refill() }
    defer { used += 1 }
    return block[used]
  }

  /// The next 64 random bits, the earlier word in the upper half.
  public mutating func next() -> UInt64 {
    if used == 4 { refill() }
    switch used {
    case 0:
      used = 2
      return UInt64(block.x) << 32 | UInt64(block.y)
    case 2:
      used = 4
      return UInt64(block.z) << 32 | UInt64(block.w)
    default:
      let high = UInt64(nextBits())
      return high << 32 | UInt64(nextBits())
    }
  }

  /// Takes whole blocks off the stream, unread, for code that makes numbers of their words itself.
  ///
  /// A block of which words are already drawn is left behind.
  ///
  /// - Parameter count: how many blocks, ≥ 0.
  /// - Returns: key and counter of the first of them; the others follow in the counter's first word.
  public mutating func takeBlocks(_ count: Int) -> (key: SIMD2<UInt32>, counter: SIMD4<UInt32>) {
    guard count >= 0, let first = UInt32(exactly: nextBlock), nextBlock + UInt64(count) <= 1 << 32 else {
      preconditionFailure("a random stream holds 4294967296 blocks, \(nextBlock) are drawn and \(count) asked for")
    }
    nextBlock += UInt64(count)
    used = 4
    spareNormal = nil
    return (key, SIMD4(first, slot, name.x, name.y))
  }

  private mutating func refill() {
    guard let index = UInt32(exactly: nextBlock) else {
      preconditionFailure("a random stream holds 4294967296 blocks, and all are drawn")
    }
    block = Philox4x32.block(counter: SIMD4(index, slot, name.x, name.y), key: key)
    nextBlock += 1
    used = 0
  }

  static func hash(purpose: String, ue: String) -> UInt64 {
    var hash: UInt64 = 14_695_981_039_346_656_037
    func absorb(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
    purpose.utf8.forEach(absorb)
    absorb(0xFF)
    ue.utf8.forEach(absorb)
    return hash
  }
}
