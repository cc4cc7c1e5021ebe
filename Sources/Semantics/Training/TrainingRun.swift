import FoundationEssentials

/// A loss or gradient that is no number: the training cannot go on.
public struct TrainingDiverged: Error, Hashable, CustomStringConvertible {
  /// The step that failed, from 1.
  public let step: Int
  /// The last good checkpoint, if there is one.
  public let checkpoint: String?

  /// The step, the checkpoint and the remedy.
  public var description: String {
    let remedy = "Start again with a lower --learning-rate"
    guard let checkpoint else {
      return "step \(step): the loss is not a number, and no checkpoint was written yet. \(remedy)."
    }
    return "step \(step): the loss is not a number; the last good checkpoint is \(checkpoint). \(remedy)."
  }
}

/// Where a training keeps what it needs to continue.
public struct TrainingRun: Sendable {
  /// How a run ended.
  public enum End: Hashable, Sendable {
    /// All steps are done.
    case finished
    /// It was asked to stop; the checkpoint holds the step it came to.
    case interrupted
  }

  /// The checkpoint's file.
  public let checkpoint: String
  /// The history's file, a CSV.
  public let history: String
  /// The steps from one checkpoint to the next.
  public let checkpointInterval: Int

  /// Describes a run.
  ///
  /// - Parameters:
  ///   - folder: where `checkpoint.safetensors` and `history.csv` go; made when it is missing.
  ///   - checkpointInterval: the steps from one checkpoint to the next, ≥ 1.
  public init(folder: String, checkpointInterval: Int = 250) {
    checkpoint = folder + "/checkpoint.safetensors"
    history = folder + "/history.csv"
    self.checkpointInterval = max(1, checkpointInterval)
  }

  /// Trains until the end or until told to stop. A checkpoint and the history are written at every interval, at the end
  /// and when stopped; the step under way is always completed.
  ///
  /// - Parameters:
  ///   - trainer: at its start, or resumed.
  ///   - shouldStop: asked after every step.
  ///   - report: told of every step.
  /// - Returns: how it ended.
  /// - Throws: ``TrainingDiverged`` when a loss is not a number; the checkpoint of before is left as it is.
  public func train<Codec>(
    _ trainer: CodecTrainer<Codec>, shouldStop: () -> Bool, report: (TrainingStep) -> Void
  ) throws -> End {
    let folder = URL(filePath: checkpoint).deletingLastPathComponent().path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var rows = TrainingHistory(path: history, upTo: trainer.step)
    var lastGood: String? = trainer.step > 0 ? checkpoint : nil
    while !trainer.isFinished {
      let step = try trainer.advance()
      guard step.loss.isFinite else { throw TrainingDiverged(step: step.step, checkpoint: lastGood) }
      rows.append(step)
      report(step)
      let stops = shouldStop() && !trainer.isFinished
      if stops || trainer.isFinished || trainer.step.isMultiple(of: checkpointInterval) {
        try trainer.writeCheckpoint(to: checkpoint)
        try rows.write()
        lastGood = checkpoint
      }
      if stops { return .interrupted }
    }
    return .finished
  }
}
