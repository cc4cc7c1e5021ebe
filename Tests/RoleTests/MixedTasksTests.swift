import EdgeServer
import EmulatorTestKit
import InProcess
import Modem
import Offloading
import Protocol
import Quantities
import Roles
import Scenario
import Tasks
import Testing
import Trace
import UserEquipment

@Suite("Three kinds of tasks in one run")
struct MixedTasksTests {
  static let kinds: [TaskKind] = [.translation, .retrieval, .visualQuestionAnswering, .visualQuestionAnswering]

  @Test(
    "Each UE gets symbols for what its tasks have, and its answers and scores are of its kind",
    arguments: Policy.allCases)
  func kinds(fixed: Policy) throws {
    let policy = PolicyChoice.fixed(fixed)
    let scenario = Scenario.mixedFixture(policies: [policy, policy, policy, policy])
    let (slots, summary) = try undisturbed(scenario)
    let granted = [
      SymbolCounts(words: 16), SymbolCounts(patches: 32), SymbolCounts(words: 16, patches: 32),
      SymbolCounts(words: 16, patches: 32),
    ]
    for ue in slots.flatMap(\.ues) {
      let index = try #require(scenario.ues.firstIndex { $0.name == ue.name.rawValue })
      if case .offload(let allotment) = ue.grant?.decision { #expect(allotment.symbols == granted[index]) }
      guard let outcome = ue.outcome else { continue }
      #expect(outcome.answer.kind == Self.kinds[index])
      #expect(outcome.score.fits(Self.kinds[index]))
      #expect(ue.answer.map { $0.answer == outcome.answer } ?? true)
    }
    #expect(summary.ues.map(\.task) == Self.kinds.map(\.rawValue))
    #expect(summary.ues.allSatisfy { $0.tasks.addsUp })
    let attempts = slots.flatMap(\.ues).count { $0.outcome != nil }
    #expect(attempts >= 40)
  }

  @Test("A burst has a block for each sentence, one for a picture, and two for a picture with its question")
  func blocks() throws {
    let observation = Observation()
    let scenario = Scenario.mixedFixture(policies: [.remote, .remote, .remote, .remote], slots: 1)
    var emulation = try HandDrivenEmulation(scenario, observedBy: observation)
    #expect(emulation.finish() == .completed)
    let (word, patch) = (
      SymbolBlock(tokens: 1, symbolsPerToken: 16), SymbolBlock(tokens: 1, symbolsPerToken: 32)
    )
    let expected: [BurstContent] = [
      .tokens([word, word, word]), .tokens([patch]), .tokens([word, patch]), .tokens([word, patch]),
    ]
    var found = 0
    for letter in observation.letters {
      guard case .arrival(let arrival) = letter.envelope.message, case .ue(let name) = letter.envelope.header.sender,
        let index = scenario.ues.firstIndex(where: { $0.name == name.rawValue })
      else { continue }
      #expect(arrival.content == expected[index])
      // The timed model's symbols are on the air: 10·20·16, 197·32, and a picture with a sentence.
      let timed = [3200, 6304, 6624, 6624][index]
      #expect(abs(arrival.airtime.value - Double(timed) / arrival.allotment.bandwidth.value) < 1e-12)
      found += 1
    }
    #expect(found == 4)
  }

  @Test("Measured accuracy is the share of right answers, and of translations the BLEU of all sentences together")
  func measured() throws {
    let (slots, summary) = try undisturbed(.mixedFixture(policies: [.local, .local, .local, .local]))
    var sums: BLEUStatistics?
    for ue in slots.flatMap(\.ues) where ue.name.rawValue == "ue-1" {
      guard case .translation(let statistics) = ue.outcome?.score else { continue }
      sums = sums.map { $0 + statistics } ?? statistics
    }
    let total = try #require(sums)
    #expect(summary.ues[0].measuredAccuracy == total.score / 100)
    // Every third sentence lacks its last token.
    #expect(total.score > 50 && total.score < 100)
    #expect(summary.ues[1...].map(\.measuredAccuracy) == [1, 1, 1])
  }

  @Test("The digest is the same in whatever order messages come, and under another seed another one")
  func digest() throws {
    let expected = try undisturbed(.mixedFixture()).summary
    for seed in 1...10 as ClosedRange<UInt64> {
      var emulation = try HandDrivenEmulation(.mixedFixture(), order: .shuffled(seed: seed))
      #expect(emulation.finish() == .completed)
      #expect(emulation.summary?.digest == expected.digest)
      #expect(emulation.summary?.ues == expected.ues)
    }
    #expect(try undisturbed(.mixedFixture(seed: 8)).summary.digest != expected.digest)
  }

  @Test("On one queue, and replayed from its slots, the run is the same to the last bit")
  func replay() throws {
    let scenario = Scenario.mixedFixture()
    let (recorded, summary) = try undisturbed(scenario)
    for script in [nil, ReplayScript(recorded)] {
      var slots: [SlotRecord] = []
      var repeated: RunSummary?
      var runner = try InProcessRunner(
        scenario: scenario, serverEngine: SyntheticServerEngine(), ueEngine: { _ in SyntheticUEEngine() },
        onServerNote: { note in
          if case .committed(let slot) = note { slots.append(slot) }
          if case .progress(.summary(let value)) = note { repeated = value }
        }, script: script)
      #expect(runner.run() == .completed)
      #expect(zip(recorded, slots).compactMap { $0.firstDifference(from: $1) }.isEmpty)
      #expect(repeated?.digest == summary.digest)
    }
    // What a record holds of the slots is the whole of them.
    for slot in recorded { #expect(try SlotRecord(canonicalBytes: slot.canonicalBytes()) == slot) }
  }

  enum Victim: CaseIterable { case server, channel, translator, questioner }

  @Test(
    "Killed in the middle of a slot and started again, the run is that of the undisturbed one",
    arguments: Victim.allCases)
  func recovery(victim: Victim) throws {
    let scenario = Scenario.mixedFixture(slots: 4)
    let expected = try undisturbed(scenario).summary
    for phase in ["slot report", "grant", "burst", "arrival", "answer", "outcome"] {
      var isDue = false
      var emulation = try HandDrivenEmulation(scenario) { letter in
        if letter.envelope.message.kind == phase, letter.envelope.header.slot == 2 { isDue = true }
        return .deliver
      }
      #expect(emulation.run { _ in isDue })
      switch victim {
      case .server: try emulation.restartServer()
      case .channel: emulation.restartChannel()
      case .translator: emulation.restartUE(0)
      case .questioner: emulation.restartUE(3)
      }
      #expect(emulation.finish() == .completed, "\(victim) after a \(phase)")
      #expect(emulation.summary?.digest == expected.digest, "\(victim) after a \(phase)")
      #expect(emulation.summary?.ues == expected.ues, "\(victim) after a \(phase)")
    }
  }

  @Test("A UE whose model for questions is another than the server's is refused, one for local execution too")
  func models() throws {
    var scenario = Scenario.mixedFixture(slots: nil)
    scenario.questions?.localModel = "small"
    var emulation = try HandDrivenEmulation(server: scenario)
    emulation.startChannel()
    emulation.advance(bySeconds: 0.05)
    let other = emulation.startUE(
      AttachOptions(name: .exactly(try UEName("ue-3"))), engine: SyntheticUEEngine(digest: "other"))
    let same = emulation.startUE(AttachOptions(name: .exactly(try UEName("ue-4"))))
    emulation.advance(bySeconds: 0.05)
    #expect(
      emulation.ues[other].conclusion
        == .unusable(
          "ue-3 has the models other… and other local… for its vqa tasks, the server the models synthetic… and "
            + "synthetic lo…; give both the same --models folder"))
    #expect(emulation.ues[same].conclusion == nil)
  }

  @Test("A scenario with one codec says nothing of the others; every model enters the digest")
  func scenarios() throws {
    let text = String(decoding: try CanonicalJSON.encode(Scenario.fixture()), as: UTF8.self)
    #expect(text.contains("\"retrieval\":{\"data\":"))
    #expect(!text.contains("translation") && !text.contains("questions"))
    let mixed = Scenario.mixedFixture()
    #expect(try CanonicalJSON.decode(Scenario.self, from: CanonicalJSON.encode(mixed)) == mixed)
    #expect(mixed.taskKinds == TaskKind.allCases)
  }

  @Test("A profile of a kind without a codec, and one that sends a question as bytes, are impossible")
  func profiles() throws {
    #expect(
      UEProfile(task: .translation).fault(in: .fixture())
        == "its tasks are of the kind translation, for which the topology has no codec")
    let transmission = DigitalTransmission(
      configuration: DigitalConfiguration(code: try CodeName(parsing: "802.11n-1944-2/3"), modulation: .qam16),
      source: .jpeg(quality: 75))
    #expect(
      UEProfile(task: .visualQuestionAnswering, transceiver: transmission).fault(in: .mixedFixture())
        == "its transceiver is digital, expected an analogue one: tasks of the kind vqa are sent by the joint "
        + "source-channel codec alone")
  }

  @Test("Outcomes and bursts of another kind than the UE's tasks are refused")
  func forgeries() throws {
    var emulation = try HandDrivenEmulation(.mixedFixture(policies: [.local, .remote, .local, .remote], slots: 1))
    emulation.transport.fate = { letter in
      switch letter.envelope.message {
      case .outcome where letter.destination == .server: .hold
      case .arrival: .hold
      default: .deliver
      }
    }
    _ = emulation.run { $0.transport.held.count == 4 }
    for held in emulation.transport.held {
      var forged = held
      switch forged.envelope.message {
      case .outcome(var outcome):
        outcome.score =
          outcome.score.isRight == nil
          ? .right(true)
          : .translation(
            BLEUStatistics(hypothesis: "a", reference: "a"))
        forged.envelope.message = .outcome(outcome)
      case .arrival(var arrival):
        arrival.content = .tokens([SymbolBlock(tokens: 2, symbolsPerToken: arrival.samples.shape[0] / 2)])
        forged.envelope.message = .arrival(arrival)
      default: continue
      }
      forged.envelope.header.sequence += 1
      emulation.deliver(forged)
    }
    #expect(emulation.server.role.counters.refused == 4)
    emulation.transport.fate = { _ in .deliver }
    emulation.transport.release()
    #expect(emulation.finish() == .completed)
  }

  @Test(
    "Where the models that are run are timed, a burst is on the air for its own symbols, and times are of their work")
  func timedModel() throws {
    var scenario = Scenario.mixedFixture(policies: [.remote, .remote, .local, .remote], slots: 2)
    scenario.offloading.timedModel = .run
    let (slots, _) = try undisturbed(scenario)
    let parameters = scenario.offloading
    let server = parameters.remoteFLOPsPerCycle * parameters.remoteFrequency.value / 3
    // So many symbols, and a million operations for each block's encoder, two for its decoder.
    for slot in slots {
      for (index, symbols, blocks) in [(0, 48, 3), (1, 32, 1), (3, 48, 2)] {
        let ue = slot.ues[index]
        guard case .offload(let allotment) = ue.grant?.decision else {
          Issue.record("\(ue.name) does not offload")
          continue
        }
        let airtime = Double(symbols) / allotment.bandwidth.value
        #expect(abs((ue.arrival?.airtime ?? 0) - airtime) < 1e-12)
        #expect(abs((ue.answer?.remoteTime.value ?? 0) - 3e6 * Double(blocks) / server) < 1e-15)
      }
      guard case .local(_, let frequency) = slot.ues[2].report?.wish else {
        Issue.record("ue-3 does not work locally")
        continue
      }
      let time = 6e6 / (parameters.localFLOPsPerCycle * frequency.value)
      #expect(abs((slot.ues[2].outcome?.latency.value ?? 0) - time) < 1e-15)
    }
    #expect(!String(decoding: try CanonicalJSON.encode(Scenario.fixture()), as: UTF8.self).contains("timedModel"))
  }
}
