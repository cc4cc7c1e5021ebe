/// A search that would take too long.
public enum SearchError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There are more ways to share the bandwidth than a search may look through.
  case tooManySplits(players: Int, bids: Int, found: Int, limit: Int)

  /// One sentence with what was found, what was expected and what to do.
  public var description: String {
    switch self {
    case .tooManySplits(let players, let bids, let found, let limit):
      "exhaustive search over \(players) UEs and \(bids) bid levels looks through "
        + (found == .max
          ? "more ways to share the bandwidth than can be counted" : "\(found) ways to share the bandwidth")
        + ", at most \(limit) are allowed; take fewer bid levels or fewer UEs"
    }
  }
}
