import Scenario

extension TopologyOverrides {
  /// The options of a command line that say the same of the scenario; files apart.
  public var scenarioArguments: [String] {
    var arguments: [String] = []
    if let seed { arguments += ["--seed", String(seed)] }
    switch slots {
    case nil: break
    case .exactly(let count): arguments += ["--slots", String(count)]
    case .unlimited: arguments += ["--slots", "unlimited"]
    }
    if let clock { arguments += ["--clock", clock.rawValue] }
    if let ues { arguments += ["--ues", String(ues)] }
    if let lease { arguments += ["--lease", "\(lease)"] }
    if let arrivals { arguments += ["--arrivals", "\(arrivals)"] }
    if let policy { arguments += ["--policy", "\(policy)"] }
    return arguments + settings.flatMap { ["--set", $0] }
  }

  /// The options of a command line that say where data and models lie.
  public var fileArguments: [String] {
    data.flatMap { ["--data", $0] } + (modelFolders ?? []).flatMap { ["--models", $0] }
  }
}
