/// An array of bytes in the IDX format of the MNIST data base: a big-endian magic number 0x000008DD (type 08: unsigned
/// byte; DD dimensions), the dimensions as big-endian 32-bit integers, then the bytes.
struct IDXFile {
  /// The length of each dimension, items first.
  let dimensions: [Int]
  /// All bytes of the file; the array's own begin at ``start``.
  private let bytes: [UInt8]
  private let start: Int

  /// The most bytes an unpacked file may have: a gigabyte, so that a bomb is stopped.
  static let mostBytes = 1 << 30

  /// Reads an IDX file from `name` or `name.gz` in a folder.
  ///
  /// - Parameters:
  ///   - name: the file's official name without `.gz`.
  ///   - folder: where it lies.
  ///   - rank: how many dimensions it must have.
  /// - Throws: ``DataSetError`` naming the file, what was expected and what was found.
  init(named name: String, in folder: String, rank: Int) throws(DataSetError) {
    let plain = joined(folder, name)
    let packed = plain + ".gz"
    if pathKind(plain) == .file {
      let bytes = try contents(ofFile: plain, atMost: IDXFile.mostBytes, expected: "an IDX file")
      try self.init(bytes, path: plain, rank: rank)
    } else if pathKind(packed) == .file {
      let bytes = try unpackedContents(ofFile: packed, atMost: IDXFile.mostBytes, remedy: IDXFile.remedy)
      try self.init(bytes, path: packed, rank: rank)
    } else {
      throw DataSetError(
        place: folder, expected: "a file \(name) or \(name).gz", found: "neither", remedy: IDXFile.remedy)
    }
  }

  /// Reads an IDX array from bytes; `path` is for the errors.
  init(_ bytes: [UInt8], path: String, rank: Int) throws(DataSetError) {
    func fault(_ expected: String, _ found: String) -> DataSetError {
      DataSetError(place: path, expected: expected, found: found, remedy: IDXFile.remedy)
    }
    let header = 4 + 4 * rank
    guard bytes.count >= header else {
      throw fault("an IDX header of \(header) bytes", "\(bytes.count) bytes")
    }
    func word(_ index: Int) -> Int { bytes[4 * index..<4 * index + 4].reduce(0) { $0 << 8 | Int($1) } }
    guard word(0) == 0x0800 + rank else {
      throw fault("the magic number \(hexadecimal(0x0800 + rank))", hexadecimal(word(0)))
    }
    let dimensions = (1...rank).map(word)
    var size = 1
    for dimension in dimensions {
      let (product, overflow) = size.multipliedReportingOverflow(by: dimension)
      guard !overflow, product <= IDXFile.mostBytes else {
        throw fault("at most \(IDXFile.mostBytes) bytes of data", "the dimensions \(IDXFile.times(dimensions))")
      }
      size = product
    }
    guard bytes.count == header + size else {
      throw fault(
        "\(header + size) bytes for the dimensions \(IDXFile.times(dimensions))", "\(bytes.count) bytes")
    }
    self.dimensions = dimensions
    self.bytes = bytes
    self.start = header
  }

  /// How many items there are: the first dimension.
  var count: Int { dimensions[0] }

  /// The bytes of one item.
  subscript(item: Int) -> ArraySlice<UInt8> {
    let size = dimensions.dropFirst().reduce(1, *)
    return bytes[start + item * size..<start + (item + 1) * size]
  }

  /// Dimensions as `60000×28×28`.
  static func times(_ dimensions: [Int]) -> String { dimensions.map(String.init).joined(separator: "×") }

  static let remedy = "Fetch the file again from https://github.com/zalandoresearch/fashion-mnist"
}

private func hexadecimal(_ word: Int) -> String {
  let digits = String(word, radix: 16)
  return "0x" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
}
