import Quantities

/// Where a parallel text comes from.
public enum ParallelTextSource: Hashable, Codable, Sendable, CustomStringConvertible {
  /// The procedural street scenes, which need no file.
  case streetScenes
  /// A folder with the raw files of Multi30k.
  case multi30k(String)
  /// Two aligned text files of the user's own.
  case files(source: String, target: String)
  /// A folder with `train.*` and `test.*` in two languages.
  case folder(String)

  /// A parallel text by its name alone; where its files lie is left open, where it has any.
  ///
  /// - Parameter name: one of ``names``; nil for any other text.
  public init?(named name: String) {
    switch name {
    case StreetScenes.shortName: self = .streetScenes
    case Multi30k.shortName: self = .multi30k("")
    default: return nil
    }
  }

  /// Every name that stands for one parallel text.
  public static let names = [StreetScenes.shortName, Multi30k.shortName]

  /// Recognises a parallel text by a name or a path.
  ///
  /// - Parameter nameOrPath: `street-scenes`, two files with a comma between (source first), or the path of a folder,
  ///   which is looked at: with files named `test_2016_flickr.*` it is Multi30k.
  /// - Throws: ``DataSetError`` that lists what is known and names the nearest.
  public init(recognising nameOrPath: String) throws(DataSetError) {
    if nameOrPath == StreetScenes.shortName {
      self = .streetScenes
      return
    }
    let parts = nameOrPath.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    if parts.count == 2, pathKind(nameOrPath) == .nothing {
      for part in parts where pathKind(part) != .file {
        throw DataSetError(
          place: part.isEmpty ? "data set \"\(nameOrPath)\"" : part, expected: "a text file",
          found: pathKind(part) == .folder ? "a folder" : "no such file",
          remedy: "Write two files with a comma between: source,target")
      }
      self = .files(source: parts[0], target: parts[1])
      return
    }
    guard pathKind(nameOrPath) == .folder else { throw ParallelTextSource.unknown(nameOrPath) }
    if Multi30k.isRecognised(inFolder: nameOrPath) {
      self = .multi30k(nameOrPath)
    } else if AlignedFiles.isRecognised(inFolder: nameOrPath) {
      self = .folder(nameOrPath)
    } else {
      throw DataSetError(
        place: nameOrPath, expected: "the files of Multi30k, or train.* and test.* in two languages",
        found: isEmpty(folder: nameOrPath) ? "an empty folder" : "neither",
        remedy: "Point at the folder that holds the files themselves")
    }
  }

  /// Opens the parallel text.
  ///
  /// - Parameter splits: what to make ready; folders with a file for each split read only these.
  /// - Returns: the parallel text.
  /// - Throws: ``DataSetError`` naming the file and line at fault and the remedy.
  public func open(splits: Set<Split> = [.train, .test]) throws(DataSetError) -> any ParallelText {
    guard isLocated else { throw DataSetError(unlocated: name) }
    return switch self {
    case .streetScenes: StreetScenes()
    case .multi30k(let folder): try Multi30k(folder: folder, splits: splits)
    case .files(let source, let target): try AlignedFiles(source: source, target: target)
    case .folder(let folder): try AlignedFiles(folder: folder, splits: splits)
    }
  }

  /// The name or path that leads to this source again.
  public var description: String {
    switch self {
    case .streetScenes: name
    case .multi30k(let path), .folder(let path): path.isEmpty ? name : path
    case .files(let source, let target): "\(source),\(target)"
    }
  }

  /// The name that the opened text has, as knowledge bases print it; no file is looked at.
  public var name: String {
    switch self {
    case .streetScenes: StreetScenes.shortName
    case .multi30k: Multi30k.shortName
    case .files(let source, let target): AlignedFiles.name(ofFiles: source, target)
    case .folder(let path): AlignedFiles.name(ofFile: path)
    }
  }

  /// Whether it is said where its files lie, or it needs none.
  public var isLocated: Bool {
    switch self {
    case .streetScenes: true
    case .multi30k(let path), .folder(let path): !path.isEmpty
    case .files(let source, let target): !source.isEmpty && !target.isEmpty
    }
  }

  /// The same kind of source without the place where it lies: files and folders keep their own names, those of
  /// Multi30k are the same everywhere. Two hosts with the data at different paths agree on it.
  public var withoutLocation: ParallelTextSource {
    switch self {
    case .streetScenes: .streetScenes
    case .multi30k: .multi30k("")
    case .files(let source, let target):
      .files(source: AlignedFiles.name(ofFile: source), target: AlignedFiles.name(ofFile: target))
    case .folder(let path): .folder(AlignedFiles.name(ofFile: path))
    }
  }

  private static func unknown(_ nameOrPath: String) -> DataSetError {
    let name = StreetScenes.shortName
    let remedy: String
    if nameOrPath.lowercased().editDistance(to: name) <= 2 {
      remedy = "Did you mean \"\(name)\"?"
    } else if ["multi30k", "multi-30k", "multi_30k"].contains(nameOrPath.lowercased()) {
      remedy = "Multi30k is read from files: give the path of their folder"
    } else if pathKind(nameOrPath) == .file {
      remedy = "Name the file of translations too: \(nameOrPath),TARGET"
    } else {
      remedy = "Check the path, or write \"\(name)\""
    }
    return DataSetError(
      place: "data set \"\(nameOrPath)\"",
      expected: "\"\(name)\", two text files with a comma between, a folder with the files of Multi30k, "
        + "or a folder with train.* and test.* in two languages",
      found: pathKind(nameOrPath) == .file ? "one file" : "no such name or folder", remedy: remedy)
  }
}
