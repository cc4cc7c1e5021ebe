import Randomness

/// A folder of the user's own PNG and JPEG pictures.
///
/// **With sub-folders**, each sub-folder is a class named after it and holds its pictures, deeper folders included. In
/// each class, a fifth of the pictures (at least one) is for test: those whose relative path has the lowest hash, so
/// that the split depends on the paths alone. Sub-folders `train` and `test` that hold a sub-folder for each class are
/// the split themselves. In both splits the classes take turns, so that the first samples show them all.
///
/// **Flat**, each picture is an item of its own, as in retrieving one known object: the class is the picture. A train
/// or test sample is then a *view* of an item (a crop of at least 80 % of each side, with brightness and contrast
/// varied by up to 20 %); train and test views are drawn from different random streams. The first train view is the
/// picture itself.
///
/// Pictures are cropped to their centred square and resized to 32 × 32 in red, green and blue. They are decoded when
/// asked for, so that opening a large folder is quick.
public struct PictureFolder: LabelledPictures {
  /// The folder's own name.
  public let name: String

  /// The sub-folders, or the pictures of a flat folder, in the order of their names' bytes.
  public let classNames: [String]

  /// 32 × 32 pixels in red, green and blue.
  public let pictureShape = PictureShape(width: 32, height: 32, channels: 3)

  /// Whether each picture is an item of its own.
  public let isFlat: Bool

  private let folder: String
  private let items: [Split: [Item]]

  /// How many views a flat folder has of each item, for train and for test.
  public static let views: (train: Int, test: Int) = (32, 8)

  /// Lists a folder's pictures.
  ///
  /// - Parameters:
  ///   - folder: the folder's path.
  ///   - splits: whose pictures are looked at, their first bytes alone, so that a file that is no picture is found at once.
  /// - Throws: ``DataSetError`` when it is no folder, holds no picture, mixes pictures with sub-folders of pictures, has a
  ///   class of fewer than two pictures, or a file that is none.
  public init(folder: String, splits: Set<Split> = [.train, .test]) throws(DataSetError) {
    let listing = try PictureListing(folder: folder)
    self.folder = folder
    name = lastPart(ofPath: folder)
    switch listing.arrangement {
    case .flat(let pictures):
      isFlat = true
      classNames = pictures
      let all = pictures.enumerated().map { Item(path: $1, label: $0) }
      items = [.train: all, .test: all]
    case .classes(let classes):
      isFlat = false
      classNames = classes.map(\.name)
      items = PictureFolder.divided(classes).mapValues(PictureFolder.inTurn)
    case .splits(let train, let test):
      isFlat = false
      classNames = train.map(\.name)
      let tests = Dictionary(test.map { ($0.name, $0.pictures) }, uniquingKeysWith: +)
      items = [
        .train: PictureFolder.inTurn(train.map(\.pictures)),
        .test: PictureFolder.inTurn(train.map { tests[$0.name] ?? [] }),
      ]
    }
    // All pictures of a flat folder are in both splits.
    for split in isFlat ? [.train] : Split.allCases.filter(splits.contains) {
      for item in items[split] ?? [] { try Picture.requireBeginning(ofFile: joined(folder, item.path)) }
    }
  }

  /// How many pictures, or views of pictures, a split has.
  ///
  /// - Parameter split: train or test.
  /// - Returns: their number.
  public func count(of split: Split) -> Int {
    (items[split]?.count ?? 0) * views(in: split)
  }

  /// A picture and its class, named by its relative path (and the view's number in a flat folder).
  ///
  /// - Parameters:
  ///   - index: which picture or view; views of a flat folder run through all items in turn.
  ///   - split: train or test.
  /// - Returns: the picture with its class.
  /// - Throws: ``DataSetError`` for an index outside the split, or naming the file that does not decode.
  public func sample(_ index: Int, of split: Split) throws -> PictureSample {
    try requireIndex(index, in: split)
    guard let items = items[split] else { preconditionFailure("a split with samples has items") }
    let item = items[index % items.count]
    let picture = try Picture(file: joined(folder, item.path))
    guard isFlat else {
      return PictureSample(picture: resized(picture), label: item.label, identifier: item.path)
    }
    let view = index / items.count
    let identifier = "\(item.path)#\(split.rawValue)-\(view)"
    if split == .train && view == 0 {
      return PictureSample(picture: resized(picture), label: item.label, identifier: identifier)
    }
    var stream = RandomStream(seed: pathHash(item.path), purpose: "view-\(split.rawValue)", slot: view)
    return PictureSample(
      picture: resized(picture.centredSquare.view(&stream)), label: item.label, identifier: identifier)
  }

  private func views(in split: Split) -> Int {
    guard isFlat else { return 1 }
    switch split {
    case .train: return PictureFolder.views.train
    case .test: return PictureFolder.views.test
    }
  }

  private func resized(_ picture: Picture) -> Picture {
    picture.centredSquare.resized(width: pictureShape.width, height: pictureShape.height).rgb
  }

  /// The pictures of each class, divided by the hashes of their paths.
  private static func divided(_ classes: [PictureListing.Class]) -> [Split: [[String]]] {
    var divided: [Split: [[String]]] = [.train: [], .test: []]
    for entry in classes {
      let hashes = entry.pictures.map { (hash: pathHash($0), path: $0) }
      let ranked = hashes.sorted { ($0.hash, $0.path) < ($1.hash, $1.path) }.map(\.path)
      let tests = Set(ranked.prefix((ranked.count + 4) / 5))
      divided[.train]?.append(entry.pictures.filter { !tests.contains($0) })
      divided[.test]?.append(entry.pictures.filter(tests.contains))
    }
    return divided
  }

  /// The first picture of each class, then the second of each that has one, and so on.
  private static func inTurn(_ classes: [[String]]) -> [Item] {
    (0..<(classes.map(\.count).max() ?? 0)).flatMap { turn in
      classes.enumerated().compactMap { turn < $1.count ? Item(path: $1[turn], label: $0) : nil }
    }
  }
}

/// A picture's relative path and class.
private struct Item {
  let path: String
  let label: Int
}

/// The 64-bit FNV-1a hash of a path's UTF-8 bytes, finished as SplitMix64 does so that short paths spread evenly.
private func pathHash(_ path: String) -> UInt64 {
  var hash = path.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
  hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
  return hash ^ (hash >> 31)
}

extension Picture {
  /// Another look at the picture: a crop of at least 80 % of each side, v ↦ gain·(v − 128) + 128 + offset.
  fileprivate func view(_ stream: inout RandomStream) -> Picture {
    let cropWidth = max(1, Int(Double(width) * stream.uniform(in: 0.8...1)))
    let cropHeight = max(1, Int(Double(height) * stream.uniform(in: 0.8...1)))
    let crop = cropped(
      x: stream.integer(below: width - cropWidth + 1), y: stream.integer(below: height - cropHeight + 1),
      width: cropWidth, height: cropHeight)
    let gain = stream.uniform(in: 0.8...1.2)
    let offset = stream.uniform(in: -25...25)
    let varied = crop.pixels.map { UInt8(max(0, min(255, (gain * (Double($0) - 128) + 128 + offset).rounded()))) }
    return Picture(unchecked: cropWidth, cropHeight, channels, varied)
  }
}
