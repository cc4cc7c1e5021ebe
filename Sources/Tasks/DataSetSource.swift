import Quantities

/// Where a data set comes from.
public enum DataSetSource: Hashable, Codable, Sendable, CustomStringConvertible {
  /// The procedural coloured shapes, which need no file.
  case shapes
  /// A folder with the four IDX files of Fashion-MNIST.
  case fashionMNIST(String)
  /// A folder with the binary files of CIFAR-10.
  case cifar10(String)
  /// A folder of the user's own PNG or JPEG pictures.
  case folder(String)

  /// A data set by its name alone; where its files lie is left open, where it has any.
  ///
  /// - Parameter name: one of ``names``; nil for any other text.
  public init?(named name: String) {
    switch name {
    case DataSetSource.shapesName: self = .shapes
    case FashionMNIST.shortName: self = .fashionMNIST("")
    case CIFAR10.shortName: self = .cifar10("")
    default: return nil
    }
  }

  /// Every name that stands for one data set.
  public static let names = [shapesName, FashionMNIST.shortName, CIFAR10.shortName]

  /// Recognises a data set by a name or a path.
  ///
  /// A path is looked at: a folder with one of Fashion-MNIST's official file names is Fashion-MNIST, one with
  /// CIFAR-10's binary files is CIFAR-10, a folder with pictures in it or in its sub-folders is a picture folder.
  ///
  /// - Parameter nameOrPath: `shapes`, or the path of a folder.
  /// - Throws: ``DataSetError`` that lists what is known and names the nearest.
  public init(recognising nameOrPath: String) throws(DataSetError) {
    if nameOrPath == DataSetSource.shapesName {
      self = .shapes
      return
    }
    guard pathKind(nameOrPath) == .folder else { throw DataSetSource.unknown(nameOrPath) }
    if FashionMNIST.isRecognised(inFolder: nameOrPath) {
      self = .fashionMNIST(nameOrPath)
    } else if CIFAR10.isRecognised(inFolder: nameOrPath) {
      self = .cifar10(nameOrPath)
    } else if CIFAR10.isForPython(folder: nameOrPath) {
      throw DataSetError(
        place: nameOrPath, expected: "the binary files of CIFAR-10", found: "those for Python", remedy: CIFAR10.remedy)
    } else if PictureListing.isRecognised(inFolder: nameOrPath) {
      self = .folder(nameOrPath)
    } else {
      throw DataSetError(
        place: nameOrPath,
        expected:
          "the IDX files of Fashion-MNIST, the binary files of CIFAR-10, or PNG or JPEG pictures in it or in its "
          + "sub-folders",
        found: isEmpty(folder: nameOrPath) ? "an empty folder" : "none of them",
        remedy: "Point at the folder that holds the files themselves")
    }
  }

  /// Opens the data set.
  ///
  /// - Parameter splits: what to make ready; Fashion-MNIST and CIFAR-10 read only these files, folders look at these pictures.
  /// - Returns: the data set.
  /// - Throws: ``DataSetError`` naming the file at fault and the remedy.
  public func open(splits: Set<Split> = [.train, .test]) throws(DataSetError) -> any LabelledPictures {
    guard isLocated else { throw DataSetError(unlocated: name) }
    return switch self {
    case .shapes: ShapeScenes()
    case .fashionMNIST(let folder): try FashionMNIST(folder: folder, splits: splits)
    case .cifar10(let folder): try CIFAR10(folder: folder, splits: splits)
    case .folder(let folder): try PictureFolder(folder: folder, splits: splits)
    }
  }

  /// The name or path that leads to this source again.
  public var description: String {
    switch self {
    case .shapes: name
    case .fashionMNIST(let path), .cifar10(let path), .folder(let path): path.isEmpty ? name : path
    }
  }

  /// The name that the opened data set has, as knowledge bases print it; no file is looked at.
  public var name: String {
    switch self {
    case .shapes: DataSetSource.shapesName
    case .fashionMNIST: FashionMNIST.shortName
    case .cifar10: CIFAR10.shortName
    case .folder(let path): lastPart(ofPath: path)
    }
  }

  /// Whether it is said where its files lie, or it needs none.
  public var isLocated: Bool {
    switch self {
    case .shapes: true
    case .fashionMNIST(let path), .cifar10(let path), .folder(let path): !path.isEmpty
    }
  }

  /// The same kind of source without the place where it lies: a picture folder keeps its own name, the files of
  /// Fashion-MNIST and CIFAR-10 are the same everywhere. Two hosts with the data at different paths agree on it.
  public var withoutLocation: DataSetSource {
    switch self {
    case .shapes: .shapes
    case .fashionMNIST: .fashionMNIST("")
    case .cifar10: .cifar10("")
    case .folder(let path): .folder(lastPart(ofPath: path))
    }
  }

  /// The same source with its path from the root: one folder is one source, however its path is written.
  public var absolute: DataSetSource {
    guard isLocated else { return self }
    return switch self {
    case .shapes: self
    case .fashionMNIST(let path): .fashionMNIST(absolutePath(path))
    case .cifar10(let path): .cifar10(absolutePath(path))
    case .folder(let path): .folder(absolutePath(path))
    }
  }

  private static let shapesName = "shapes"

  private static func unknown(_ nameOrPath: String) -> DataSetError {
    let name = nameOrPath.lowercased()
    let remedy: String
    if name.editDistance(to: shapesName) <= 2 {
      remedy = "Did you mean \"\(shapesName)\"?"
    } else if ["fashion-mnist", "fashionmnist", "fashion_mnist"].contains(name) {
      remedy = "Fashion-MNIST is read from files: give the path of their folder"
    } else if ["cifar-10", "cifar10", "cifar_10"].contains(name) {
      remedy = "CIFAR-10 is read from files: give the path of their folder"
    } else {
      remedy = "Check the path, or write \"\(shapesName)\""
    }
    return DataSetError(
      place: "data set \"\(nameOrPath)\"",
      expected: "\"\(shapesName)\", a folder with the IDX files of Fashion-MNIST or the binary files of CIFAR-10, "
        + "or a folder of PNG or JPEG pictures",
      found: pathKind(nameOrPath) == .file ? "a file" : "no such name or folder", remedy: remedy)
  }
}
