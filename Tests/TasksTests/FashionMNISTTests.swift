import FoundationEssentials
import Glibc
import Tasks
import Testing

@Suite struct FashionMNISTTests {
  /// A folder with three train and two test pictures, all plain IDX files.
  private func smallSet() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (prefix, labels) in [("train", [3, 0, 9] as [UInt8]), ("t10k", [1, 2])] {
      let pictures = (0..<labels.count).flatMap { [UInt8](repeating: UInt8(10 * $0 + 1), count: 784) }
      try folder.write(
        [0, 0, 8, 3, 0, 0, 0, UInt8(labels.count), 0, 0, 0, 28, 0, 0, 0, 28] + pictures,
        to: "\(prefix)-images-idx3-ubyte")
      try folder.write([0, 0, 8, 1, 0, 0, 0, UInt8(labels.count)] + labels, to: "\(prefix)-labels-idx1-ubyte")
    }
    return folder
  }

  private func words(_ folder: TemporaryFolder) -> String {
    do {
      _ = try FashionMNIST(folder: folder.path)
      return "no error"
    } catch {
      return error.description.replacing(folder.path, with: "FOLDER")
    }
  }

  private let remedy = "Fetch the file again from https://github.com/zalandoresearch/fashion-mnist."

  @Test("a file beyond the greatest length is not read")
  func longFile() throws {
    let folder = try smallSet()
    let status = unsafe truncate(folder.path + "/train-images-idx3-ubyte", 1 << 40)
    #expect(status == 0)
    #expect(words(folder).contains("of at most 1073741824 bytes, found 1099511627776 bytes"), "\(words(folder))")
  }

  @Test("four plain IDX files, opened, give their pictures, labels and identifiers")
  func plainFiles() throws {
    let folder = try smallSet()
    let set = try FashionMNIST(folder: folder.path)
    #expect(set.trainCount == 3)
    #expect(set.testCount == 2)
    let sample = try set.trainSample(2)
    #expect(sample.label == 9)
    #expect(sample.identifier == "fashion-mnist/train/2")
    #expect(sample.picture.shape == set.pictureShape)
    #expect(sample.picture.pixels == [UInt8](repeating: 21, count: 784))
  }

  @Test("only the test split, opened, reads no train file and counts no train picture")
  func oneSplit() throws {
    let folder = try smallSet()
    try FileManager.default.removeItem(atPath: "\(folder.path)/train-images-idx3-ubyte")
    let set = try FashionMNIST(folder: folder.path, splits: [.test])
    #expect(set.trainCount == 0)
    #expect(set.testCount == 2)
    #expect(try set.testSample(1).label == 2)
    #expect(throws: DataSetError.self) { try set.trainSample(0) }
  }

  @Test("a file that is not there is named with its folder")
  func missing() throws {
    let folder = try smallSet()
    try FileManager.default.removeItem(atPath: "\(folder.path)/t10k-labels-idx1-ubyte")
    #expect(
      words(folder)
        == "FOLDER: expected a file t10k-labels-idx1-ubyte or t10k-labels-idx1-ubyte.gz, found neither. \(remedy)")
  }

  @Test(
    "a faulty IDX file is refused in these words",
    arguments: [
      (
        "train-images-idx3-ubyte", [0, 0, 8],
        "FOLDER/train-images-idx3-ubyte: expected an IDX header of 16 bytes, found 3 bytes."
      ),
      (
        "train-labels-idx1-ubyte", [0, 0, 8, 3, 0, 0, 0, 0],
        "FOLDER/train-labels-idx1-ubyte: expected the magic number 0x00000801, found 0x00000803."
      ),
      (
        "train-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 3, 1, 1],
        "FOLDER/train-labels-idx1-ubyte: expected 11 bytes for the dimensions 3, found 10 bytes."
      ),
      (
        "train-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 2, 1, 1],
        "FOLDER/train-labels-idx1-ubyte: expected 3 labels, one for each picture, found 2."
      ),
      (
        "t10k-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 2, 1, 10],
        "FOLDER/t10k-labels-idx1-ubyte: expected labels from 0 to 9, found the label 10 of picture 1."
      ),
      (
        "t10k-images-idx3-ubyte", [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 7, 7],
        "FOLDER/t10k-images-idx3-ubyte: expected pictures of 28×28 pixels, found 1×2."
      ),
      (
        "t10k-images-idx3-ubyte", [0, 0, 8, 3] + [UInt8](repeating: 255, count: 12),
        "FOLDER/t10k-images-idx3-ubyte: expected at most 1073741824 bytes of data, "
          + "found the dimensions 4294967295×4294967295×4294967295."
      ),
    ] as [(String, [UInt8], String)])
  func faultyFile(name: String, bytes: [UInt8], expected: String) throws {
    let folder = try smallSet()
    try folder.write(bytes, to: name)
    #expect(words(folder) == "\(expected) \(remedy)")
  }

  @Test("gzip data that is cut short or damaged is refused in zlib's words")
  func faultyGzip() throws {
    let folder = try smallSet()
    let name = "train-labels-idx1-ubyte"
    // What `printf '\0\0\10\1\0\0\0\3\3\0\11' | gzip -n9` writes.
    let packed: [UInt8] = [
      0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x63, 0x60, 0xE0, 0x60, 0x64, 0x60, 0x60, 0x60, 0x66,
      0x66, 0xE0, 0x04, 0x00, 0x79, 0xBA, 0xDA, 0x75, 0x0B, 0x00, 0x00, 0x00,
    ]
    try FileManager.default.removeItem(atPath: "\(folder.path)/\(name)")
    try folder.write(Array(packed.prefix(15)), to: "\(name).gz")
    #expect(
      words(folder) == "FOLDER/\(name).gz: expected whole gzip data, found 15 bytes that end too early. \(remedy)")
    try folder.write([1, 2, 3, 4], to: "\(name).gz")
    #expect(
      words(folder)
        == "FOLDER/\(name).gz: expected gzip data, found data that zlib refuses: incorrect header check. \(remedy)")
    try folder.write(packed, to: "\(name).gz")
    #expect(try FashionMNIST(folder: folder.path).trainSample(2).label == 9)
    var damaged = packed
    damaged[23] = 0
    try folder.write(damaged, to: "\(name).gz")
    #expect(
      words(folder)
        == "FOLDER/\(name).gz: expected gzip data, found data that zlib refuses: incorrect data check. \(remedy)")
  }

  @Test("random bytes in place of a file, plain or packed, are refused without a crash")
  func randomBytes() throws {
    let folder = try smallSet()
    var generator = SystemRandomNumberGenerator()
    for length in [0, 1, 15, 16, 100, 1000] {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
      try folder.write(bytes, to: "train-images-idx3-ubyte")
      #expect(words(folder) != "no error")
    }
  }

  @Test(
    "the official files hold 10 000 test pictures, a thousand of each class",
    .enabled(
      if: SharedData.fashionMNIST != nil, "no Fashion-MNIST below HELIOGRAPH_SHARED or ../shared/data/fashion-mnist"))
  func officialFiles() throws {
    let folder = try #require(SharedData.fashionMNIST)
    #expect(try DataSetSource(recognising: folder) == .fashionMNIST(folder))
    let set = try FashionMNIST(folder: folder, splits: [.test])
    #expect(set.testCount == 10_000)
    var counts = [Int](repeating: 0, count: 10)
    for index in 0..<set.testCount { counts[try set.testSample(index).label] += 1 }
    #expect(counts == [Int](repeating: 1000, count: 10))
    #expect(try set.classNames[set.testSample(0).label] == "ankle boot")
  }
}
