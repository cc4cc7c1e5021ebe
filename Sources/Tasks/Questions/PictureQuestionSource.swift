import Quantities

/// Where pictures with questions come from.
public enum PictureQuestionSource: Hashable, Codable, Sendable, CustomStringConvertible {
  /// The procedural scenes with questions, which need no file.
  case sceneQuestions
  /// A folder with the files of easy-VQA.
  case easyVQA(String)

  /// A data set by its name alone; where its files lie is left open, where it has any.
  ///
  /// - Parameter name: one of ``names``; nil for any other text.
  public init?(named name: String) {
    switch name {
    case PictureQuestionSource.scenesName: self = .sceneQuestions
    case EasyVQA.shortName: self = .easyVQA("")
    default: return nil
    }
  }

  /// Every name that stands for one data set.
  public static let names = [scenesName, EasyVQA.shortName]

  /// Recognises a data set by a name or a path.
  ///
  /// - Parameter nameOrPath: `scene-questions`, or the path of a folder with the files of easy-VQA.
  /// - Throws: ``DataSetError`` that lists what is known and names the nearest.
  public init(recognising nameOrPath: String) throws(DataSetError) {
    if nameOrPath == PictureQuestionSource.scenesName {
      self = .sceneQuestions
      return
    }
    guard pathKind(nameOrPath) == .folder else { throw PictureQuestionSource.unknown(nameOrPath) }
    guard EasyVQA.isRecognised(inFolder: nameOrPath) else {
      throw DataSetError(
        place: nameOrPath, expected: "easy-VQA's train/questions.json or test/questions.json",
        found: isEmpty(folder: nameOrPath) ? "an empty folder" : "neither",
        remedy: "Point at the folder that holds train and test")
    }
    self = .easyVQA(nameOrPath)
  }

  /// Opens the data set.
  ///
  /// - Parameter splits: what to make ready; easy-VQA reads only these files.
  /// - Returns: the data set.
  /// - Throws: ``DataSetError`` naming the file at fault and the remedy.
  public func open(splits: Set<Split> = [.train, .test]) throws(DataSetError) -> any PictureQuestions {
    guard isLocated else { throw DataSetError(unlocated: name) }
    return switch self {
    case .sceneQuestions: SceneQuestions()
    case .easyVQA(let folder): try EasyVQA(folder: folder, splits: splits)
    }
  }

  /// The name or path that leads to this source again.
  public var description: String {
    switch self {
    case .sceneQuestions: name
    case .easyVQA(let path): path.isEmpty ? name : path
    }
  }

  /// The name that the opened data set has, as knowledge bases print it; no file is looked at.
  public var name: String {
    switch self {
    case .sceneQuestions: PictureQuestionSource.scenesName
    case .easyVQA: EasyVQA.shortName
    }
  }

  /// Whether it is said where its files lie, or it needs none.
  public var isLocated: Bool {
    switch self {
    case .sceneQuestions: true
    case .easyVQA(let path): !path.isEmpty
    }
  }

  /// The same kind of source without the place where it lies: the files of easy-VQA are the same everywhere. Two hosts
  /// with the data at different paths agree on it.
  public var withoutLocation: PictureQuestionSource {
    switch self {
    case .sceneQuestions: .sceneQuestions
    case .easyVQA: .easyVQA("")
    }
  }

  private static let scenesName = "scene-questions"

  private static func unknown(_ nameOrPath: String) -> DataSetError {
    let name = nameOrPath.lowercased()
    let remedy: String
    if ["easy-vqa", "easyvqa", "easy_vqa"].contains(name) {
      remedy = "easy-VQA is read from files: give the path of their folder"
    } else if name.editDistance(to: scenesName) <= 3 {
      remedy = "Did you mean \"\(scenesName)\"?"
    } else {
      remedy = "Check the path, or write \"\(scenesName)\""
    }
    return DataSetError(
      place: "questions \"\(nameOrPath)\"",
      expected: "\"\(scenesName)\" or a folder with the files of easy-VQA",
      found: pathKind(nameOrPath) == .file ? "a file" : "no such name or folder", remedy: remedy)
  }
}
