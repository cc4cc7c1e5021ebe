import ArgumentParser
import CommandLineSupport
import Figures
import FoundationEssentials
import Plotting
import Quantities
import Semantics
import Tensors

/// A training with its surroundings: where everything goes, progress, Ctrl-C, the learning curve. It is made before the
/// data are read, which may take minutes: what cannot be written is told at once.
struct CodecTraining {
  private let kind: String
  private let data: String
  private let dataSet: String
  private let options: TrainingOptions
  private let output: String
  private let run: TrainingRun
  private let plotter: Plotter?
  private let interruption: Interruption

  /// Looks at all that is to be written, and begins to listen for Ctrl-C.
  ///
  /// - Parameters:
  ///   - kind: what `helio train codec` is followed by.
  ///   - data: the name or path of the data, to be named in the command that goes on.
  ///   - dataSet: the data's short name, for the default of `--output`.
  ///   - options: what the command line says.
  /// - Throws: `ValidationError` for a default output that is there already, `ExitCode` 73 for what cannot be written and
  ///   69 without gnuplot where a figure is wanted, after saying so.
  init(_ kind: String, data: String, dataSet: String, _ options: TrainingOptions) throws {
    (self.kind, self.data, self.dataSet, self.options) = (kind, data, dataSet, options)
    let output = try options.output ?? options.defaultOutput("models/\(kind)-\(dataSet).safetensors")
    self.output = output
    let folder =
      options.resume.map { URL(filePath: $0).deletingLastPathComponent().relativePath }
      ?? TrainingOptions.checkpoints(of: output)
    run = TrainingRun(folder: folder, checkpointInterval: options.checkpointEvery)
    for file in [output, run.checkpoint, run.history] { try JSONFile.checkPlace(file) }
    plotter = try options.figure.map { picture in
      try Plotter(folder: URL(filePath: picture).deletingLastPathComponent().path, option: "--figure")
    }
    // Read once more when the training begins: a file that is missing or holds no model is told now.
    if let weights = options.weights { _ = try TrainedModel.load(weights) }
    interruption = Interruption(endingProcessSaying: "stopped before the first step: nothing was written")
  }

  /// Says what is read.
  func announceReading(_ source: some CustomStringConvertible) { Terminal.error.write("reading \(source)…\n") }

  /// Prepares something of the data under a line that shows how far it is, once it takes longer than a second.
  ///
  /// - Parameters:
  ///   - unit: what is counted.
  ///   - work: told whom to tell how many are done, of how many.
  /// - Returns: what was prepared.
  func preparing<Result>(
    _ unit: String, _ work: ((_ done: Int, _ count: Int) -> Void) throws -> Result
  ) rethrows -> Result {
    try ProgressLine.follow(unit, patience: .seconds(1), work)
  }

  /// Trains to the end, or until Ctrl-C, and writes the weights.
  ///
  /// - Parameter trainer: at its start, or resumed.
  /// - Throws: `ExitCode` 130 after Ctrl-C, when the command that goes on is printed.
  func train<Codec>(_ trainer: CodecTrainer<Codec>) throws {
    if let weights = options.weights { try trainer.begin(withWeightsOf: weights) }
    interruption.beAsked()
    var progress = TrainingProgress(steps: trainer.training.steps, from: trainer.step)
    defer { progress.end() }
    let end = try run.train(trainer, shouldStop: { interruption.wasRequested }, report: { progress.report($0) })
    progress.end()
    if let figure = options.figure, let plotter { drawLearningCurve(to: figure, with: plotter) }
    switch end {
    case .interrupted:
      Terminal.error.write(
        "stopped after step \(trainer.step). To go on:\n"
          + "  helio train codec \(kind) --data \(TrainingOptions.quoted(data)) "
          + "--output \(TrainingOptions.quoted(output)) --resume \(TrainingOptions.quoted(run.checkpoint))"
          + (options.halfPrecision ? " --half-precision" : "")
          + (options.figure.map { " --figure \(TrainingOptions.quoted($0))" } ?? "")
          + " --checkpoint-every \(options.checkpointEvery)\n")
      throw ExitCode(ExitStatus.interrupted)
    case .finished:
      let folder = URL(filePath: output).deletingLastPathComponent().path
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try trainer.writeModel(to: output, elementType: options.halfPrecision ? .float16 : .float32)
      print(
        "\(output): \(trainer.parameterCount) parameters after \(counted(trainer.step, "step")); "
          + "history in \(run.history)")
    }
  }

  /// Draws the history; what goes wrong is said and stops nothing, the weights are worth more than their figure.
  private func drawLearningCurve(to picture: String, with plotter: Plotter) {
    let name = String(URL(filePath: picture).lastPathComponent.dropLast(".png".count))
    do {
      let text = try String(contentsOf: URL(filePath: run.history), encoding: .utf8)
      let curve = Figure.learningCurve(
        history: text, named: name, title: "\(kind), \(dataSet)", writtenBy: "helio train codec")
      guard let curve else {
        Terminal.error.write("no figure: \(run.history) has no steps yet\n")
        return
      }
      _ = try plotter.draw([curve])
    } catch {
      Terminal.error.write("no figure: \(error)\n")
    }
  }
}
