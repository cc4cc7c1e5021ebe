import Foundation
import Tasks
import Testing
import Trace

@Suite("The status of a run")
struct RunStatusTests {
  @Test("It survives JSON, and what does not apply is null")
  func roundTrip() throws {
    var ue = UEStatus(name: "ue-1", task: "retrieval", policy: "local", state: .attached)
    ue.attachSlot = 3
    ue.snrDecibels = 12.5
    ue.lastOutcome = "completed"
    ue.tasks.generated = 2
    ue.tasks.queued = 2
    let status = RunStatus(
      topology: "t", seed: UInt64.max, clock: "realtime", phase: .waiting, missing: ["ue-2"], slot: 4, slots: nil,
      slotsPerSecond: 0.1, upSeconds: 2.5, digest: nil, channel: PeerStatus(silentSeconds: nil, patience: 5),
      serverRestarts: 1, leaseSeconds: 10,
      ues: [ue, UEStatus(name: "ue-2", task: "retrieval", policy: "remote", state: .absent)],
      messages: MessageSummary(sent: 1, received: 2, duplicates: 3, gaps: 4, refused: 5))
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let bytes = try encoder.encode(status)
    #expect(try JSONDecoder().decode(RunStatus.self, from: bytes) == status)
    let text = String(decoding: bytes, as: UTF8.self)
    for part in [
      #""digest":null"#, #""slots":null"#, #""channel":{"silent_s":null,"state":"absent"}"#, #""phase":"waiting""#,
      #""attachSlot":null,"distance_m":null,"heard_s":null,"lastOutcome":null,"name":"ue-2""#, #""snr_dB":12.5"#,
    ] {
      #expect(text.contains(part), "\(part) in \(text)")
    }
  }

  @Test("A peer is absent before it is heard, attached within its time and silent after it")
  func peer() {
    #expect(PeerStatus(silentSeconds: nil, patience: 5).state == .absent)
    #expect(PeerStatus(silentSeconds: 4.9, patience: 5).state == .attached)
    #expect(PeerStatus(silentSeconds: 5, patience: 5).state == .silent)
  }
}
