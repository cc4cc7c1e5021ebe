public import Chaos
import Foundation
public import Topology

extension LiveEmulation {
  /// Starts a topology for a test: with the programs of the build that the test belongs to, the models of the package, and
  /// a record in the test's folder.
  ///
  /// - Parameters:
  ///   - topology: the file.
  ///   - folder: keeps the record, `run.sqlite`, for as long as the test holds it.
  ///   - overrides: what counts instead of what the file says; the models are the package's unless it names others.
  /// - Throws: ``ProgramFailure`` when the programs are not built, `TopologyError`, `LaunchError`, `ProxyError`.
  public convenience init(
    testing topology: String, in folder: TestFolder, overrides: TopologyOverrides = TopologyOverrides()
  ) throws {
    var overrides = overrides
    overrides.modelFolders = overrides.modelFolders ?? [BuiltPrograms.file("models")]
    for name in ["edge-server", "channel-emulator", "ue-agent"] { _ = try BuiltPrograms.program(name) }
    try self.init(
      topology: topology, overrides: overrides, record: folder.file("run.sqlite"),
      programFolder: BuiltPrograms.folder.path)
  }
}
