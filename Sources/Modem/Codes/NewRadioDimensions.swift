/// A base graph of 3GPP TS 38.212, 5.3.2.
public enum BaseGraph: Int, Hashable, Sendable, CaseIterable {
  /// 46 × 68 blocks, for 8448 information bits at most.
  case one = 1
  /// 42 × 52 blocks, for 3840 information bits at most.
  case two = 2

  /// Columns of blocks for information: 22 or 10.
  var informationColumns: Int { self == .one ? 22 : 10 }

  /// Columns of blocks: 68 or 52.
  var columns: Int { self == .one ? 68 : 52 }

  /// K_b, the columns that information bits fill before filler bits follow: 38.212, 5.2.2.
  func filledColumns(for informationLength: Int) -> Int {
    switch (self, informationLength) {
    case (.one, _): 22
    case (.two, 641...): 10
    case (.two, 561...640): 9
    case (.two, 193...560): 8
    case (.two, _): 6
    }
  }
}

/// The lifting size and the bits of an NR code for given information and transmitted bits: one code block, redundancy
/// version 0, no repetition.
///
/// Of K = 22Z (10Z) bits of the graph's information columns the first k are information and the rest filler bits, zeros
/// that are not transmitted. The first 2Z bits are punctured. After them the information and as many parity bits as n
/// allows are transmitted; rows and columns of parity blocks beyond those are left out (38.212, 5.3.2 and 5.4.2.1).
struct NewRadioDimensions: Hashable, Sendable {
  /// The lifting sizes of 38.212, Table 5.3.2-1: a·2^j ≤ 384, a = 2 for set 0, then 3, 5, 7, 9, 11, 13, 15.
  static let liftingFactors = [2, 3, 5, 7, 9, 11, 13, 15]
  static let largestLiftingSize = 384

  /// All lifting sizes, in order.
  static let liftingSizes: [Int] = liftingFactors.flatMap { factor in
    (0..<8).map { factor << $0 }.filter { $0 <= largestLiftingSize }
  }.sorted()

  /// The set i_LS that a lifting size belongs to.
  static func set(ofLiftingSize size: Int) -> Int? {
    liftingFactors.firstIndex { factor in (0..<8).contains { factor << $0 == size } }
  }

  let graph: BaseGraph
  let informationLength: Int
  let length: Int
  /// Z.
  let liftingSize: Int

  init(_ graph: BaseGraph, informationLength: Int, length: Int) throws(NewRadioError) {
    self.graph = graph
    self.informationLength = informationLength
    self.length = length
    let most = graph.informationColumns * Self.largestLiftingSize
    guard informationLength <= most else { throw .tooManyInformationBits(found: informationLength, most: most) }
    let filled = graph.filledColumns(for: informationLength)
    guard let size = Self.liftingSizes.first(where: { filled * $0 >= informationLength }) else {
      throw .tooManyInformationBits(found: informationLength, most: most)
    }
    liftingSize = size
    // The punctured bits are information bits.
    guard informationLength > 2 * size else { throw .tooFewInformationBits(found: informationLength) }
    // 948/1024, the highest rate of 38.214, Table 5.1.3.1-2.
    guard informationLength * 1024 <= length * 948 else { throw .rateTooHigh(informationLength, length) }
    let longest = (graph.columns - 2) * size - fillerLength
    guard length <= longest else { throw .tooLong(found: length, most: longest, informationLength) }
  }

  /// K − k.
  var fillerLength: Int { graph.informationColumns * liftingSize - informationLength }

  /// Transmitted parity bits.
  var parityLength: Int { length - (informationLength - 2 * liftingSize) }

  /// Rows of blocks that are kept; the first four are the core and needed for encoding.
  var rows: Int { max(4, (parityLength + liftingSize - 1) / liftingSize) }
}

/// Why there is no NR code of the dimensions asked for.
public enum NewRadioError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A code block has at most 8448 (3840) bits.
  case tooManyInformationBits(found: Int, most: Int)
  /// All information bits would be punctured.
  case tooFewInformationBits(found: Int)
  /// Too few parity bits: information and transmitted bits.
  case rateTooHigh(Int, Int)
  /// More bits than the graph has for these information bits.
  case tooLong(found: Int, most: Int, Int)

  /// What was found, what was expected and what to do.
  public var description: String {
    switch self {
    case .tooManyInformationBits(let found, let most):
      "expected at most \(most) information bits, found \(found); choose a shorter length or a lower rate"
    case .tooFewInformationBits(let found):
      "expected at least 5 information bits, found \(found); choose a longer length or a higher rate"
    case .rateTooHigh(let information, let length):
      "expected a rate of at most 948/1024, found \(information)/\(length); choose a lower rate"
    case .tooLong(let found, let most, let information):
      "expected at most \(most) transmitted bits for \(information) information bits, found \(found); "
        + "choose a shorter length or a higher rate"
    }
  }
}
