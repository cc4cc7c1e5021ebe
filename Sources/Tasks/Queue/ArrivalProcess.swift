import Randomness

/// When tasks arrive at a UE: some at its attach slot, then a Poisson number at the start of each later slot.
public struct ArrivalProcess: Hashable, Sendable {
  /// How many tasks the UE begins with, ≥ 0.
  public let initial: Int
  /// λ, the mean number of new tasks per slot, finite and ≥ 0.
  public let meanPerSlot: Double

  /// Describes arrivals.
  ///
  /// - Parameters:
  ///   - initial: how many tasks the UE begins with, ≥ 0.
  ///   - meanPerSlot: the mean number of new tasks per slot, finite and ≥ 0.
  public init(initial: Int, meanPerSlot: Double = 0) {
    precondition(initial >= 0, "a UE begins with at least 0 tasks, found \(initial)")
    precondition(
      meanPerSlot >= 0 && meanPerSlot.isFinite, "the mean number of arrivals is at least 0, found \(meanPerSlot)")
    self.initial = initial
    self.meanPerSlot = meanPerSlot
  }

  /// How many tasks arrive at the start of a slot: the Poisson draw of (seed, `arrivals`, UE, slot), and the initial
  /// ones in the attach slot instead.
  ///
  /// - Parameters:
  ///   - slot: the slot, at or after the attach slot.
  ///   - attachedAt: the UE's first slot, in which the initial tasks come; nil for a UE that came back.
  ///   - seed: the emulation's seed.
  ///   - ue: the UE's name.
  /// - Returns: the number of new tasks.
  public func arrivals(inSlot slot: Int, attachedAt: Int? = 0, seed: UInt64, ue: String) -> Int {
    guard slot != attachedAt else { return initial }
    var stream = RandomStream(seed: seed, purpose: "arrivals", ue: ue, slot: slot)
    return stream.poisson(mean: meanPerSlot)
  }
}

/// The index of the test sample that a task shows: uniform, a function of (seed, `task`, UE, task) alone.
///
/// - Parameters:
///   - task: the task's number at its UE.
///   - count: how many samples there are, ≥ 1.
///   - seed: the emulation's seed.
///   - ue: the UE's name.
/// - Returns: an index from 0 up to, not including, `count`.
public func sampleIndex(ofTask task: Int, among count: Int, seed: UInt64, ue: String) -> Int {
  sampleIndices(1, ofTask: task, among: count, seed: seed, ue: ue)[0]
}

/// The indices of the test samples that make up a task, each drawn on its own: consecutive draws of the stream of
/// ``sampleIndex(ofTask:among:seed:ue:)``.
///
/// - Parameters:
///   - samples: how many samples the task has, ≥ 1.
///   - task: the task's number at its UE.
///   - count: how many samples there are, ≥ 1.
///   - seed: the emulation's seed.
///   - ue: the UE's name.
/// - Returns: as many indices from 0 up to, not including, `count`.
public func sampleIndices(_ samples: Int, ofTask task: Int, among count: Int, seed: UInt64, ue: String) -> [Int] {
  var stream = RandomStream(seed: seed, purpose: "task", ue: ue, slot: task)
  return (0..<samples).map { _ in stream.integer(below: count) }
}
