import FoundationEssentials
import Tasks
public import Trace

extension RunStatus: Observation {
  /// The server is healthy once it can run slots: models loaded, channel emulator heard.
  public var health: Health {
    if phase == .loading { return .unhealthy("the edge server is loading its models") }
    switch channel.state {
    case .attached: return .healthy
    case .absent: return .unhealthy("no channel emulator has come yet")
    case .silent:
      return .unhealthy("the channel emulator has been silent for \(Int(channel.silentSeconds ?? 0)) s")
    }
  }

  /// The server tells of itself every 2 s at least.
  public var validSeconds: Double { 5 }

  /// What `GET /status` answers.
  public func json() throws -> [UInt8]? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
  }

  /// The numbers of the run, then those of each UE.
  public var metrics: [MetricFamily] { runMetrics + channel.metrics(of: "channel") + messages.metrics + ueMetrics }

  private var runMetrics: [MetricFamily] {
    [
      MetricFamily(
        "heliograph_run_info", .gauge, "Always 1; the labels say which run this is.",
        samples: [
          .init(
            labels: [
              .init(name: "topology", value: topology), .init(name: "seed", value: "\(seed)"),
              .init(name: "clock", value: clock),
            ], value: 1)
        ]),
      MetricFamily("heliograph_slots_committed_total", .counter, "Slots that are committed.", value: Double(slot)),
      MetricFamily(
        "heliograph_slots_planned", .gauge, "Slots that the run has; absent for a run without end.",
        value: slots.map(Double.init)),
      MetricFamily(
        "heliograph_slots_per_second", .gauge, "Committed slots per second of wall time, over the last 5 s.",
        value: slotsPerSecond),
      MetricFamily("heliograph_server_uptime_seconds", .gauge, "Since this server started.", value: upSeconds),
      MetricFamily(
        "heliograph_server_restarts_total", .counter, "How often the server was started again and went on.",
        value: Double(serverRestarts)),
      MetricFamily(
        "heliograph_lease_seconds", .gauge, "How long a UE may be silent before it is detached.", value: leaseSeconds),
      MetricFamily(
        "heliograph_ues", .gauge, "UEs by where they stand.",
        samples: UEState.allCases.map { state in
          .init("state", state.rawValue, Double(ues.count { $0.state == state }))
        }),
    ]
  }

  private var ueMetrics: [MetricFamily] {
    func family(
      _ name: String, _ kind: MetricFamily.Kind, _ help: String, _ value: (UEStatus) -> Double?
    ) -> MetricFamily {
      MetricFamily(
        "heliograph_ue_\(name)", kind, help,
        samples: ues.compactMap { ue in value(ue).map { .init("ue", ue.name, $0) } })
    }
    return [
      family("attached", .gauge, "1 while the UE takes part in slots.") {
        $0.state == .attached || $0.state == .leaving ? 1 : 0
      },
      family("silence_seconds", .gauge, "Since the UE was last heard.", \.heardSeconds),
      family("distance_meters", .gauge, "Horizontal distance from the base station in the UE's last slot.") {
        $0.distanceMetres
      },
      family("snr_decibels", .gauge, "Measured SNR of the UE's last burst.", \.snrDecibels),
      family("queue_length", .gauge, "Tasks that wait at the UE.") { Double($0.tasks.queued) },
      family("tasks_generated_total", .counter, "Tasks that came to the UE.") { Double($0.tasks.generated) },
      family("tasks_completed_total", .counter, "Tasks that met their constraints.") { Double($0.tasks.completed) },
      family("tasks_failed_total", .counter, "Tasks that were given up.") { Double($0.tasks.failed) },
      family("restarts_total", .counter, "How often a process took the UE's name that another one had.") {
        Double($0.restarts)
      },
    ]
  }
}
