/// A low-density parity-check code: k information bits become n transmitted bits.
///
/// Information bits are part of the code word. A code word may have bits that are not transmitted: punctured ones, of
/// which the receiver knows nothing, and filler bits, which both sides know to be zero.
public struct LDPCCode: Sendable {
  /// What the code is called, in messages.
  public let name: String
  /// H of the whole code word, with punctured and filler bits.
  public let parityChecks: ParityCheckMatrix
  /// k, the information bits of a block.
  public let informationLength: Int
  /// n, the transmitted bits of a block.
  public let length: Int
  /// Where the information bits stand in a code word.
  let informationColumns: [Int]
  /// The transmitted and the filler bits.
  let runs: [Run]
  private let parity: Parity

  /// Consecutive bits of the code word.
  struct Run: Hashable, Sendable {
    let column: Int
    let count: Int
    /// The first one's place among the transmitted bits; nil for filler bits.
    let transmitted: Int?
  }

  private enum Parity: Sendable {
    case blocks(QuasiCyclicEncoder, blockSize: Int)
    case generator(GeneratorMatrix)
  }

  /// k/n.
  public var rate: Double { Double(informationLength) / Double(length) }

  /// Builds a code of a standard.
  public init(_ name: CodeName) {
    let matrix = name.matrix
    self.name = name.description
    parityChecks = matrix.expanded
    informationLength = name.informationLength
    length = name.length
    informationColumns = Array(0..<informationLength)
    switch name.family {
    case .ieee80211n, .ieee80216e:
      runs = [Run(column: 0, count: length, transmitted: 0)]
      parity = .blocks(QuasiCyclicEncoder(matrix, coreRows: matrix.rows.count), blockSize: matrix.blockSize)
    case .newRadio1, .newRadio2:
      let dimensions = name.newRadioDimensions
      let punctured = 2 * dimensions.liftingSize
      let information = dimensions.informationLength - punctured
      let fillers = Run(column: dimensions.informationLength, count: dimensions.fillerLength, transmitted: nil)
      runs =
        [Run(column: punctured, count: information, transmitted: 0)] + (fillers.count > 0 ? [fillers] : [])
        + [
          Run(
            column: fillers.column + fillers.count, count: dimensions.parityLength, transmitted: information)
        ]
      parity = .blocks(QuasiCyclicEncoder(matrix, coreRows: 4), blockSize: matrix.blockSize)
    }
  }

  /// Builds a code from any parity-check matrix, all bits transmitted.
  ///
  /// - Parameters:
  ///   - parityChecks: H; of its rows some may depend on others.
  ///   - name: what to call the code.
  /// - Throws: `LDPCCodeError.noInformation` when H has as many independent rows as columns.
  public init(_ parityChecks: ParityCheckMatrix, name: String) throws(LDPCCodeError) {
    let generator = GeneratorMatrix(parityChecks)
    guard !generator.informationColumns.isEmpty else {
      throw .noInformation(name: name, columns: parityChecks.columns)
    }
    self.name = name
    self.parityChecks = parityChecks
    informationLength = generator.informationColumns.count
    length = parityChecks.columns
    informationColumns = generator.informationColumns
    runs = [Run(column: 0, count: length, transmitted: 0)]
    parity = .generator(generator)
  }

  /// Encodes blocks one after another.
  ///
  /// - Parameter information: a multiple of k bits, 0 or 1 each.
  /// - Returns: n bits for each block.
  public func encode(_ information: [UInt8]) -> [UInt8] {
    precondition(
      information.count.isMultiple(of: informationLength),
      "\(name) encodes a multiple of \(informationLength) bits, found \(information.count)")
    var transmitted: [UInt8] = []
    transmitted.reserveCapacity(information.count / informationLength * length)
    unsafe forEachWord(of: information) { word in
      for run in runs where run.transmitted != nil {
        unsafe transmitted.append(contentsOf: word[run.column..<(run.column + run.count)])
      }
    }
    return transmitted
  }

  /// The whole code word of one block, punctured and filler bits included.
  ///
  /// - Parameter information: k bits, 0 or 1 each.
  /// - Returns: as many bits as `parityChecks` has columns.
  public func codeword(for information: [UInt8]) -> [UInt8] {
    precondition(
      information.count == informationLength,
      "a block of \(name) has \(informationLength) information bits, found \(information.count)")
    var codeword: [UInt8] = []
    unsafe forEachWord(of: information) { unsafe codeword.append(contentsOf: $0) }
    return codeword
  }

  private func forEachWord(of information: [UInt8], _ body: (UnsafeMutableBufferPointer<UInt8>) -> Void) {
    var word = [UInt8](repeating: 0, count: parityChecks.columns)
    var sum: [UInt8] = []
    if case .blocks(_, let blockSize) = parity { sum = [UInt8](repeating: 0, count: blockSize) }
    unsafe word.withUnsafeMutableBufferPointer { word in
      unsafe sum.withUnsafeMutableBufferPointer { sum in
        for start in stride(from: 0, to: information.count, by: informationLength) {
          for (index, column) in informationColumns.enumerated() {
            unsafe word[column] = information[start + index]
          }
          switch parity {
          case .blocks(let encoder, _): unsafe encoder.complete(word, sum: sum)
          case .generator(let generator): unsafe generator.complete(word)
          }
          unsafe body(word)
        }
      }
    }
  }
}

/// Why a parity-check matrix makes no code.
public enum LDPCCodeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Only the zero word satisfies all checks.
  case noInformation(name: String, columns: Int)

  /// What was found, what was expected and what to do.
  public var description: String {
    switch self {
    case .noInformation(let name, let columns):
      "the parity-check matrix of \(name) has \(columns) columns and \(columns) independent rows, which leaves no "
        + "information bits; expected fewer independent rows than columns: use another matrix"
    }
  }
}
