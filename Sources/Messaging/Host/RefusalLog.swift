import Logging
import Roles

/// Logs what was refused, once per peer and second at most, and says how much more there was.
struct RefusalLog {
  private var last: [Port: (instant: Instant, unsaid: Int)] = [:]
  private let logger: Logger

  init(_ logger: Logger) {
    self.logger = logger
  }

  /// Logs a reason unless this peer had a line within the last second.
  mutating func refuse(_ port: Port, at now: Instant, _ reason: @autoclosure () -> String) {
    var unsaid = 0
    if let entry = last[port] {
      guard now.seconds(since: entry.instant) >= 1 else {
        last[port] = (entry.instant, entry.unsaid + 1)
        return
      }
      unsaid = entry.unsaid
    }
    if last.count > 1_024 { last = last.filter { now.seconds(since: $0.value.instant) < 1 } }
    last[port] = (now, 0)
    let more = unsaid == 0 ? "" : " (and \(unsaid) more before)"
    logger.warning("refused a message from \(Self.name(port)): \(reason())\(more)")
  }

  private static func name(_ port: Port) -> String {
    switch port {
    case .up: "the server's side"
    case .down(let link): link.description
    }
  }
}
