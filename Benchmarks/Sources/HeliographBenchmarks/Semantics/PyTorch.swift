import Foundation
import Tensors

/// A Python that may have PyTorch, and the script that measures our weights with it.
struct PyTorch {
  /// What the script found.
  struct Figures: Decodable {
    struct Times: Decodable {
      var encoding: [Double]
      var decoding: [Double]
      var batch: [Double]
    }
    /// PyTorch's version.
    var version: String
    /// The greatest difference between an output of PyTorch and ours.
    var difference: Double
    /// Seconds of each round.
    var seconds: Times
  }

  /// The interpreter, a name or a path.
  let python: String
  private let script = "Benchmarks/pytorch/semantics.py"

  /// Measures a codec on the same tasks, on one thread.
  ///
  /// - Parameters:
  ///   - tasks: with inputs and outputs to compare.
  ///   - rounds: how often one task is encoded and decoded.
  /// - Returns: the figures; nil where PyTorch is not installed or the codec has no counterpart.
  /// - Throws: `SessionError` with the script's words when it fails, as when the outputs differ.
  func measure(_ tasks: any CodecTasks, rounds: Int) throws -> Figures? {
    guard let (tensors, metadata) = try tasks.exchange() else { return nil }
    let exchange = FileManager.default.temporaryDirectory.path + "/helio-bench-\(UUID().uuidString).safetensors"
    defer { try? FileManager.default.removeItem(atPath: exchange) }
    try SafetensorsFile.write(exchange, tensors: tensors, metadata: metadata)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [python, script, tasks.path, exchange, "--rounds", "\(rounds)"]
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    // The errors are a few lines, so that reading one pipe after the other does not block the script.
    let json = output.fileHandleForReading.readDataToEndOfFile()
    let words = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    if words.contains("No module named 'torch'") || process.terminationStatus == 127 { return nil }
    guard process.terminationStatus == 0 else {
      throw SessionError("\(script) ended with status \(process.terminationStatus):\n\(words)")
    }
    return try JSONDecoder().decode(Figures.self, from: json)
  }
}
