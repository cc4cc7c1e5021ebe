import Tasks
import Testing
import Trace

@testable import CommandLineSupport

@Suite("The table of a run's state")
struct StatusTableTests {
  private func status(_ ues: [UEStatus]) -> RunStatus {
    RunStatus(
      topology: "quickstart", seed: 7, clock: "virtual", phase: .running, missing: [], slot: 12, slots: 20,
      slotsPerSecond: 305.51, upSeconds: 61, digest: "sha256:00", channel: PeerStatus(silentSeconds: 0.25, patience: 5),
      serverRestarts: 0, leaseSeconds: 10, ues: ues,
      messages: MessageSummary(sent: 5, received: 4, duplicates: 3, gaps: 2, refused: 1))
  }

  private func ue(_ name: String, _ state: UEState = .attached, heard: Double? = 0.1) -> UEStatus {
    var ue = UEStatus(name: name, task: "retrieval", policy: "remote", state: state)
    ue.heardSeconds = heard
    return ue
  }

  @Test("It shows the run, the channel, the digest and each UE, numbers in names by their value")
  func lines() {
    var late = ue("ue-10")
    late.snrDecibels = -3.25
    late.distanceMetres = 40.51
    late.tasks = TaskCounts(generated: 10, completed: 7, failed: 1, queued: 2)
    late.lastOutcome = "latency too high"
    late.restarts = 1
    #expect(
      StatusTable.lines(status([late, ue("ue-2", .absent, heard: nil)])) == [
        "quickstart: running  slot 12/20  305.5 slots/s  up 1:01  seed 7  virtual clock",
        "channel: attached, heard 0.3 s ago",
        "messages: 5 sent, 4 received, 3 duplicates, 2 missing, 1 refused",
        "digest after slot 11: sha256:00",
        "",
        "UE     state     heard (s)  SNR (dB)  dist. (m)  queue  done  failed  last     restarts",
        "───────────────────────────────────────────────────────────────────────────────────────",
        "ue-2   absent            –         –          –      0     0       0  –               0",
        "ue-10  attached        0.1      -3.3       40.5      2     7       1  latency         1",
      ])
  }

  @Test("Before the first slot there is no digest to show; who is missing is")
  func beginning() {
    var run = status([ue("ue-1", .ready), ue("ue-2", .absent, heard: nil)])
    (run.phase, run.slot, run.slots, run.slotsPerSecond) = (.waiting, 0, nil, 0)
    run.missing = ["ue-2"]
    run.serverRestarts = 2
    #expect(
      StatusTable.lines(run).prefix(6) == [
        "quickstart: waiting  slot 0  0.0 slots/s  up 1:01  seed 7  virtual clock",
        "channel: attached, heard 0.3 s ago",
        "messages: 5 sent, 4 received, 3 duplicates, 2 missing, 1 refused",
        "the server was started again 2 times",
        "waiting for ue-2",
        "",
      ])
  }

  @Test("Whoever is absent or has been silent for half of a lease is painted, and so is a silent channel")
  func alarms() {
    var run = status([
      ue("a"), ue("b", heard: 5.1), ue("c", .absent, heard: nil), ue("d", .detached, heard: nil),
    ])
    run.channel = PeerStatus(silentSeconds: 6, patience: 5)
    let painted = StatusTable.lines(run, paint: { "!" + $0 }).filter { $0.hasPrefix("!") }
    #expect(painted.map { $0.prefix(9) } == ["!channel:", "!b   atta", "!c   abse"])
  }

  @Test("No line is longer than a hundred columns, whatever the names and numbers; rows that do not fit are counted")
  func width() {
    var wild = ue(String(repeating: "n", count: 48), .attached, heard: 1e9)
    wild.snrDecibels = -123_456.7
    wild.distanceMetres = 1e7
    wild.tasks = TaskCounts(generated: 1 << 40, completed: 1 << 40, failed: 1 << 40, queued: 1 << 40)
    wild.lastOutcome = "accuracy too low"
    wild.restarts = 1 << 40
    var run = status([wild, ue("ue-1"), ue("ue-2")])
    run.topology = String(repeating: "t", count: 300)
    run.missing = Array(repeating: "somebody", count: 100)
    run.digest = "sha256:" + String(repeating: "0", count: 64)
    let lines = StatusTable.lines(run, rows: 2)
    #expect(lines.allSatisfy { $0.count <= StatusTable.width })
    #expect(lines.contains { $0.hasPrefix("nnnnnnnnnnn…") })
    #expect(lines.last == "… and 1 more")
    #expect(lines.contains { $0.hasPrefix("digest after slot 11: sha256:0") && $0.hasSuffix("0") })
  }

  @Test("Names are ordered as people expect")
  func order() {
    let names = ["ue-10", "b", "ue-2", "ue-02", "a10b2", "a10b10", "ue", "ue-99999999999999999999999", "ue-x", "a"]
    #expect(
      names.sorted(by: NaturalOrder.precedes)
        == ["a", "a10b2", "a10b10", "b", "ue", "ue-2", "ue-02", "ue-10", "ue-99999999999999999999999", "ue-x"])
    for left in names {
      for right in names where left != right {
        #expect(NaturalOrder.precedes(left, right) != NaturalOrder.precedes(right, left), "\(left) \(right)")
      }
      #expect(!NaturalOrder.precedes(left, left))
    }
  }
}
