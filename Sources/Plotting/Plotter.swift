import ArgumentParser
import CommandLineSupport
public import Figures
import FoundationEssentials
import Glibc
import Launching

/// Draws figures with gnuplot.
public struct Plotter {
  private let program: String
  private let folder: String

  /// Looks for gnuplot and makes the folder.
  ///
  /// - Parameter folder: where the figures go, the value of the option `--figures`.
  /// - Throws: `ExitCode` 69 without gnuplot and 73 where the folder cannot be made, after saying so.
  public init(folder: String) throws {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let candidates = path.split(separator: ":").map { "\($0)/gnuplot" }
    guard let program = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
      throw Self.refusal(
        "--figures draws with gnuplot, which is not on the PATH: install Debian's package gnuplot-nox, or leave "
          + "--figures out", ExitStatus.unavailable)
    }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw Self.refusal("the folder \(folder) cannot be made: check the path and its rights", ExitStatus.cannotCreate)
    }
    guard unsafe access(folder, W_OK | X_OK) == 0 else {
      throw Self.refusal("no file can be made in \(folder): check its rights", ExitStatus.cannotCreate)
    }
    self.program = program
    self.folder = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
  }

  /// Draws each figure and keeps its script beside it.
  ///
  /// - Parameter figures: what is drawn, each under its own name.
  /// - Returns: the pictures' paths.
  /// - Throws: `ExitCode` 73 after saying what gnuplot did not like or which file could not be made.
  public func draw(_ figures: [Figure]) throws -> [String] {
    try figures.map { figure in
      let (picture, script, log) = (
        "\(folder)/\(figure.name).png", "\(folder)/\(figure.name).gnuplot", "\(folder)/\(figure.name).log"
      )
      let child = ChildProgram(name: "gnuplot", executable: program, arguments: [script], logPath: log)
      let (ending, words) = try Self.refusing("\(picture) cannot be drawn") {
        try Data(figure.script(writing: picture).utf8).write(to: URL(filePath: script))
        return try child.runToEnd()
      }
      guard ending == .exited(0) else {
        throw Self.refusal(
          "gnuplot could not draw \(picture): \(words.last ?? "\(ending)"); \(log) has all that it said",
          ExitStatus.cannotCreate)
      }
      try Self.refusing("\(log) cannot be removed") { try FileManager.default.removeItem(atPath: log) }
      return picture
    }
  }

  private static func refusing<Result>(_ words: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch {
      throw refusal("\(words): \(error)", ExitStatus.cannotCreate)
    }
  }

  private static func refusal(_ words: String, _ status: Int32) -> ExitCode {
    Terminal.error.write("\(Terminal.error.red("error:")) \(words)\n")
    return ExitCode(status)
  }
}
