import FoundationEssentials
import Tasks
import Testing

@Suite struct CIFAR10Tests {
  private let trainFiles = (1...5).map { "data_batch_\($0).bin" }

  /// A record whose planes are filled with `red`, `red` + 1 and `red` + 2, but for the last pixel of the first row.
  private func record(label: UInt8, red: UInt8) -> [UInt8] {
    var planes = (0..<3).flatMap { [UInt8](repeating: red + UInt8($0), count: 1024) }
    for channel in 0..<3 { planes[channel * 1024 + 31] = UInt8(200 + channel) }
    return [label] + planes
  }

  /// Five train batches of two records and a test batch of one.
  private func smallSet(in subfolder: String = "") throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (batch, file) in trainFiles.enumerated() {
      let first = UInt8(2 * batch)
      try folder.write(
        record(label: first, red: first) + record(label: first + 1, red: first + 1), to: subfolder + file)
    }
    try folder.write(record(label: 9, red: 100), to: subfolder + "test_batch.bin")
    return folder
  }

  private func words(_ folder: TemporaryFolder) -> String {
    do {
      _ = try DataSetSource(recognising: folder.path).open()
      return "no error"
    } catch {
      return error.description.replacing(folder.path, with: "FOLDER")
    }
  }

  private let remedy = "Fetch the binary version again from https://www.cs.toronto.edu/~kriz/cifar.html."

  @Test(
    "the binary files, at either level, give interleaved pictures, labels, official names and identifiers",
    arguments: ["", "cifar-10-batches-bin/"])
  func wholeSet(subfolder: String) throws {
    let folder = try smallSet(in: subfolder)
    let source = try DataSetSource(recognising: folder.path)
    #expect(source == .cifar10(folder.path))
    #expect(source.withoutLocation == .cifar10(""))
    #expect(source.description == folder.path)
    let set = try source.open()
    #expect(set.trainCount == 10)
    #expect(set.testCount == 1)
    #expect(set.classNames == CIFAR10.officialClassNames)
    for index in 0..<10 { #expect(try set.trainSample(index).label == index) }
    let sample = try set.trainSample(7)
    #expect(sample.identifier == "cifar-10/train/7")
    #expect(sample.picture.shape == set.pictureShape)
    #expect(Array(sample.picture.pixels.prefix(3)) == [7, 8, 9])
    #expect(Array(sample.picture.pixels[93..<99]) == [200, 201, 202, 7, 8, 9])
    #expect(throws: DataSetError.self) { try set.testSample(1) }
  }

  @Test("only the test split, opened, reads no train file")
  func oneSplit() throws {
    let folder = try smallSet()
    try FileManager.default.removeItem(atPath: "\(folder.path)/data_batch_3.bin")
    let set = try CIFAR10(folder: folder.path, splits: [.test])
    #expect(set.trainCount == 0)
    #expect(try set.testSample(0).label == 9)
    #expect(
      words(folder)
        == "FOLDER/data_batch_3.bin: expected records of CIFAR-10, found no such file. "
        + "Check the path, or fetch the data set again.")
  }

  @Test("batches.meta.txt names the classes; ten lines of UTF-8 are wanted")
  func names() throws {
    let folder = try smallSet()
    let names = (0..<10).map { "class \($0)" }
    try folder.write(Array((names.joined(separator: "\r\n") + "\n\n").utf8), to: "batches.meta.txt")
    #expect(try CIFAR10(folder: folder.path).classNames == names)
    let expected = "FOLDER/batches.meta.txt: expected 10 lines of UTF-8, each the name of a class, found"
    try folder.write(Array("a\nb\nb\n".utf8), to: "batches.meta.txt")
    #expect(words(folder) == "\(expected) 2 different names in 3 lines. \(remedy)")
    try folder.write([0xFF, 0xFE], to: "batches.meta.txt")
    #expect(words(folder) == "\(expected) bytes that are no UTF-8. \(remedy)")
  }

  @Test("a faulty batch is refused in these words")
  func faultyBatch() throws {
    let folder = try smallSet()
    let place = "FOLDER/test_batch.bin"
    try folder.write(Array(record(label: 1, red: 1).dropLast()), to: "test_batch.bin")
    #expect(words(folder) == "\(place): expected records of 3073 bytes, at least one, found 3072 bytes. \(remedy)")
    try folder.write([], to: "test_batch.bin")
    #expect(words(folder) == "\(place): expected records of 3073 bytes, at least one, found 0 bytes. \(remedy)")
    try folder.write(record(label: 1, red: 1) + record(label: 10, red: 1), to: "test_batch.bin")
    #expect(words(folder) == "\(place): expected labels from 0 to 9, found the label 10 of picture 1. \(remedy)")
  }

  @Test("the version for Python is refused with where the binary one is found")
  func pythonVersion() throws {
    let folder = try TemporaryFolder()
    try folder.write([0x80, 2], to: "data_batch_1")
    #expect(words(folder) == "FOLDER: expected the binary files of CIFAR-10, found those for Python. \(remedy)")
  }
}
