import Foundation
import Launching
import Synchronization
import Testing
import Trace

@Suite("A run on a thread of its own")
struct LaunchedRunTests {
  /// What a run told of its restarts; shared with its thread.
  private final class Told: Sendable {
    let accounts = Mutex<[RestartAccount]>([])
  }

  @Test("tells the processes by name, takes signals for them, starts again what they kill, and stops")
  func control() throws {
    let cast = try Cast()
    let told = Told()
    let run = LaunchedRun(
      [
        cast.program("server", "cat >/dev/null; \(try Cast.summary())"),
        cast.program("ue-1", "cat >/dev/null", mayLeave: true, restart: .onFailure),
      ], patience: cast.patience
    ) { event in
      if case .restarted(let account) = event { told.accounts.withLock { $0.append(account) } }
    }
    try wait { run.processes.identifiers.count == 2 }
    let first = try #require(run.processes.identifiers["ue-1"])
    #expect(run.processes.send(SIGKILL, to: "ue-1"))
    #expect(!run.processes.send(SIGKILL, to: "ue-9"))
    try wait { !told.accounts.withLock(\.isEmpty) }
    let account = try #require(told.accounts.withLock { $0.first })
    #expect(account.ending == .signalled(SIGKILL))
    #expect(account.description.hasPrefix("ue-1 was killed by signal 9 (SIGKILL) before the first slot had ended"))
    #expect(account.processIdentifier != first)
    #expect(run.processes.identifiers["ue-1"] == account.processIdentifier)
    // A paused process is woken to be stopped.
    #expect(run.processes.send(SIGSTOP, to: "ue-1"))
    run.stop()
    guard case .interrupted(let summary) = try run.wait() else {
      Issue.record("not interrupted")
      return
    }
    #expect(summary?.restarts == ["ue-1": 1])
    #expect(run.processes.identifiers.isEmpty)
  }

  private func wait(until holds: () -> Bool) throws {
    let deadline = Date(timeIntervalSinceNow: 30)
    while !holds() {
      try #require(Date() < deadline)
      usleep(2_000)
    }
  }
}
