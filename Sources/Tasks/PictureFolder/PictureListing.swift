import FoundationEssentials

/// The pictures below a folder, in the order of their paths' bytes.
struct PictureListing {
  /// A sub-folder with pictures.
  struct Class {
    let name: String
    /// Paths relative to the listed folder.
    let pictures: [String]
  }

  /// The sub-folders that hold pictures.
  let classes: [Class]
  /// The pictures that lie in the folder itself.
  let loose: [String]

  private static let remedy =
    "Put the pictures of each class into a sub-folder named after it, or all pictures into the folder itself"

  /// Lists a folder and checks that it makes a data set.
  init(folder: String) throws(DataSetError) {
    func fault(_ expected: String, _ found: String, at place: String = folder) -> DataSetError {
      DataSetError(place: place, expected: expected, found: found, remedy: PictureListing.remedy)
    }
    guard pathKind(folder) == .folder else {
      throw DataSetError(
        place: folder, expected: "a folder of pictures", found: pathKind(folder) == .file ? "a file" : "nothing there",
        remedy: "Check the path")
    }
    loose = try PictureListing.pictures(in: "", of: folder, depth: 0)
    var classes: [Class] = []
    for entry in try PictureListing.entries(folder) where pathKind(joined(folder, entry)) == .folder {
      let pictures = try PictureListing.pictures(in: entry, of: folder, depth: PictureListing.mostDepth)
      if !pictures.isEmpty { classes.append(Class(name: entry, pictures: pictures)) }
    }
    self.classes = classes
    if classes.isEmpty && loose.isEmpty {
      throw fault("pictures named *.png, *.jpg or *.jpeg", "none")
    }
    if !classes.isEmpty && !loose.isEmpty {
      throw fault(
        "pictures either in sub-folders or in the folder itself",
        "\(classes.count) sub-folders and \(loose.count) loose pictures, \(loose[0]) among them")
    }
    if let small = classes.first(where: { $0.pictures.count < 2 }) {
      throw fault(
        "at least 2 pictures, one to learn from and one to test with", "1", at: joined(folder, small.name))
    }
  }

  /// How deep folders may lie in one another: a link that leads back to its own folder ends there.
  private static let mostDepth = 8

  /// Whether a folder holds pictures, in itself or in a sub-folder.
  static func isRecognised(inFolder folder: String) -> Bool {
    let pictures = try? pictures(in: "", of: folder, depth: 1)
    return pictures?.isEmpty == false
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
