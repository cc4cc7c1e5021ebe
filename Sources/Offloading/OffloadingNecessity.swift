public import Quantities
public import Tasks

/// Why offloading is needed, Appendix A and Section II-C of Ji et al. [Ji24], in numbers: what a task of each kind takes
/// on the UE, and what it takes when one or several UEs offload theirs.
public struct OffloadingNecessity: Hashable, Codable, Sendable {
  /// One kind of task, its operations counted in one way.
  public struct Entry: Hashable, Codable, Sendable {
    /// What is done.
    public let task: TaskKind
    /// How the operations are counted.
    public let flopModel: FLOPModel
    /// F_encoder and F_decoder, Eqs. (32) and (33), and the symbols.
    public let workload: Workload
    /// The task done by the UE at f_max, Eqs. (3) and (8).
    public let local: Execution
    /// The task offloaded, for each number of offloaders.
    public let offloaded: [Offloaded]
  }

  /// A task offloaded while so many UEs offload.
  public struct Offloaded: Hashable, Codable, Sendable {
    /// Σρ: they share the bandwidth and the server's processor evenly.
    public let offloaders: Int
    /// ε, which stretches the transmission, Eq. (4).
    public let accuracy: Double
    /// Eqs. (4), (5), (7) and (8).
    public let execution: Execution
    /// p·t^ut, the part of the energy that goes on the air.
    public let airEnergy: Joules
  }

  /// The kinds of tasks, each in both ways of counting.
  public let entries: [Entry]

  /// Computes the table.
  ///
  /// - Parameters:
  ///   - parameters: processors, powers, k^T and k^I; of them `flopModel` alone does not matter.
  ///   - bandwidth: b of all offloaders together.
  ///   - transmitPower: p.
  ///   - offloaders: the numbers of offloaders, each ≥ 1.
  ///   - accuracy: ε of an offloaded task of a kind, relative to local.
  public init(
    parameters: OffloadingParameters, bandwidth: Hertz, transmitPower: Watts, offloaders: [Int],
    accuracy: (TaskKind) -> Double
  ) {
    entries = TaskKind.allCases.flatMap { task in
      let relative = accuracy(task)
      return FLOPModel.allCases.map { form in
        var parameters = parameters
        parameters.flopModel = form
        let workload = parameters.workload(of: task.modality)
        let offloaded = offloaders.map { count in
          let execution = Execution.remote(
            workload, accuracy: relative, bandwidth: bandwidth / Double(count), transmitPower: transmitPower,
            offloaders: count, parameters: parameters)
          return Offloaded(
            offloaders: count, accuracy: relative, execution: execution,
            airEnergy: transmitPower * execution.transmission)
        }
        return Entry(
          task: task, flopModel: form, workload: workload,
          local: .reference(workload, parameters: parameters), offloaded: offloaded)
      }
    }
  }
}
