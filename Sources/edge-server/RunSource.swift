import EdgeServer
import Recording
import Scenario
import Trace

/// What the server runs: a topology, or a recorded run again.
struct RunSource {
  let scenario: Scenario
  /// Who comes and goes when, in a replay.
  private(set) var script: ReplayScript?
  private var record: (path: String, models: [ModelUse])?

  /// A topology.
  init(scenario: Scenario) {
    self.scenario = scenario
  }

  /// A recorded run.
  ///
  /// - Throws: `RecordError` for a record that is not sound, or of a run that cannot be repeated.
  init(replaying path: String) throws(RecordError) {
    let record = try RunRecord(path: path)
    let header = try record.requireRepeatable()
    var script = ReplayScript([])
    try record.forEachSlot { slot, _ in
      script.add(slot)
      return true
    }
    scenario = header.scenario
    self.script = script
    self.record = (path, header.models)
  }

  /// Checks that a replay has the models of its record.
  ///
  /// - Throws: `RecordError.otherModel`.
  func check(_ loaded: LoadedServer) throws(RecordError) {
    guard let record else { return }
    try ModelUse.requireSame(record.models, loaded.uses, record.path)
  }
}
