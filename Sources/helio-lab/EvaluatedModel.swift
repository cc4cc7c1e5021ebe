import CommandLineSupport
import FoundationEssentials
import Semantics

/// The model that is evaluated, and where what is measured of it lies.
struct EvaluatedModel {
  /// The weights' file.
  let path: String

  /// Looks where the emulator looks for a name; a path is taken as it is.
  ///
  /// - Parameters:
  ///   - words: a name, or the path of a safetensors file.
  ///   - folders: where models lie.
  /// - Throws: ``ModelError`` that lists the models that there are.
  init(_ words: String, in folders: ModelFolders) throws {
    path =
      words.contains("/") || words.hasSuffix(Self.suffix)
      ? words : try ModelLibrary(folders: folders.paths).path(of: words)
  }

  /// The file's path without its ending: what is measured is written as `STEM.knowledge.json`.
  var stem: String { path.hasSuffix(Self.suffix) ? String(path.dropLast(Self.suffix.count)) : path }

  /// The model's name: `mine` for `models/mine.safetensors`.
  var name: String { URL(filePath: stem).lastPathComponent }

  /// The models beside it.
  var library: ModelLibrary { ModelLibrary(folders: [URL(filePath: path).deletingLastPathComponent().path]) }

  private static let suffix = ".safetensors"
}
