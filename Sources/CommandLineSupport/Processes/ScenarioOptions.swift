public import ArgumentParser
import Quantities
public import Scenario
public import Topology

/// What the command line says instead of the topology file.
public struct ScenarioOptions: ParsableArguments {
  /// The seed.
  @Option(help: "Seed of every random stream.")
  public var seed: UInt64?

  /// The slots.
  @Option(help: ArgumentHelp("How many slots to run: a number, or unlimited.", valueName: "count"))
  public var slots: SlotCount?

  /// The clock.
  @Option(help: "virtual: as fast as the machine allows; realtime: bursts and answers take their modelled time.")
  public var clock: ClockMode?

  /// How many copies of the template.
  @Option(help: ArgumentHelp("Run this many copies of the topology's template instead of its UEs.", valueName: "count"))
  public var ues: Int?

  /// The lease.
  @Option(help: ArgumentHelp("How long a peer may be silent before it is detached, such as 2s.", valueName: "time"))
  public var lease: DurationArgument?

  /// The arrivals.
  @Option(
    help: ArgumentHelp("Mean number of tasks that come to every UE with each slot after its first.", valueName: "mean"))
  public var arrivals: Double?

  /// Keys of the topology with their values.
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "A key of the topology with its value, such as radio.noise=\"-155 dBm/Hz\" or ues[0].battery.capacity=\"5 J\"; may be repeated.",
      valueName: "key=value"))
  public var settings: [String] = []

  /// No options yet.
  public init() {}

  /// Whether nothing is said.
  public var isEmpty: Bool { overrides(data: [], modelFolders: nil) == TopologyOverrides() }

  /// The overrides for the topology.
  ///
  /// - Parameters:
  ///   - data: the data sets, if said.
  ///   - modelFolders: where models lie, whose presence is then checked.
  ///   - policy: how every UE decides, if said.
  /// - Returns: the overrides.
  public func overrides(
    data: [String], modelFolders: [String]?, policy: PolicyChoice? = nil
  ) -> TopologyOverrides {
    TopologyOverrides(
      seed: seed, slots: slots, clock: clock, ues: ues, lease: lease.map { Seconds($0.seconds) }, arrivals: arrivals,
      policy: policy, settings: settings, data: data, modelFolders: modelFolders)
  }
}

extension ClockMode: ExpressibleByArgument {}

extension SlotCount: ExpressibleByArgument {
  /// Reads `20` or `unlimited`.
  public init?(argument: String) {
    if argument == "unlimited" {
      self = .unlimited
    } else if let count = Int(argument), count >= 1 {
      self = .exactly(count)
    } else {
      return nil
    }
  }
}
