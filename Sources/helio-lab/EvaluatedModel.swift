import ArgumentParser
import CommandLineSupport
import FoundationEssentials
import Semantics
import Tasks

/// The model that is evaluated, and where what is measured of it lies.
struct EvaluatedModel {
  /// The weights' file.
  let path: String

  /// Looks where the emulator looks for a name; a path is taken as it is.
  ///
  /// - Parameters:
  ///   - words: a name, or the path of a safetensors file.
  ///   - folders: where models lie.
  ///   - kind: what the model is to do, for the remedy; nil: whatever it does.
  /// - Throws: ``ModelError`` that lists the models that there are.
  init(_ words: String, in folders: ModelFolders, kind: TaskKind? = nil) throws {
    path =
      words.contains("/") || words.hasSuffix(Self.suffix)
      ? words : try ModelLibrary(folders: folders.paths).path(of: words, kind: kind)
  }

  /// The model that is meant, and said so, where none is named: the one that `helio train codec KIND` writes by default
  /// when it is trained on the data.
  ///
  /// - Parameters:
  ///   - words: a name, or the path of a safetensors file; nil where none is named.
  ///   - kind: what it does, which `helio train codec` is followed by.
  ///   - dataSet: the short name of the data.
  ///   - folders: where models lie.
  /// - Throws: ``ModelError`` that lists the models that there are.
  init(_ words: String?, of kind: TaskKind, trainedOn dataSet: String, in folders: ModelFolders) throws {
    try self.init(words ?? "\(kind.rawValue)-\(dataSet)", in: folders, kind: kind)
    if words == nil { Terminal.error.write("model: \(path)\n") }
  }

  /// The file's path without its ending: what is measured is written as `STEM.knowledge.json`.
  var stem: String { path.hasSuffix(Self.suffix) ? String(path.dropLast(Self.suffix.count)) : path }

  /// The model's name: `mine` for `models/mine.safetensors`.
  var name: String { URL(filePath: stem).lastPathComponent }

  /// The models beside it.
  var library: ModelLibrary { ModelLibrary(folders: [URL(filePath: path).deletingLastPathComponent().path]) }

  /// The data to measure it with where none are named: those that it was trained on, where they need no file, and said
  /// so.
  ///
  /// - Parameters:
  ///   - dataSet: the short name of the data that it was trained on.
  ///   - made: the data set of its kind that needs no file.
  /// - Returns: the source.
  /// - Throws: `ValidationError` where the data lie in files, of which the model knows no place.
  func data<Source: CustomStringConvertible>(trainedOn dataSet: String, made: Source) throws -> Source {
    guard dataSet == made.description else {
      throw ValidationError("\(path) was trained on \(dataSet), which lies in files: say where with --data")
    }
    Terminal.error.write("data: \(dataSet), which the model was trained on\n")
    return made
  }

  private static let suffix = ".safetensors"
}
