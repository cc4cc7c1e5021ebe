import ArgumentParser
import CommandLineSupport
public import Figures
import FoundationEssentials
import Glibc

/// Draws figures with gnuplot.
public struct Plotter {
  private let gnuplot: Gnuplot
  private let folder: String

  /// Looks for gnuplot and makes the folder.
  ///
  /// - Parameters:
  ///   - folder: where the figures go.
  ///   - option: the option that asks for them.
  /// - Throws: `ExitCode` 69 without gnuplot and 73 where the folder cannot be made, after saying so.
  public init(folder: String, option: String = "--figures") throws {
    guard let gnuplot = Gnuplot() else {
      throw Self.refusal(
        "\(option) draws with gnuplot, which is not on the PATH: \(Gnuplot.remedy), or leave \(option) out",
        ExitStatus.unavailable)
    }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw Self.refusal("the folder \(folder) cannot be made: check the path and its rights", ExitStatus.cannotCreate)
    }
    guard unsafe access(folder, W_OK | X_OK) == 0 else {
      throw Self.refusal("no file can be made in \(folder): check its rights", ExitStatus.cannotCreate)
    }
    self.gnuplot = gnuplot
    self.folder = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
  }

  /// Draws each figure and keeps its script beside it.
  ///
  /// - Parameter figures: what is drawn, each under its own name.
  /// - Returns: the pictures' paths.
  /// - Throws: `ExitCode` 73 after saying what gnuplot did not like or which file could not be made.
  public func draw(_ figures: [Figure]) throws -> [String] {
    try figures.map { figure in
      let picture = "\(folder)/\(figure.name).png"
      do {
        try gnuplot.draw(figure.script(writing: picture), picture: picture)
      } catch {
        throw Self.refusal("\(picture) cannot be drawn: \(error)", ExitStatus.cannotCreate)
      }
      return picture
    }
  }

  private static func refusal(_ words: String, _ status: Int32) -> ExitCode {
    Terminal.error.write("\(Terminal.error.red("error:")) \(words)\n")
    return ExitCode(status)
  }
}
