public import Foundation

/// The programs of the build that a test belongs to, and the files of the package.
public enum BuiltPrograms {
  /// The folder of the programs: `HELIOGRAPH_BIN`, or the one that the tests' own executable lies in.
  public static var folder: URL {
    if let folder = ProcessInfo.processInfo.environment["HELIOGRAPH_BIN"] { return URL(filePath: folder) }
    var candidate = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    let arguments = CommandLine.arguments.map { URL(filePath: $0).deletingLastPathComponent() }
    for folder in [candidate] + arguments where isBuild(folder) { candidate = folder }
    return candidate
  }

  private static func isBuild(_ folder: URL) -> Bool {
    FileManager.default.isExecutableFile(atPath: folder.appending(path: "helio").path)
  }

  /// A program.
  ///
  /// - Parameter name: `helio`, `ue-agent`, `channel-emulator` or `edge-server`.
  /// - Returns: where it is.
  /// - Throws: ``ProgramFailure`` when it is not built.
  public static func program(_ name: String) throws -> URL {
    let program = folder.appending(path: name)
    guard FileManager.default.isExecutableFile(atPath: program.path) else {
      throw ProgramFailure("\(name) is not in \(folder.path): run `swift build`, or name its folder in HELIOGRAPH_BIN")
    }
    return program
  }

  /// A file of the package.
  ///
  /// - Parameter path: below the package's folder, such as `topology/quickstart.yaml`.
  /// - Returns: its whole path.
  public static func file(_ path: String) -> String {
    // This file lies four folders below the package.
    var root = URL(filePath: #filePath)
    for _ in 0..<4 { root = root.deletingLastPathComponent() }
    return root.appending(path: path).path
  }
}

/// Why a program of a test did not do what the test needs.
public struct ProgramFailure: Error, CustomStringConvertible {
  /// What happened, with what the program said.
  public let description: String

  /// Wraps a sentence.
  public init(_ description: String) {
    self.description = description
  }
}
