public import ArgumentParser
import FoundationEssentials

/// Where models lie on this host.
public struct ModelFolders: ParsableArguments {
  /// The folders as given.
  @Option(
    help: ArgumentHelp(
      "Folder of trained models; may be repeated: what is not in the first is looked for in the next. By default "
        + "$HELIOGRAPH_MODELS, or else ./models and then the folder of the installation.",
      valueName: "folder"))
  public var models: [String] = []

  /// No option yet.
  public init() {}

  /// The folders of models, the first first: as given, from the environment, or beside the working folder and of the
  /// installation.
  public var paths: [String] {
    if !models.isEmpty { return models }
    if let fromEnvironment = ProcessInfo.processInfo.environment["HELIOGRAPH_MODELS"] { return [fromEnvironment] }
    let local = FileManager.default.fileExists(atPath: Self.local) ? Self.local : nil
    guard let installed = Self.installed, installed != local.map(Self.resolved) else { return [Self.local] }
    return (local.map { [$0] } ?? []) + [installed]
  }

  private static let local = "models"

  /// The folder of the installation; nil where the programs lie alone.
  private static var installed: String? {
    // A build lies three folders below the package: .build/<triple>/<configuration>/<program>.
    var folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    for _ in 0..<5 {
      folder = folder.deletingLastPathComponent()
      let candidate = folder.appending(path: local).path
      if FileManager.default.fileExists(atPath: candidate) { return resolved(candidate) }
    }
    return nil
  }

  private static func resolved(_ path: String) -> String { URL(filePath: path).resolvingSymlinksInPath().path }
}
