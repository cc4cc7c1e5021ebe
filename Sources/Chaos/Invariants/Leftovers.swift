import FoundationEssentials

/// What a run that is over has left behind.
enum Leftovers {
  /// Processes of the run that are still there.
  ///
  /// - Parameters:
  ///   - identifiers: the run's processes, ended or not, by number.
  ///   - folder: where their programs lie: a number that was given to a stranger since is none of ours.
  /// - Returns: a violation for each.
  static func processes(_ identifiers: [Int32: String], of folder: String) -> [Violation] {
    identifiers.sorted { $0.key < $1.key }.compactMap { identifier, name in
      let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(identifier)/exe")
      guard let program, program.hasPrefix(folder + "/") else { return nil }
      return Violation(.processes, "\(name), process \(identifier), still runs")
    }
  }

  /// The run's folder, in which sockets lie, if it is still there.
  static func folder(_ folder: String) -> [Violation] {
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    return [Violation(.files, "the folder \(folder) is left")]
  }
}
