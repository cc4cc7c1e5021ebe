import Tasks
import Trace

@testable import Observing

extension RunStatus {
  /// A run in its thirteenth slot, with a UE that takes part and one that has not come.
  static var sample: RunStatus {
    var first = UEStatus(name: "ue-1", task: "retrieval", policy: "remote", state: .attached)
    first.attachSlot = 0
    first.heardSeconds = 0.125
    first.distanceMetres = 40.5
    first.snrDecibels = -3.25
    first.tasks = TaskCounts(generated: 10, completed: 7, failed: 1, queued: 2)
    first.lastOutcome = "latency too high"
    first.restarts = 1
    return RunStatus(
      topology: "a \"quoted\" \\ name", seed: 7, clock: "virtual", phase: .running, missing: ["ue-2"], slot: 12,
      slots: 20, slotsPerSecond: 305.5, upSeconds: 61, digest: "sha256:00",
      channel: PeerStatus(silentSeconds: 0.25, patience: 5), serverRestarts: 2, leaseSeconds: 10,
      ues: [first, UEStatus(name: "ue-2", task: "retrieval", policy: "local", state: .absent)],
      messages: MessageSummary(sent: 5, received: 4, duplicates: 3, gaps: 2, refused: 1))
  }
}

extension AgentStatus {
  /// A UE that takes part.
  static func sample(_ name: String, state: UEState = .attached, silence: Double = 0.5) -> AgentStatus {
    AgentStatus(
      name: name, state: state, committedSlot: 11, tasks: TaskCounts(generated: 10, completed: 7, failed: 1, queued: 2),
      batteryJoules: 1.5, server: PeerStatus(silentSeconds: silence, patience: 10), leaseSeconds: 10,
      messages: MessageSummary(sent: 5, received: 4, duplicates: 3, gaps: 2, refused: 1))
  }
}
