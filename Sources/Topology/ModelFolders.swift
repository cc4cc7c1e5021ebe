import FoundationEssentials

/// The folders that models are looked for in, and what lies there.
struct ModelFolders {
  private let folders: [(path: String, files: Set<String>)]

  /// Looks into folders; one that is not there holds nothing.
  ///
  /// - Parameter paths: the folders, the first first.
  init(_ paths: [String]) {
    folders = paths.map { path in
      (path, Set((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []))
    }
  }

  /// The folder where what is made anew may go.
  var first: String { folders.first?.path ?? "models" }

  /// The first folder that holds a file.
  func folder(of file: String) -> String? { folders.first { $0.files.contains(file) }?.path }

  /// The files with an ending, without it, in their order.
  func names(endingWith suffix: String) -> [String] {
    let files = folders.reduce(into: Set<String>()) { $0.formUnion($1.files) }
    return files.filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }.sorted()
  }

  /// What was expected where none of some things fits.
  ///
  /// - Parameters:
  ///   - thing: one of them: "model".
  ///   - things: several: "models".
  ///   - names: those that there are.
  /// - Returns: the end of a sentence.
  func expectation(_ thing: String, _ things: String, among names: [String]) -> String {
    let place = folders.map(\.path).joined(separator: " and ")
    return names.isEmpty
      ? "a \(thing), but \(place) \(folders.count == 1 ? "holds" : "hold") none"
      : "one of the \(things) in \(place): \(Spelling.list(names))"
  }
}
