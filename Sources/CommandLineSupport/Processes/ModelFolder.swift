public import ArgumentParser
import FoundationEssentials

/// Where models lie on this host.
public struct ModelFolder: ParsableArguments {
  /// The folder as given.
  @Option(
    help: ArgumentHelp(
      "Folder of trained models; by default $HELIOGRAPH_MODELS, ./models, or the one of the installation.",
      valueName: "folder"))
  public var models: String?

  /// No option yet.
  public init() {}

  /// The folder of models: as given, from the environment, beside the working folder, or of the installation.
  public var directory: String {
    if let models { return models }
    if let fromEnvironment = ProcessInfo.processInfo.environment["HELIOGRAPH_MODELS"] { return fromEnvironment }
    if FileManager.default.fileExists(atPath: "models") { return "models" }
    let executable = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    // A build lies three folders below the package: .build/<triple>/<configuration>/<program>.
    var folder = executable.deletingLastPathComponent()
    for _ in 0..<5 {
      folder = folder.deletingLastPathComponent()
      let candidate = folder.appending(path: "models").path
      if FileManager.default.fileExists(atPath: candidate) { return candidate }
    }
    return "models"
  }
}
