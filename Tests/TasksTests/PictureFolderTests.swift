import Tasks
import Testing

@Suite struct PictureFolderTests {
  private func png(_ value: UInt8, side: Int = 8) throws -> [UInt8] {
    try Picture(width: side, height: side, channels: 1, pixels: [UInt8](repeating: value, count: side * side)).png()
  }

  private func words(_ folder: TemporaryFolder, _ open: () throws -> Void) -> String {
    do {
      try open()
      return "no error"
    } catch {
      return "\(error)".replacing(folder.path, with: "FOLDER")
    }
  }

  @Test("sub-folders are classes; a fifth of each class is for test, and no picture is in both splits")
  func classes() throws {
    let folder = try TemporaryFolder()
    for index in 0..<10 {
      try folder.write(png(UInt8(index)), to: "cats/\(index).png")
      try folder.write(png(UInt8(100 + index)), to: "dogs/young/\(index).PNG")
    }
    try folder.write([1], to: "dogs/notes.txt")
    let set = try PictureFolder(folder: folder.path)
    #expect(set.classNames == ["cats", "dogs"])
    #expect(!set.isFlat)
    #expect(set.trainCount == 16)
    #expect(set.testCount == 4)
    let train = try (0..<16).map { try set.trainSample($0) }
    let test = try (0..<4).map { try set.testSample($0) }
    #expect(Set((train + test).map(\.identifier)).count == 20)
    #expect(test.map(\.label) == [0, 1, 0, 1])
    for sample in train + test {
      #expect(sample.picture.shape == PictureShape(width: 32, height: 32, channels: 3))
      #expect((sample.picture.pixels[0] >= 100) == (sample.label == 1))
    }
    #expect(try DataSetSource(recognising: folder.path) == .folder(folder.path))
  }

  @Test("folders train and test with a sub-folder for each class are the split; the classes take turns")
  func givenSplit() throws {
    let folder = try TemporaryFolder()
    for index in 0..<3 {
      try folder.write(png(UInt8(index)), to: "train/cats/\(index).png")
      try folder.write(png(UInt8(10 + index)), to: "train/dogs/\(index).png")
    }
    try folder.write(png(20), to: "train/eels/0.png")
    try folder.write(png(30), to: "test/dogs/0.png")
    try folder.write([1], to: "readme.txt")
    let source = try DataSetSource(recognising: folder.path)
    #expect(source == .folder(folder.path))
    let set = try source.open()
    #expect(set.classNames == ["cats", "dogs", "eels"])
    let train = try (0..<set.trainCount).map { try set.trainSample($0) }
    #expect(train.map(\.label) == [0, 1, 2, 0, 1, 0, 1])
    #expect(train.map { $0.picture.pixels[0] } == [0, 10, 20, 1, 11, 2, 12])
    #expect(set.testCount == 1)
    #expect(try set.testSample(0).label == 1)
    #expect(try set.testSample(0).identifier == "test/dogs/0.png")
  }

  @Test("train and test with pictures of their own are classes; a split with strays is refused")
  func splitOrClasses() throws {
    let remedy = "Keep nothing beside `train` and `test`, and in each a sub-folder of pictures for each class."
    let classes = try TemporaryFolder()
    for name in ["train/a.png", "train/b.png", "test/a.png", "test/b.png"] { try classes.write(png(1), to: name) }
    #expect(try PictureFolder(folder: classes.path).classNames == ["test", "train"])
    let folder = try TemporaryFolder()
    for name in ["train/cats/a.png", "test/cats/a.png", "test/dogs/a.png"] { try folder.write(png(1), to: name) }
    #expect(
      words(folder) { _ = try PictureFolder(folder: folder.path) }
        == "FOLDER/test/dogs: expected classes that `train` has, found one that it has not. \(remedy)")
    try folder.write(png(1), to: "train/dogs/a.png")
    try folder.write(png(1), to: "val/cats/a.png")
    #expect(
      words(folder) { _ = try PictureFolder(folder: folder.path) }
        == "FOLDER: expected pictures in `train` and `test` alone, found others in `val`. \(remedy)")
    try folder.write(png(1), to: "test/b.png")
    #expect(
      words(folder) { _ = try PictureFolder(folder: folder.path) }
        == "FOLDER/test: expected a sub-folder for each class, found 1 loose pictures, test/b.png among them. \(remedy)"
    )
  }

  @Test("the split depends on the relative paths alone: the same names elsewhere divide alike")
  func splitByPath() throws {
    let (first, second) = (try TemporaryFolder(), try TemporaryFolder())
    for index in 0..<10 {
      try first.write(png(1), to: "a/\(index).png")
      try second.write(png(2), to: "a/\(9 - index).png")
    }
    func tests(_ folder: TemporaryFolder) throws -> [String] {
      let set = try PictureFolder(folder: folder.path)
      return try (0..<set.testCount).map { try set.testSample($0).identifier }
    }
    #expect(try tests(first) == tests(second))
  }

  @Test("in a flat folder each picture is an item; its first train view is the picture itself, other views differ")
  func flat() throws {
    let folder = try TemporaryFolder()
    try folder.write(png(10, side: 40), to: "a.png")
    try folder.write(png(200, side: 40), to: "b.png")
    let set = try PictureFolder(folder: folder.path)
    #expect(set.isFlat)
    #expect(set.classNames == ["a.png", "b.png"])
    #expect(set.trainCount == 64)
    #expect(set.testCount == 16)
    #expect(try set.trainSample(1).picture.pixels.allSatisfy { $0 == 200 })
    #expect(try set.trainSample(1).identifier == "b.png#train-0")
    #expect(try set.testSample(3).label == 1)
    #expect(try set.testSample(3) == set.testSample(3))
    let views = try (0..<8).map { try set.testSample(2 * $0).picture }
    #expect(Set(views).count > 1)
  }

  @Test("a picture that does not decode is named with its decoder's words")
  func doesNotDecode() throws {
    let folder = try TemporaryFolder()
    try folder.write(png(1), to: "a.png")
    try folder.write(Array(png(1).dropLast(30)), to: "b.png")
    let set = try PictureFolder(folder: folder.path)
    #expect(
      words(folder) { _ = try set.trainSample(1) }
        == "FOLDER/b.png: expected a PNG or JPEG picture that decodes, found a fault: libpng says: "
        + "read beyond end of data. Repair the picture or take it out of the folder.")
  }

  @Test("a file that does not begin as a picture does is found when the folder is opened, in the splits that are used")
  func noPicture() throws {
    let flat = try TemporaryFolder()
    try flat.write(png(1), to: "a.png")
    try flat.write([0x42, 0x4D], to: "c.jpg")
    #expect(
      words(flat) { _ = try PictureFolder(folder: flat.path) }
        == "FOLDER/c.jpg: expected a PNG or JPEG picture that decodes, found a fault: expected a PNG or JPEG picture, "
        + "found a file that begins with the bytes 42 4d. Repair the picture or take it out of the folder.")
    let folder = try TemporaryFolder()
    for name in ["train/cats/0.png", "train/dogs/0.png", "test/cats/1.png"] { try folder.write(png(1), to: name) }
    try folder.write([], to: "test/dogs/1.png")
    #expect(
      words(folder) { _ = try DataSetSource.folder(folder.path).open(splits: [.test]) }
        == "FOLDER/test/dogs/1.png: expected a PNG or JPEG picture that decodes, found a fault: expected a PNG or JPEG "
        + "picture, found an empty file. Repair the picture or take it out of the folder.")
    #expect(try DataSetSource.folder(folder.path).open(splits: [.train]).trainCount == 2)
  }

  @Test("a folder that makes no data set is refused in words that say how to arrange it")
  func noDataSet() throws {
    let remedy =
      "Put the pictures of each class into a sub-folder named after it, or all pictures into the folder itself."
    let folder = try TemporaryFolder()
    #expect(
      words(folder) { _ = try PictureFolder(folder: folder.path) }
        == "FOLDER: expected pictures named *.png, *.jpg or *.jpeg, found none. \(remedy)")
    try folder.write(png(1), to: "cats/a.png")
    #expect(
      words(folder) { _ = try PictureFolder(folder: folder.path) }
        == "FOLDER/cats: expected at least 2 pictures, one to learn from and one to test with, found 1. \(remedy)")
    try folder.write(png(1), to: "b.png")
    #expect(
      words(folder) { _ = try PictureFolder(folder: folder.path) }
        == "FOLDER: expected pictures either in sub-folders or in the folder itself, "
        + "found 1 sub-folders and 1 loose pictures, b.png among them. \(remedy)")
    #expect(
      words(folder) { _ = try PictureFolder(folder: folder.path + "/none") }
        == "FOLDER/none: expected a folder of pictures, found nothing there. Check the path.")
  }

  @Test("a name that is no data set is answered with what is known and the nearest name")
  func unknownSource() throws {
    let known =
      "expected \"shapes\", a folder with the IDX files of Fashion-MNIST or the binary files of CIFAR-10, "
      + "or a folder of PNG or JPEG pictures"
    func words(_ name: String) -> String {
      do {
        return try DataSetSource(recognising: name).description
      } catch {
        return error.description
      }
    }
    #expect(words("shapes") == "shapes")
    #expect(words("shape") == "data set \"shape\": \(known), found no such name or folder. Did you mean \"shapes\"?")
    #expect(
      words("fashion-mnist")
        == "data set \"fashion-mnist\": \(known), found no such name or folder. "
        + "Fashion-MNIST is read from files: give the path of their folder.")
    #expect(words("cifar10").hasSuffix("CIFAR-10 is read from files: give the path of their folder."))
    #expect(
      words("/no/such/place")
        == "data set \"/no/such/place\": \(known), found no such name or folder. Check the path, or write \"shapes\".")
    let folder = try TemporaryFolder()
    #expect(
      words(folder.path)
        == "\(folder.path): expected the IDX files of Fashion-MNIST, the binary files of CIFAR-10, or PNG or "
        + "JPEG pictures in it or in its sub-folders, found an empty folder. Point at the folder that holds the files themselves."
    )
    #expect(DataSetSource.folder("/home/a/birds/").withoutLocation == .folder("birds"))
  }
}
