public import Tasks

/// One UE's line of the live table.
public struct UEProgress: Codable, Hashable, Sendable {
  /// The UE's name.
  public var name: String
  /// What its tasks are.
  public var task: String
  /// How it decides.
  public var policy: String
  /// `idle`, `local` or `offload`.
  public var action: String
  /// Its tasks so far.
  public var tasks: TaskCounts
  /// The SNR of its burst in this slot, dB.
  public var snrDecibels: Double?
  /// The latency of this slot's task, s.
  public var latencySeconds: Double?
  /// This slot's QoE.
  public var qoe: Double?
  /// Whether this slot's answer is right; nil for a translation.
  public var correct: Bool?
  /// The BLEU of this slot's translation, 0 to 100; nil for other tasks.
  public var bleu: Double?

  /// Makes a line.
  public init(
    name: String, task: String, policy: String, action: String, tasks: TaskCounts, snrDecibels: Double?,
    latencySeconds: Double?, qoe: Double?, correct: Bool?, bleu: Double? = nil
  ) {
    self.name = name
    self.task = task
    self.policy = policy
    self.action = action
    self.tasks = tasks
    self.snrDecibels = snrDecibels
    self.latencySeconds = latencySeconds
    self.qoe = qoe
    self.correct = correct
    self.bleu = bleu
  }
}

/// What the edge server tells the one that started it, a JSON object a line on its standard output.
public enum RunProgress: Codable, Hashable, Sendable {
  /// The server listens.
  case listening(endpoint: String)
  /// The server answers `/status`, `/healthz` and `/metrics` below this URL.
  case observing(url: String)
  /// UEs that slot 0 still waits for.
  case waiting(missing: [String])
  /// A UE takes part from this slot on.
  case attached(ue: String, slot: Int)
  /// A UE takes no part from this slot on.
  case detached(ue: String, slot: Int, reason: String)
  /// A slot is committed. `startError` is how late it began after t₀ + s·duration·scale (realtime clock), s.
  case slot(slot: Int, of: Int?, ues: [UEProgress], startError: Double?)
  /// What the tasks of a committed slot were answered, where it was asked for.
  case answers(slot: Int, [AnswerReport])
  /// A line for the log.
  case log(level: String, text: String)
  /// The run is over.
  case summary(RunSummary)
}
