public import Trace

extension AirStatus: Observation {
  /// The channel emulator is healthy while it hears the server that has welcomed it.
  public var health: Health {
    switch server.state {
    case .attached: .healthy
    case .absent: .unhealthy("no edge server has answered the channel emulator yet")
    case .silent: .unhealthy("the edge server has been silent for \(Int(server.silentSeconds ?? 0)) s")
    }
  }

  /// The channel emulator tells of itself with every heartbeat, four in a lease.
  public var validSeconds: Double { max(5, leaseSeconds) }

  /// Its peers, its bursts, its messages.
  public var metrics: [MetricFamily] {
    server.metrics(of: "server") + [
      MetricFamily("heliograph_channel_bound_ues", .gauge, "UEs whose link is known.", value: Double(boundUEs)),
      MetricFamily(
        "heliograph_channel_pending_ues", .gauge, "UEs that have said Hello and wait for the server's answer.",
        value: Double(pendingUEs)),
      MetricFamily(
        "heliograph_channel_airborne_bursts", .gauge, "Bursts on the air (realtime clock).",
        value: Double(airborneBursts)),
    ] + messages.metrics
  }
}

extension PeerStatus {
  /// Whether a peer is there and since when it is silent.
  func metrics(of peer: String) -> [MetricFamily] {
    [
      MetricFamily(
        "heliograph_\(peer)_attached", .gauge, "1 while the \(peer) is heard within its time.",
        value: state == .attached ? 1 : 0),
      MetricFamily(
        "heliograph_\(peer)_silence_seconds", .gauge, "Since the \(peer) was last heard; absent before.",
        value: silentSeconds),
    ]
  }
}

extension MessageSummary {
  /// The counts of messages that a process sent and received. Those that are missing may still come.
  var metrics: [MetricFamily] {
    [
      MetricFamily("heliograph_messages_sent_total", .counter, "Messages sent.", value: Double(sent)),
      MetricFamily(
        "heliograph_messages_received_total", .counter, "Well-formed messages received.", value: Double(received)),
      MetricFamily(
        "heliograph_messages_duplicate_total", .counter, "Messages dropped because their number was seen before.",
        value: Double(duplicates)),
      MetricFamily(
        "heliograph_messages_missing", .gauge, "Messages whose number was skipped and that have not come yet.",
        value: Double(gaps)),
      MetricFamily(
        "heliograph_messages_refused_total", .counter, "Bytes that were no message, or messages from the wrong sender.",
        value: Double(refused)),
    ]
  }
}
