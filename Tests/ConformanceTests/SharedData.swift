import FoundationEssentials

/// Reference tables that may lie beside the package: below `HELIOGRAPH_SHARED`, or `../shared` seen from the package.
enum SharedData {
  static let absence = "no error rates below HELIOGRAPH_SHARED or ../shared/data"

  static var isPresent: Bool { FileManager.default.fileExists(atPath: folder) }

  private static var folder: String {
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let shared =
      ProcessInfo.processInfo.environment["HELIOGRAPH_SHARED"]
      ?? package.deletingLastPathComponent().appending(path: "shared").path
    return shared + "/data/error-rate-refs"
  }

  /// The counts of an AFF3CT trace: E_b/N₀ in dB, frames, bit errors, frame errors.
  static func trace(_ path: String) throws -> [(ratio: Double, frames: Int, bitErrors: Int, frameErrors: Int)] {
    try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8).split(separator: "\n")
      .filter { !$0.hasPrefix("#") && $0.contains("||") }.compactMap { line in
        let words = line.split { $0 == "|" || $0 == " " }
        guard words.count > 5, let ratio = Double(words[1]), let frames = Int(words[2]),
          let bitErrors = Int(words[3]), let frameErrors = Int(words[4])
        else { return nil }
        return (ratio, frames, bitErrors, frameErrors)
      }
  }
}
