import FoundationEssentials
import Tensors

/// A loss, gradient or weight that is no number: the training cannot go on.
public struct PolicyTrainingDiverged: Error, Hashable, Sendable, CustomStringConvertible {
  /// The update that failed, from 1.
  public let update: Int
  /// What is no number.
  public let quantity: String
  /// The last good checkpoint, if there is one.
  public let checkpoint: String?
  /// The file with what the failed step learned from.
  public let batch: String

  /// The update, the checkpoint, the batch and the remedy.
  public var description: String {
    let last = checkpoint.map { "the last good checkpoint is \($0)" } ?? "no checkpoint was written yet"
    return "update \(update): \(quantity) is not a number; \(last); what the step learned from is in \(batch). "
      + "Start again with a lower --learning-rate."
  }
}

/// Where a policy's training keeps what it needs to continue, and the training itself.
public struct PolicyTrainingRun: Sendable {
  /// How a run ended.
  public enum End: Hashable, Sendable {
    /// All updates are done.
    case finished
    /// It was asked to stop; the checkpoint holds the update it came to.
    case interrupted
  }

  /// The checkpoint's file.
  public let checkpoint: String
  /// The history's file, a CSV.
  public let history: String
  /// The checkpoint that was continued from.
  private let resumed: String?
  /// Where the batch goes with which a training fails.
  private let failedBatch: String
  private let checkpointInterval: Int
  private let topology: String
  private let problemDigest: String
  private let modelDigests: [String: String]

  /// Describes a run.
  ///
  /// - Parameters:
  ///   - folder: where `checkpoint.safetensors`, `history.csv` and, of a training that fails, `failed-batch.safetensors`
  ///     go; made when it is missing.
  ///   - resumed: the checkpoint that is continued from, if there is one.
  ///   - history: where the history goes instead.
  ///   - checkpointInterval: the updates from one checkpoint to the next, ≥ 1.
  ///   - topology: the topology's name.
  ///   - problemDigest: what is trained for.
  ///   - modelDigests: the models whose knowledge bases are used, by kind of task.
  public init(
    folder: String, resumed: String? = nil, history: String? = nil, checkpointInterval: Int, topology: String,
    problemDigest: String,
    modelDigests: [String: String]
  ) {
    checkpoint = folder + "/checkpoint.safetensors"
    self.resumed = resumed
    failedBatch = folder + "/failed-batch.safetensors"
    self.history = history ?? folder + "/history.csv"
    self.checkpointInterval = max(1, checkpointInterval)
    self.topology = topology
    self.problemDigest = problemDigest
    self.modelDigests = modelDigests
  }

  /// Trains until the end or until told to stop. A checkpoint and the history are written at every interval, at the end
  /// and when stopped; the update under way is always completed.
  ///
  /// - Parameters:
  ///   - learner: at its start, or resumed.
  ///   - shouldStop: asked after every update.
  ///   - report: told of every update.
  /// - Returns: how it ended.
  /// - Throws: ``PolicyTrainingDiverged`` when something is not a number; the checkpoint of before is left as it is. A
  ///   history that cannot be written is an error before anything is played.
  public func train(
    _ learner: any PolicyLearner, shouldStop: () -> Bool, report: (PolicyUpdate) -> Void
  ) throws -> End {
    let folder = URL(filePath: checkpoint).deletingLastPathComponent().path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var rows = PolicyTrainingHistory(
      path: history, figures: learner.method.figureNames, environments: learner.method.environments,
      upTo: learner.update)
    try rows.write()
    var lastGood = resumed
    while !learner.isFinished {
      let update: PolicyUpdate
      do {
        update = try learner.advance()
      } catch let error as LossNotFinite {
        try rows.write()
        try SafetensorsFile.write(failedBatch, tensors: error.batch, metadata: ["update": "\(learner.update + 1)"])
        throw PolicyTrainingDiverged(
          update: learner.update + 1, quantity: error.quantity, checkpoint: lastGood, batch: failedBatch)
      }
      rows.append(update)
      report(update)
      let stops = shouldStop() && !learner.isFinished
      if stops || learner.isFinished || learner.update.isMultiple(of: checkpointInterval) {
        try learner.writeCheckpoint(
          to: checkpoint, topology: topology, problemDigest: problemDigest, modelDigests: modelDigests)
        try rows.write()
        lastGood = checkpoint
      }
      if stops { return .interrupted }
    }
    return .finished
  }
}
