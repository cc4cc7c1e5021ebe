/// A process that ended when it should not have, and was not or not any more to be started again.
public struct ChildFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The process.
  public let name: String
  /// How it ended.
  public let ending: ProcessEnding
  /// How the processes before it ended, of which each was started again, the oldest first.
  public let earlier: [ProcessEnding]
  /// Why it could not be started again, the end of a sentence; nil where that was not asked for.
  public let reason: String?
  /// The last lines of its log.
  public let logTail: [String]

  /// Describes a failure.
  public init(
    name: String, ending: ProcessEnding, earlier: [ProcessEnding] = [], reason: String? = nil, logTail: [String]
  ) {
    self.name = name
    self.ending = ending
    self.earlier = earlier
    self.reason = reason
    self.logTail = logTail
  }

  /// Name, ending or endings, the end of the log, and what to do about a program that dies again and again.
  public var description: String {
    var head = "\(name) \(ending.account)"
    if !earlier.isEmpty {
      head =
        "\(name) is given up: started again \(earlier.count) times, it never got as far as the end of a slot; it ended "
        + "with \(Self.list(earlier + [ending]))"
    }
    if let reason { head += "; \(reason)" }
    let log =
      logTail.isEmpty
      ? "; its log is empty"
      : "; the last lines of its log:\n" + logTail.map { "  \(name) | \($0)" }.joined(separator: "\n")
    return head + log + (earlier.isEmpty ? "" : "\n\(Self.advice)")
  }

  private static let advice =
    "find the cause in its log (--log-dir FOLDER keeps the logs whole); --restart never ends a run at the first death"

  /// "signal 9 (SIGKILL) 2 times, then exit status 1": equal neighbours are counted.
  private static func list(_ endings: [ProcessEnding]) -> String {
    var groups: [(ending: ProcessEnding, count: Int)] = []
    for ending in endings {
      if let last = groups.last, last.ending == ending {
        groups[groups.count - 1].count += 1
      } else {
        groups.append((ending, 1))
      }
    }
    return groups.map { $0.count == 1 ? "\($0.ending)" : "\($0.ending) \($0.count) times" }.joined(separator: ", then ")
  }
}

/// Why an emulation cannot be started.
public struct LaunchError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of thing is at fault.
  public enum Kind: Hashable, Sendable {
    /// What the command line says.
    case commandLine
    /// Something that is needed is not there.
    case unavailable
    /// A file or folder cannot be made.
    case cannotCreate
  }

  /// What went wrong, what was expected and what to do, in a sentence.
  public let description: String
  /// What kind of thing is at fault.
  public let kind: Kind

  /// Wraps a sentence.
  public init(_ description: String, kind: Kind = .unavailable) {
    self.description = description
    self.kind = kind
  }
}
