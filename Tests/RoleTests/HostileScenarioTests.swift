import Air
import EmulatorTestKit
import Offloading
import Protocol
import Quantities
import Radio
import Roles
import Scenario
import Tasks
import Testing
import UserEquipment

@Suite("Scenarios that no topology can say, from the wire")
struct HostileScenarioTests {
  /// A change that makes a scenario impossible, and what is said to it.
  struct Change: Sendable, CustomTestStringConvertible {
    let words: String
    let apply: @Sendable (inout Scenario) -> Void

    var testDescription: String { words }
  }

  static let changes: [Change] = [
    Change(words: "semantics.translation.sentences is -1, expected one from 1 to 64") {
      $0.translation?.sentencesPerTask = -1
    },
    Change(words: "semantics.translation.sentences is 65, expected one from 1 to 64") {
      $0.translation?.sentencesPerTask = 65
    },
    Change(words: "semantics.retrieval.gallery is -5, expected one from 1 to 100000") { $0.retrieval?.gallery = -5 },
    Change(words: "semantics.vqa.model is \"../../secret\", expected a model's name") {
      $0.questions?.model = "../../secret"
    },
    Change(words: "offloading.symbols-per-patch is 0, expected one from 1 to 1024") {
      $0.offloading.symbolsPerPatch = 0
    },
    Change(words: "offloading.symbols-per-word is -3, expected one from 1 to 1024") {
      $0.offloading.symbolsPerWord = -3
    },
    Change(words: "offloading.local-flops-per-cycle is 0.0, expected one above 0.0") {
      $0.offloading.localFLOPsPerCycle = 0
    },
    Change(words: "offloading.preference is 7.0, expected one from 0.0 to 1.0") {
      $0.offloading.preference = .fixed(7)
    },
    Change(words: "slots.count is -1, expected one from 1 to 1000000000") { $0.slots.count = -1 },
    Change(words: "slots.duration is 0 s, expected one above 0 s and up to 3600 s") { $0.slots.duration = Seconds(0) },
    Change(words: "attendance.lease is 0 s, expected one from 100 ms to 3600 s") { $0.attendance.lease = Seconds(0) },
    Change(words: "radio.bandwidth is 0 Hz, expected one above 0 Hz") { $0.radio.bandwidth = Hertz(0) },
    Change(words: "radio.fading.sub-bands is 0, expected one from 1 to 3300") {
      $0.radio.fading = .tappedDelayLine(
        TappedDelayLine(profile: .tdlA, delaySpread: Seconds(1e-7), subBands: 0))
    },
    Change(words: "the profile of ue-1: it brings -1 tasks, expected a number from 0 to 1000000") {
      $0.ues[0].profile.supply.initial = -1
    },
    Change(words: "the profile of ue-2: a task gets 0 attempts, expected a number from 1 to 1000000") {
      $0.ues[1].profile.supply.maximumAttempts = 0
    },
    Change(words: "the template: its battery is from 2.0 to 3.0 full at the start, expected a range within 0 to 1") {
      $0.template.battery.charge = .uniform(minimum: 2, maximum: 3)
    },
    Change(words: "it names the UE ue-1 twice") { $0.ues[1].name = "ue-1" },
  ]

  @Test("The fixtures are possible")
  func possible() {
    #expect(Scenario.fixture().fault == nil)
    #expect(Scenario.mixedFixture().fault == nil)
    var scenario = Scenario.mixedFixture()
    scenario.translation?.sentencesPerTask = TaskAnswer.mostSentences
    #expect(scenario.fault == nil)
  }

  @Test("A UE that is welcomed to one says what is wrong, and loads nothing", arguments: changes)
  func equipment(change: Change) throws {
    var scenario = Scenario.mixedFixture()
    change.apply(&scenario)
    let steps = try welcomed(to: scenario)
    #expect(steps.failure == "the server's scenario is impossible: \(change.words); run the same release on both sides")
    #expect(!steps.loads)
  }

  @Test("A UE is not welcomed for a lease that would have it speak without a pause")
  func lease() throws {
    let steps = try welcomed(to: .mixedFixture(), lease: Seconds(1e-9))
    #expect(steps.failure?.contains("the lease is 1 ns, expected one from 100 ms to 3600 s") == true)
    #expect(try welcomed(to: .mixedFixture()).loads)
  }

  /// What a UE makes of a Welcome that has been on the wire.
  private func welcomed(
    to scenario: Scenario, lease: Seconds = Seconds(10)
  ) throws -> (failure: String?, loads: Bool) {
    let name = try UEName("ue-1")
    var ue = UserEquipmentRole(options: AttachOptions(name: .exactly(name)), incarnation: 5)
    _ = ue.handle(.started, at: Instant(nanoseconds: 0))
    let welcome = UEWelcome(
      name: name, resumeToken: [1], scenario: try CanonicalJSON.encode(scenario),
      profile: try CanonicalJSON.encode(Scenario.mixedFixture().ues[0].profile), lease: lease, resumption: nil)
    let header = Header(
      sender: .server, recipient: .ue(name), incarnation: 9, recipientIncarnation: 5, sequence: 1)
    let frames = try Envelope(header: header, message: .ueWelcome(welcome)).encodedFrames()
    var result: (failure: String?, loads: Bool) = (nil, false)
    for step in ue.handle(.received(try Envelope(frames: frames), .up), at: Instant(nanoseconds: 1)) {
      if case .finish(let conclusion) = step { result.failure = conclusion.failure }
      if case .perform = step { result.loads = true }
    }
    return result
  }

  @Test("A channel emulator that is welcomed to one says what is wrong and ends", arguments: changes)
  func channel(change: Change) throws {
    var scenario = Scenario.mixedFixture()
    change.apply(&scenario)
    var channel = AirRole(incarnation: 5)
    _ = channel.handle(.started, at: Instant(nanoseconds: 0))
    let welcome = ChannelWelcome(scenario: try CanonicalJSON.encode(scenario), lease: Seconds(10), members: [])
    let header = Header(sender: .server, recipient: .channel, incarnation: 9, recipientIncarnation: 5, sequence: 1)
    let frames = try Envelope(header: header, message: .channelWelcome(welcome)).encodedFrames()
    let ends = channel.handle(.received(try Envelope(frames: frames), .up), at: Instant(nanoseconds: 1)).compactMap {
      if case .finish(let conclusion) = $0 { conclusion.failure } else { nil }
    }
    #expect(
      ends == ["the edge server's scenario is impossible: \(change.words); run the same release everywhere"])
  }
}
