/// Says which refusals are worth a log line: one per peer and second, so that a flood of them fills no disk.
public struct RefusalLimiter: Sendable {
  private var lastLogged: [Port: Instant] = [:]
  private var suppressed: [Port: Int] = [:]

  /// A limiter that has seen nothing.
  public init() {}

  /// How long a peer's further refusals stay unlogged, s.
  public static let interval = 1.0
  /// Peers that are remembered; beyond it all are forgotten at once.
  static let capacity = 1024

  /// Whether a refusal is to be logged.
  ///
  /// - Parameters:
  ///   - port: where the refused message came from.
  ///   - now: the present.
  /// - Returns: how many refusals of this peer went unlogged before it; nil when this one is not to be logged either.
  public mutating func admit(_ port: Port, at now: Instant) -> Int? {
    if let last = lastLogged[port], now.seconds(since: last) < Self.interval {
      suppressed[port, default: 0] += 1
      return nil
    }
    if lastLogged.count >= Self.capacity {
      lastLogged = [:]
      suppressed = [:]
    }
    lastLogged[port] = now
    return suppressed.removeValue(forKey: port) ?? 0
  }

  /// The line for a refusal.
  ///
  /// - Parameters:
  ///   - what: what was refused and why.
  ///   - port: where it came from.
  ///   - now: the present.
  /// - Returns: the line; nil when the refusal is not to be logged.
  public mutating func line(_ what: String, from port: Port, at now: Instant) -> String? {
    admit(port, at: now).map { $0 == 0 ? "refused \(what)" : "refused \(what) (and \($0) more before it)" }
  }
}
