/// CIFAR-10 [Krizhevsky09]: 50 000 train and 10 000 test pictures, 32 × 32 pixels in red, green and blue, 10 classes, in
/// the official binary version: `data_batch_1.bin` to `data_batch_5.bin` and `test_batch.bin`.
///
/// A record is 3073 bytes: the label, then 1024 bytes each of red, green and blue, rows from the top.
public struct CIFAR10: LabelledPictures {
  /// `cifar-10`.
  public var name: String { CIFAR10.shortName }

  static let shortName = "cifar-10"

  /// The ten classes in the order of the labels: those of `batches.meta.txt` where it lies beside the batches.
  public let classNames: [String]

  /// 32 × 32 pixels in red, green and blue.
  public let pictureShape = PictureShape(width: 32, height: 32, channels: 3)

  private let batches: [Split: [Batch]]

  /// The names of the classes in the official files.
  public static let officialClassNames = [
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
  ]

  /// Opens the data set.
  ///
  /// - Parameters:
  ///   - folder: where the batches lie, or the folder around `cifar-10-batches-bin`.
  ///   - splits: what to read; a UE needs no train pictures (154 MB).
  /// - Throws: ``DataSetError`` naming the file that is missing, is not made of whole records or has an unknown label.
  public init(folder: String, splits: Set<Split> = [.train, .test]) throws(DataSetError) {
    let inner = joined(folder, CIFAR10.officialFolder)
    let folder = CIFAR10.holdsBatches(folder) || pathKind(inner) != .folder ? folder : inner
    classNames = try CIFAR10.classNames(in: folder)
    var batches: [Split: [Batch]] = [:]
    for split in Split.allCases where splits.contains(split) {
      var parts: [Batch] = []
      for file in CIFAR10.files(of: split) {
        parts.append(try Batch(path: joined(folder, file), classCount: classNames.count))
      }
      batches[split] = parts
    }
    self.batches = batches
  }

  /// 50 000 for train, 10 000 for test in the official files; zero for a split that was not opened.
  ///
  /// - Parameter split: train or test.
  /// - Returns: their number.
  public func count(of split: Split) -> Int { (batches[split] ?? []).reduce(0) { $0 + $1.count } }

  /// A picture and its class, named like `cifar-10/test/17`.
  ///
  /// - Parameters:
  ///   - index: which picture, in the files' order.
  ///   - split: train or test.
  /// - Returns: the picture with its class.
  /// - Throws: ``DataSetError`` for an index outside the split.
  public func sample(_ index: Int, of split: Split) throws -> PictureSample {
    try requireIndex(index, in: split)
    var rest = index
    for batch in batches[split] ?? [] {
      if rest < batch.count {
        return PictureSample(
          picture: batch.picture(rest), label: batch.label(rest), identifier: "\(name)/\(split.rawValue)/\(index)")
      }
      rest -= batch.count
    }
    preconditionFailure("an index below the count lies in a batch")
  }

  /// Whether a folder, or `cifar-10-batches-bin` in it, holds at least one of the official files.
  static func isRecognised(inFolder folder: String) -> Bool {
    holdsBatches(folder) || holdsBatches(joined(folder, officialFolder))
  }

  /// Whether a folder holds the version of the files for Python, which is not read.
  static func isForPython(folder: String) -> Bool {
    ["", "cifar-10-batches-py"].contains { pathKind(joined(joined(folder, $0), "data_batch_1")) == .file }
  }

  static let remedy = "Fetch the binary version again from https://www.cs.toronto.edu/~kriz/cifar.html"

  private static let officialFolder = "cifar-10-batches-bin"

  private static func holdsBatches(_ folder: String) -> Bool {
    Split.allCases.contains { files(of: $0).contains { pathKind(joined(folder, $0)) == .file } }
  }

  private static func files(of split: Split) -> [String] {
    switch split {
    case .train: (1...5).map { "data_batch_\($0).bin" }
    case .test: ["test_batch.bin"]
    }
  }

  /// The lines of `batches.meta.txt`, the official names where there is none.
  private static func classNames(in folder: String) throws(DataSetError) -> [String] {
    let path = joined(folder, "batches.meta.txt")
    guard pathKind(path) == .file else { return officialClassNames }
    let expected = "\(officialClassNames.count) lines of UTF-8, each the name of a class"
    let bytes = try contents(ofFile: path, atMost: 1 << 16, expected: expected)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw DataSetError(place: path, expected: expected, found: "bytes that are no UTF-8", remedy: remedy)
    }
    let names = text.split(whereSeparator: \.isNewline).map { $0.trimmingSpaces() }.filter { !$0.isEmpty }
    guard names.count == officialClassNames.count, Set(names).count == names.count else {
      throw DataSetError(
        place: path, expected: expected, found: "\(Set(names).count) different names in \(names.count) lines",
        remedy: remedy)
    }
    return names
  }
}

/// The records of one file.
private struct Batch {
  let count: Int
  private let bytes: [UInt8]

  private static let area = 32 * 32
  private static let recordLength = 1 + 3 * area

  init(path: String, classCount: Int) throws(DataSetError) {
    func fault(_ expected: String, _ found: String) -> DataSetError {
      DataSetError(place: path, expected: expected, found: found, remedy: CIFAR10.remedy)
    }
    bytes = try contents(ofFile: path, atMost: 1 << 30, expected: "records of CIFAR-10")
    count = bytes.count / Batch.recordLength
    guard count > 0, bytes.count % Batch.recordLength == 0 else {
      throw fault("records of \(Batch.recordLength) bytes, at least one", "\(bytes.count) bytes")
    }
    for index in 0..<count where label(index) >= classCount {
      throw fault("labels from 0 to \(classCount - 1)", "the label \(label(index)) of picture \(index)")
    }
  }

  func label(_ index: Int) -> Int { Int(bytes[index * Batch.recordLength]) }

  /// The planes of a record, interleaved.
  func picture(_ index: Int) -> Picture {
    let start = index * Batch.recordLength + 1
    var pixels: [UInt8] = []
    pixels.reserveCapacity(3 * Batch.area)
    for pixel in start..<start + Batch.area {
      pixels.append(bytes[pixel])
      pixels.append(bytes[pixel + Batch.area])
      pixels.append(bytes[pixel + 2 * Batch.area])
    }
    return Picture(unchecked: 32, 32, 3, pixels)
  }
}

extension Substring {
  /// The text without white space at both ends.
  fileprivate func trimmingSpaces() -> String {
    let start = drop(while: \.isWhitespace)
    let end = start.lastIndex { !$0.isWhitespace }
    return end.map { String(start[...$0]) } ?? ""
  }
}
