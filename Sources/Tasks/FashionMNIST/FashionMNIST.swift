/// Fashion-MNIST [Xiao17]: 60 000 train and 10 000 test pictures of clothes, 28 × 28 grey pixels, 10 classes, in the
/// four IDX files of the original, each plain or as `.gz`.
public struct FashionMNIST: LabelledPictures {
  /// `fashion-mnist`.
  public var name: String { FashionMNIST.shortName }

  static let shortName = "fashion-mnist"

  /// The ten classes in the order of the labels.
  public let classNames = [
    "T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot",
  ]

  /// 28 × 28 grey pixels.
  public let pictureShape = PictureShape(width: 28, height: 28, channels: 1)

  private let parts: [Split: Part]

  /// Opens the data set.
  ///
  /// - Parameters:
  ///   - folder: where `train-images-idx3-ubyte`, `train-labels-idx1-ubyte`, `t10k-images-idx3-ubyte` and
  ///     `t10k-labels-idx1-ubyte` lie, with or without `.gz`.
  ///   - splits: what to read; a UE needs no train pictures (47 MB).
  /// - Throws: ``DataSetError`` naming the file that is missing, corrupt, truncated or does not match its partner.
  public init(folder: String, splits: Set<Split> = [.train, .test]) throws(DataSetError) {
    var parts: [Split: Part] = [:]
    for split in Split.allCases where splits.contains(split) {
      parts[split] = try Part(folder: folder, prefix: FashionMNIST.prefix(of: split), classCount: classNames.count)
    }
    self.parts = parts
  }

  /// 60 000 for train, 10 000 for test in the official files; zero for a split that was not opened.
  ///
  /// - Parameter split: train or test.
  /// - Returns: their number.
  public func count(of split: Split) -> Int { parts[split]?.images.count ?? 0 }

  /// A picture and its class, named like `fashion-mnist/test/17`.
  ///
  /// - Parameters:
  ///   - index: which picture, in the files' order.
  ///   - split: train or test.
  /// - Returns: the picture with its class.
  /// - Throws: ``DataSetError`` for an index outside the split.
  public func sample(_ index: Int, of split: Split) throws -> PictureSample {
    try requireIndex(index, in: split)
    guard let part = parts[split] else { preconditionFailure("a split with samples has files") }
    let picture = Picture(unchecked: pictureShape.width, pictureShape.height, 1, Array(part.images[index]))
    let label = Int(part.labels[index].first ?? 0)
    return PictureSample(picture: picture, label: label, identifier: "\(name)/\(split.rawValue)/\(index)")
  }

  /// Whether a folder holds at least one of the official files.
  static func isRecognised(inFolder folder: String) -> Bool {
    Split.allCases.contains { split in
      ["images-idx3-ubyte", "labels-idx1-ubyte"].contains { suffix in
        let path = joined(folder, "\(prefix(of: split))-\(suffix)")
        return pathKind(path) == .file || pathKind(path + ".gz") == .file
      }
    }
  }

  private static func prefix(of split: Split) -> String {
    switch split {
    case .train: "train"
    case .test: "t10k"
    }
  }
}

/// The pictures and labels of one split, checked against each other.
private struct Part {
  let images: IDXFile
  let labels: IDXFile

  init(folder: String, prefix: String, classCount: Int) throws(DataSetError) {
    let imagesName = "\(prefix)-images-idx3-ubyte"
    let labelsName = "\(prefix)-labels-idx1-ubyte"
    images = try IDXFile(named: imagesName, in: folder, rank: 3)
    labels = try IDXFile(named: labelsName, in: folder, rank: 1)
    guard images.dimensions.dropFirst() == [28, 28] else {
      throw DataSetError(
        place: joined(folder, imagesName), expected: "pictures of 28×28 pixels",
        found: IDXFile.times(Array(images.dimensions.dropFirst())), remedy: IDXFile.remedy)
    }
    guard images.count > 0 else {
      throw DataSetError(
        place: joined(folder, imagesName), expected: "at least one picture", found: "none", remedy: IDXFile.remedy)
    }
    guard images.count == labels.count else {
      throw DataSetError(
        place: joined(folder, labelsName), expected: "\(images.count) labels, one for each picture",
        found: "\(labels.count)", remedy: IDXFile.remedy)
    }
    for index in 0..<labels.count {
      guard let label = labels[index].first, Int(label) < classCount else {
        throw DataSetError(
          place: joined(folder, labelsName), expected: "labels from 0 to \(classCount - 1)",
          found: "the label \(labels[index].first ?? 0) of picture \(index)", remedy: IDXFile.remedy)
      }
    }
  }
}
