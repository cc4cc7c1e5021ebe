import FoundationEssentials

/// The pictures below a folder, in the order of their paths' bytes.
struct PictureListing {
  /// A folder with the pictures of one class.
  struct Class {
    let name: String
    /// Paths relative to the listed folder.
    let pictures: [String]
  }

  /// How the pictures lie in their folder.
  enum Arrangement {
    /// All in the folder itself.
    case flat([String])
    /// A sub-folder for each class.
    case classes([Class])
    /// The sub-folders `train` and `test`, each with a sub-folder for each class.
    case splits(train: [Class], test: [Class])
  }

  /// How the pictures lie.
  let arrangement: Arrangement

  private static let remedy =
    "Put the pictures of each class into a sub-folder named after it, or all pictures into the folder itself"
  private static let splitRemedy =
    "Keep nothing beside `train` and `test`, and in each a sub-folder of pictures for each class"

  /// Lists a folder and checks that it makes a data set.
  init(folder: String) throws(DataSetError) {
    guard pathKind(folder) == .folder else {
      throw DataSetError(
        place: folder, expected: "a folder of pictures", found: pathKind(folder) == .file ? "a file" : "nothing there",
        remedy: "Check the path")
    }
    let loose = try PictureListing.pictures(in: "", of: folder, depth: 0)
    if loose.isEmpty, let splits = try PictureListing.splits(of: folder) {
      arrangement = splits
      return
    }
    let classes = try PictureListing.classes(in: "", of: folder)
    switch (classes.isEmpty, loose.isEmpty) {
    case (true, true):
      throw DataSetError(
        place: folder, expected: "pictures named *.png, *.jpg or *.jpeg", found: "none", remedy: PictureListing.remedy)
    case (false, false):
      throw DataSetError(
        place: folder, expected: "pictures either in sub-folders or in the folder itself",
        found: "\(classes.count) sub-folders and \(loose.count) loose pictures, \(loose[0]) among them",
        remedy: PictureListing.remedy)
    case (true, false): arrangement = .flat(loose)
    case (false, true):
      if let small = classes.first(where: { $0.pictures.count < 2 }) {
        throw DataSetError(
          place: joined(folder, small.name), expected: "at least 2 pictures, one to learn from and one to test with",
          found: "1", remedy: PictureListing.remedy)
      }
      arrangement = .classes(classes)
    }
  }

  /// Whether a folder holds pictures: in itself, in a sub-folder, or in a sub-folder of `train` or `test`.
  static func isRecognised(inFolder folder: String) -> Bool {
    holdsPicture(folder, depth: 1) || Split.allCases.contains { holdsPicture(joined(folder, $0.rawValue), depth: 1) }
  }

  /// How deep folders may lie in one another: a link that leads back to its own folder ends there.
  private static let mostDepth = 8

  /// The classes of the sub-folders `train` and `test`; nothing when these are not there or are classes themselves,
  /// as their pictures lie in them directly.
  private static func splits(of folder: String) throws(DataSetError) -> Arrangement? {
    let names = Split.allCases.map(\.rawValue)
    guard names.allSatisfy({ pathKind(joined(folder, $0)) == .folder }) else { return nil }
    let classes = try (
      train: PictureListing.classes(in: Split.train.rawValue, of: folder),
      test: PictureListing.classes(in: Split.test.rawValue, of: folder)
    )
    guard !classes.train.isEmpty, !classes.test.isEmpty else { return nil }
    for name in names {
      let loose = try pictures(in: name, of: folder, depth: 0)
      guard loose.isEmpty else {
        throw DataSetError(
          place: joined(folder, name), expected: "a sub-folder for each class",
          found: "\(loose.count) loose pictures, \(loose[0]) among them", remedy: splitRemedy)
      }
    }
    for other in try entries(folder) where !names.contains(other) && holdsPicture(joined(folder, other), depth: 1) {
      throw DataSetError(
        place: folder, expected: "pictures in `train` and `test` alone", found: "others in `\(other)`",
        remedy: splitRemedy)
    }
    let known = Set(classes.train.map(\.name))
    if let unknown = classes.test.first(where: { !known.contains($0.name) }) {
      throw DataSetError(
        place: joined(folder, "test/\(unknown.name)"), expected: "classes that `train` has",
        found: "one that it has not", remedy: splitRemedy)
    }
    return .splits(train: classes.train, test: classes.test)
  }

  /// The sub-folders that hold pictures; `relative` names the folder around them, seen from `folder`.
  private static func classes(in relative: String, of folder: String) throws(DataSetError) -> [Class] {
    var classes: [Class] = []
    for name in try entries(relative.isEmpty ? folder : joined(folder, relative)) {
      let path = relative.isEmpty ? name : "\(relative)/\(name)"
      guard pathKind(joined(folder, path)) == .folder else { continue }
      let pictures = try pictures(in: path, of: folder, depth: mostDepth)
      if !pictures.isEmpty { classes.append(Class(name: name, pictures: pictures)) }
    }
    return classes
  }

  private static func pictures(in relative: String, of folder: String, depth: Int) throws(DataSetError) -> [String] {
    var found: [String] = []
    for entry in try entries(relative.isEmpty ? folder : joined(folder, relative)) {
      let path = relative.isEmpty ? entry : "\(relative)/\(entry)"
      switch pathKind(joined(folder, path)) {
      case .file where isPictureName(entry): found.append(path)
      case .folder where depth > 0: found += try pictures(in: path, of: folder, depth: depth - 1)
      default: continue
      }
    }
    return found
  }

  private static func holdsPicture(_ folder: String, depth: Int) -> Bool {
    guard let entries = try? entries(folder) else { return false }
    return entries.contains { entry in
      switch pathKind(joined(folder, entry)) {
      case .file: isPictureName(entry)
      case .folder: depth > 0 && holdsPicture(joined(folder, entry), depth: depth - 1)
      case .nothing: false
      }
    }
  }

  /// The names in a folder but for hidden ones, in the order of their bytes.
  private static func entries(_ folder: String) throws(DataSetError) -> [String] {
    do {
      let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }
      return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    } catch {
      throw DataSetError(
        place: folder, expected: "a folder that can be listed", found: "one that cannot",
        remedy: "Check its permissions")
    }
  }

  private static func isPictureName(_ name: String) -> Bool {
    let lowercased = name.lowercased()
    return [".png", ".jpg", ".jpeg"].contains { lowercased.hasSuffix($0) }
  }
}
