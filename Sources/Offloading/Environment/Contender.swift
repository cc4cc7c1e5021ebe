public import Quantities
public import Radio
public import Tasks

/// A UE with a task, and everything that decides what an action of it comes to in one step.
public struct Contender: Hashable, Sendable {
  /// Its place among the problem's players.
  public let player: Int
  /// g.
  public let largeScaleGain: Double
  /// h.
  public let coefficient: ComplexGain
  /// σ².
  public let noiseDensity: WattsPerHertz
  /// B and B_max before the step.
  public let battery: Battery
  /// l and S·k.
  public let workload: Workload
  /// k^T and k^I.
  public let symbols: SymbolCounts
  /// ε(k, γ).
  public let knowledge: KnowledgeBase
  /// ε of local execution.
  public let localAccuracy: Double

  /// Describes a UE with a task.
  public init(
    player: Int, largeScaleGain: Double, coefficient: ComplexGain, noiseDensity: WattsPerHertz, battery: Battery,
    workload: Workload, symbols: SymbolCounts, knowledge: KnowledgeBase, localAccuracy: Double
  ) {
    self.player = player
    self.largeScaleGain = largeScaleGain
    self.coefficient = coefficient
    self.noiseDensity = noiseDensity
    self.battery = battery
    self.workload = workload
    self.symbols = symbols
    self.knowledge = knowledge
    self.localAccuracy = localAccuracy
  }

  /// What a local task at a clock frequency comes to.
  ///
  /// - Parameters:
  ///   - frequency: f, within its range.
  ///   - parameters: of the problem.
  /// - Returns: cost, QoE, reward and failure.
  public func local(frequency: Hertz, parameters: OffloadingParameters) -> TaskAssessment {
    TaskAssessment(
      .local(workload, frequency: frequency, parameters: parameters), workload: workload, accuracy: localAccuracy,
      battery: battery, parameters: parameters)
  }

  /// What an offloaded task comes to.
  ///
  /// - Parameters:
  ///   - bandwidth: b > 0.
  ///   - power: p, within its range.
  ///   - offloaders: Σρ ≥ 1, this UE included.
  ///   - parameters: of the problem.
  /// - Returns: cost, QoE, reward and failure.
  public func remote(
    bandwidth: Hertz, power: Watts, offloaders: Int, parameters: OffloadingParameters
  ) -> TaskAssessment {
    let snr = LinkBudget.snr(
      transmitPower: power, largeScaleGain: largeScaleGain, coefficient: coefficient, bandwidth: bandwidth,
      noiseDensity: noiseDensity)
    let accuracy = snr > 0 ? knowledge.relativeAccuracy(symbols, snr: Decibels(linear: snr)) : 0
    let execution = Execution.remote(
      workload, accuracy: accuracy, bandwidth: bandwidth, transmitPower: power, offloaders: offloaders,
      parameters: parameters)
    return TaskAssessment(
      execution, workload: workload, accuracy: accuracy, battery: battery, parameters: parameters)
  }
}
