import Tasks
public import Trace

/// The UEs of one `ue-agent`, each as it told of itself last.
public struct FleetStatus: Observation {
  private struct Entry {
    var status: AgentStatus
    var told: ContinuousClock.Instant
  }

  private var entries: [String: Entry] = [:]

  /// Nobody was let in yet.
  public init() {}

  /// Takes what one UE tells.
  ///
  /// - Parameters:
  ///   - status: the UE's status.
  ///   - now: the present.
  public mutating func note(_ status: AgentStatus, at now: ContinuousClock.Instant = .now) {
    entries[status.name] = Entry(status: status, told: now)
  }

  /// The UEs that still tell of themselves, by name. Each does with every heartbeat, four in a lease; whoever is silent for
  /// longer than a lease has ended.
  func agents(at now: ContinuousClock.Instant = .now) -> [AgentStatus] {
    entries.values.filter { $0.told.duration(to: now) / .seconds(1) <= $0.status.leaseSeconds }.map(\.status)
      .sorted { $0.name < $1.name }
  }

  /// The process is healthy when each of its UEs is through with loading and hears the server.
  public var health: Health {
    let agents = agents()
    guard !agents.isEmpty else { return .unhealthy("no UE of this process takes part") }
    for agent in agents {
      if agent.state == .loading { return .unhealthy("\(agent.name) is loading its models") }
      if agent.server.state != .attached {
        return .unhealthy(
          "\(agent.name) has heard nothing from the server for \(Int(agent.server.silentSeconds ?? 0)) s")
      }
    }
    return .healthy
  }

  /// As long as the longest lease.
  public var validSeconds: Double { max(5, entries.values.map(\.status.leaseSeconds).max() ?? 0) }

  /// The numbers of each UE.
  public var metrics: [MetricFamily] {
    let agents = agents()
    func family(
      _ name: String, _ kind: MetricFamily.Kind, _ help: String, _ value: (AgentStatus) -> Double?
    ) -> MetricFamily {
      MetricFamily(
        "heliograph_agent_\(name)", kind, help,
        samples: agents.compactMap { agent in value(agent).map { .init("ue", agent.name, $0) } })
    }
    let states = MetricFamily(
      "heliograph_agent_state", .gauge, "1 for where the UE stands, by its own account.",
      samples: agents.map { agent in
        .init(
          labels: [.init(name: "ue", value: agent.name), .init(name: "state", value: agent.state.rawValue)], value: 1)
      })
    return [
      states,
      family("committed_slot", .gauge, "The last slot whose end the UE has heard.") {
        $0.committedSlot.map(Double.init)
      },
      family("queue_length", .gauge, "Tasks that wait.") { Double($0.tasks.queued) },
      family("tasks_generated_total", .counter, "Tasks that came to the UE, by its own account.") {
        Double($0.tasks.generated)
      },
      family("tasks_completed_total", .counter, "Tasks that met their constraints, by the UE's account.") {
        Double($0.tasks.completed)
      },
      family("tasks_failed_total", .counter, "Tasks that were given up, by the UE's account.") {
        Double($0.tasks.failed)
      },
      family("battery_joules", .gauge, "Energy in the battery.", \.batteryJoules),
      family("server_silence_seconds", .gauge, "Since the UE last heard the server.", \.server.silentSeconds),
      family("messages_sent_total", .counter, "Messages sent.") { Double($0.messages.sent) },
      family("messages_received_total", .counter, "Well-formed messages received.") { Double($0.messages.received) },
      family("messages_duplicate_total", .counter, "Messages dropped because their number was seen before.") {
        Double($0.messages.duplicates)
      },
      family("messages_missing", .gauge, "Messages whose number was skipped and that have not come yet.") {
        Double($0.messages.gaps)
      },
      family("messages_refused_total", .counter, "Messages that nobody may send to a UE.") {
        Double($0.messages.refused)
      },
    ]
  }
}
