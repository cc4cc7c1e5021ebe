import Scenario

extension TopologyDraft {
  /// Looks for the files of trained policies: a fault for each place that names a missing one.
  ///
  /// - Parameters:
  ///   - folders: where models lie.
  ///   - overrides: what the command line says.
  ///   - log: takes the faults.
  func checkPolicies(in folders: ModelFolders, _ overrides: TopologyOverrides, log: FaultLog) {
    let suffix = PolicyChoice.fileSuffix
    let policies = folders.names(endingWith: suffix)
    let expected = folders.expectation("policy", "policies", among: policies)
    var told: Set<String> = []
    for (index, ue) in ues.enumerated() {
      guard case .trained(let name) = ue.profile.policy, !policies.contains(name) else { continue }
      let advice =
        Spelling.didYouMean(name, among: policies)
        ?? "train one with `helio train policy TOPOLOGY --output \(folders.first)/\(name)\(suffix)`"
      if overrides.policy != nil {
        return log.add(option: "--policy", found: "\"\(name)\"", expected: expected, suggestion: advice)
      }
      let own = "ues[\(index)].policy"
      let path = log.isWritten(own) && overrides.ues == nil ? own : "template.policy"
      guard told.insert(path).inserted else { continue }
      log.add(
        at: log.place(of: path), key: path, found: "\"\(name)\"", expected: expected, suggestion: advice)
    }
  }
}
