import Foundation

/// Copies the weights of a shipped model, and what was measured of it.
///
/// - Parameters:
///   - name: the model's name.
///   - copy: the name of the copy.
///   - folder: where it goes.
/// - Throws: `CocoaError` when a file is not there or cannot be written.
func copyShippedModel(_ name: String, as copy: String, into folder: String) throws {
  let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  for ending in ["safetensors", "knowledge.json"] {
    try FileManager.default.copyItem(
      atPath: package.appending(path: "models/\(name).\(ending)").path, toPath: "\(folder)/\(copy).\(ending)")
  }
}
