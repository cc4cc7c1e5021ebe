public import ArgumentParser
import Offloading
public import Scenario

/// How the UEs decide, instead of what the topology says.
public struct PolicyOption: ParsableArguments {
  /// The choice; nil: as the topology says.
  @Option(help: "How every UE decides, instead of what the topology says.")
  public var policy: PolicyChoice?

  /// No options yet.
  public init() {}
}

extension PolicyChoice: ExpressibleByArgument {
  /// Reads `remote`, `trained:NAME`, `learning` or `learning:SLOTS`.
  public init?(argument: String) { self.init(argument) }

  /// What may be written.
  public static var allValueStrings: [String] {
    Policy.allCases.map(\.rawValue) + ["trained:NAME", "learning", "learning:SLOTS"]
  }
}
