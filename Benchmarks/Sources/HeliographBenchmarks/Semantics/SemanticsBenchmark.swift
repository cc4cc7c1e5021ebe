import Foundation
import Semantics
import Tensors

/// The trained codecs of a folder on one thread, and PyTorch with the same weights where it is installed.
enum SemanticsBenchmark {
  /// The tasks that are decoded as one batch.
  private static let batch = 32

  static func run(models folder: String, python: PyTorch, quick: Bool, into report: inout Report) throws {
    try setThreads(1)
    for path in try weights(in: folder) {
      guard let tasks = try codec(at: path) else { continue }
      try measure(tasks, python, rounds: quick ? 30 : 300, into: &report)
    }
  }

  /// A codec's tasks; nil for a file of another kind, and for a model that sends nothing.
  private static func codec(at path: String) throws -> (any CodecTasks)? {
    let metadata = try SafetensorsFile.read(path).metadata
    if metadata[RetrievalConfiguration.metadataKey] != nil { return try RetrievalTasks(path, count: batch) }
    if metadata[TranslationConfiguration.metadataKey] != nil { return try TranslationTasks(path, count: batch) }
    if metadata[QuestionAnsweringConfiguration.metadataKey] != nil { return try QuestionTasks(path, count: batch) }
    return nil
  }

  /// The files of weights in a folder, in the order of their names.
  private static func weights(in folder: String) throws -> [String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".safetensors") }
    return names.sorted().map { folder + "/" + $0 }
  }

  private static func measure(
    _ tasks: any CodecTasks, _ python: PyTorch, rounds: Int, into report: inout Report
  ) throws {
    var (encoding, decoding, batches) = (Samples(), Samples(), Samples())
    for round in -(rounds / 10)..<rounds {
      let index = (round + rounds) % tasks.count
      let times = try (seconds { try tasks.encode(index) }, seconds { try tasks.decode(index..<(index + 1)) })
      // The rounds before 0 warm up.
      guard round >= 0 else { continue }
      encoding.add(times.0)
      decoding.add(times.1)
      if round.isMultiple(of: 5) { batches.add(try seconds { try tasks.decode(0..<tasks.count) }) }
    }
    let name = "\(tasks.name), one core"
    add(encoding, decoding, batches, name, "", &report)
    guard let figures = try python.measure(tasks, rounds: rounds) else { return }
    let theirs = (Samples(figures.seconds.encoding), Samples(figures.seconds.decoding), Samples(figures.seconds.batch))
    add(theirs.0, theirs.1, theirs.2, name, "PyTorch \(figures.version): ", &report)
    report.add(name, "PyTorch's time over ours, encoding", theirs.0.median / encoding.median, unit: "×", atLeast: 1)
    report.add(name, "PyTorch's time over ours, decoding", theirs.1.median / decoding.median, unit: "×", atLeast: 1)
    report.add(name, "PyTorch's time over ours, in a batch", theirs.2.median / batches.median, unit: "×", atLeast: 1)
    report.add(name, "greatest difference of an output", figures.difference * 1e6, unit: "10⁻⁶", atMost: 100)
  }

  private static func add(
    _ encoding: Samples, _ decoding: Samples, _ batches: Samples, _ name: String, _ who: String,
    _ report: inout Report
  ) {
    report.add(name, "\(who)encode one task", encoding, scale: 1e3, unit: "ms")
    report.add(name, "\(who)decode one task", decoding, scale: 1e3, unit: "ms")
    report.add(name, "\(who)decode \(batch) tasks in one batch", batches, scale: 1e3, unit: "ms")
    report.add(name, "\(who)decoding in a batch, median", Double(batch) / batches.median, unit: "task/s")
  }
}
