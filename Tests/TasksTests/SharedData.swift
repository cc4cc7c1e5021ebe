import FoundationEssentials

/// Data sets that may lie beside the package: below `HELIOGRAPH_SHARED`, or `../shared` seen from the package.
enum SharedData {
  static var fashionMNIST: String? { folder("fashion-mnist") }
  static var easyVQA: String? { folder("easy-vqa") }
  static var multi30k: String? { folder("multi30k") }

  private static func folder(_ name: String) -> String? {
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let shared =
      ProcessInfo.processInfo.environment["HELIOGRAPH_SHARED"]
      ?? package.deletingLastPathComponent().appending(path: "shared").path
    let folder = "\(shared)/data/\(name)"
    return FileManager.default.fileExists(atPath: folder) ? folder : nil
  }
}
