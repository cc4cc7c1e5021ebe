import FoundationEssentials
import Launching

/// The program gnuplot, which draws figures from scripts.
struct Gnuplot {
  private let program: String

  /// Looks for gnuplot on the `PATH`; nil where it is not installed.
  init?() {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let candidates = path.split(separator: ":").map { "\($0)/gnuplot" }
    guard let program = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
      return nil
    }
    self.program = program
  }

  /// How to get it, in words.
  static let remedy = "install Debian's package gnuplot-nox"

  /// Runs a script, which is kept as `NAME.gnuplot` beside the picture `NAME.png`.
  ///
  /// - Parameters:
  ///   - script: what gnuplot is to do; it names the picture itself.
  ///   - picture: the PNG file that it writes, in a folder that there is.
  /// - Throws: ``Failure`` with the words of gnuplot, `CocoaError` for a file that cannot be made.
  func draw(_ script: String, picture: String) throws {
    let name = picture.hasSuffix(".png") ? String(picture.dropLast(4)) : picture
    let (scriptPath, log) = (name + ".gnuplot", name + ".log")
    let child = ChildProgram(name: "gnuplot", executable: program, arguments: [scriptPath], logPath: log)
    try Data(script.utf8).write(to: URL(filePath: scriptPath))
    let (ending, words) = try child.runToEnd()
    guard ending == .exited(0) else { throw Failure(words: words.last ?? "\(ending)", log: log) }
    try FileManager.default.removeItem(atPath: log)
  }

  /// What gnuplot did not like.
  struct Failure: Error, CustomStringConvertible {
    /// Its last line.
    let words: String
    /// The file with all that it said.
    let log: String

    /// Both.
    var description: String { "\(words); \(log) has all that it said" }
  }
}
