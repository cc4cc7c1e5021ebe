import Quantities

/// Why a task failed.
public enum TaskFailure: String, Codable, Hashable, Sendable, CaseIterable {
  /// What was sent as bytes did not come through: there is no answer.
  case undecodable
  /// t > t_max, (11g).
  case latency
  /// ε < ε_min, (11b).
  case accuracy
  /// E exceeds what the battery holds, (11h).
  case battery
}

/// What an execution was worth: Eqs. (9), (10) and (13) of Ji et al. [Ji24].
public struct TaskAssessment: Codable, Hashable, Sendable {
  /// Cost = β·E/E₀ + (1 − β)·t/t₀, Eq. (9).
  public let cost: Double
  /// QoE = ε/Cost, Eq. (10) with ε₀ = 1, since ε is already relative to local; 0 for a failed task.
  public let qoe: Double
  /// r, Eq. (13).
  public let reward: Double
  /// Why the task failed; nil for a completed one.
  public let failure: TaskFailure?

  /// Assesses an execution.
  ///
  /// Of several constraints that fail, latency is named before accuracy, and accuracy before the battery; a task without
  /// an answer is that before anything else. The reward is QoE for a completed task, t_max − t in seconds for a late one,
  /// ε − ε_min for an inaccurate one. For an empty battery, of which (13) says nothing, it has the same form: (B − E)/E₀,
  /// what is left less what was asked. A task without an answer has the accuracy 0, and the reward −ε_min.
  ///
  /// - Parameters:
  ///   - execution: t and E.
  ///   - workload: the task, for E₀ and t₀.
  ///   - accuracy: ε, the expected accuracy relative to local; 1 for a local task.
  ///   - isAnswered: whether there is an answer, however good it is.
  ///   - battery: the battery before the task, for β and (11h).
  ///   - parameters: the constraints and the preference.
  public init(
    _ execution: Execution, workload: Workload, accuracy: Double, isAnswered: Bool = true, battery: Battery,
    parameters: OffloadingParameters
  ) {
    let reference = Execution.reference(workload, parameters: parameters)
    let weight = parameters.preference.weight(for: battery)
    let latency = execution.latency
    let cost =
      weight * execution.energy.value / reference.energy.value
      + (1 - weight) * latency.value / reference.latency.value
    self.cost = cost
    if !isAnswered {
      failure = .undecodable
      qoe = 0
      reward = -parameters.minimumAccuracy
    } else if !(latency <= parameters.maximumLatency) {
      failure = .latency
      qoe = 0
      reward = (parameters.maximumLatency - latency).value
    } else if !(accuracy >= parameters.minimumAccuracy) {
      failure = .accuracy
      qoe = 0
      reward = accuracy - parameters.minimumAccuracy
    } else if !(execution.energy <= battery.level) {
      failure = .battery
      qoe = 0
      reward = (battery.level - execution.energy).value / reference.energy.value
    } else {
      failure = nil
      qoe = accuracy / cost
      reward = qoe
    }
  }
}

/// The quality of experience of one UE over a run, of which the system's sum QoE is the sum over the UEs:
/// Σ_i (Σ_t QoE_i)/(steps until queue i is empty, or T).
public struct QoETally: Codable, Hashable, Sendable {
  /// Σ_t QoE, a failed task counting 0.
  public private(set) var total: Double
  /// The steps in which the queue held a task.
  public private(set) var steps: Int

  /// An empty tally.
  public init() {
    total = 0
    steps = 0
  }

  /// Adds a step in which the queue held a task.
  ///
  /// - Parameter qoe: the QoE of the step; 0 for a failed task.
  public mutating func add(qoe: Double) {
    total += qoe
    steps += 1
  }

  /// The QoE per step; 0 before the first.
  public var mean: Double { steps == 0 ? 0 : total / Double(steps) }
}

extension Sequence<QoETally> {
  /// The sum QoE of a system.
  public var sumQoE: Double { reduce(0) { $0 + $1.mean } }
}
