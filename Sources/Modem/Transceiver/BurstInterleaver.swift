/// Spreads each of B code blocks over the whole burst: place p·B + ((b + p) mod B) of the burst holds bit p of block b.
///
/// A fade that lasts for a part of the burst then takes a little of every block. The rotation by p keeps a block from
/// meeting the same one of a symbol's bits, which are not equally reliable, again and again.
struct BurstInterleaver: Hashable, Sendable {
  let blocks: Int
  let blockLength: Int

  /// The bits of the burst: `filler` where none belongs.
  func spread(_ bits: [UInt8], into burst: inout [UInt8]) {
    forEachPlace { index, place in burst[place] = bits[index] }
  }

  /// Ratios of the blocks, one block after another.
  func gather(_ burst: [Float], into ratios: inout [Float]) {
    forEachPlace { index, place in ratios[index] = burst[place] }
  }

  private func forEachPlace(_ body: (_ index: Int, _ place: Int) -> Void) {
    for block in 0..<blocks {
      var turned = block
      for position in 0..<blockLength {
        body(block * blockLength + position, position * blocks + turned)
        turned = turned + 1 == blocks ? 0 : turned + 1
      }
    }
  }
}
