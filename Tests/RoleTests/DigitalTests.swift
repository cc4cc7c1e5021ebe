import EdgeServer
import EmulatorTestKit
import Modem
import Offloading
import Protocol
import Quantities
import Radio
import Roles
import Scenario
import Tasks
import Testing
import Trace
import UserEquipment

@Suite("UEs that send bytes")
struct DigitalTests {
  /// Two blocks of 37 bytes for the 64 bytes of the synthetic engines: 1296 bits, 648 symbols of QPSK.
  private func transmission(_ source: DigitalTransmission.Source) throws -> DigitalTransmission {
    DigitalTransmission(
      configuration: DigitalConfiguration(code: try CodeName(parsing: "802.11n-648-1/2"), modulation: .qpsk),
      source: source)
  }

  /// ue-1 sends the codec's symbols, the others bytes: ue-2 and ue-3 where the signal is strong (about 36 dB), ue-4 where
  /// it is far too weak (about −22 dB). No fading.
  private func scenario(slots: Int) throws -> Scenario {
    var scenario = Scenario.fixture(policies: [.remote, .remote, .remote, .remote], slots: slots)
    scenario.radio.fading = .none
    for (index, metres) in [20.0, 20, 20, 1000].enumerated() {
      scenario.ues[index].profile.mobility = .still(.fixed(Position(x: Metres(metres), y: Metres(0))))
    }
    scenario.ues[1].profile.transceiver = try transmission(.features(bits: 8))
    scenario.ues[2].profile.transceiver = try transmission(.jpeg(quality: 75))
    scenario.ues[3].profile.transceiver = try transmission(.features(bits: 8))
    return scenario
  }

  @Test("Bytes that come through give the answer; burst, time and energy are those of their own symbols")
  func strong() throws {
    var scenario = try scenario(slots: 3)
    scenario.offloading.encoderCost = .counted
    let (slots, _) = try undisturbed(scenario)
    let parameters = scenario.offloading
    let image = parameters.workload(of: .image)
    let highest = parameters.localFrequency.upperBound.value
    let server = parameters.remoteFLOPsPerCycle * parameters.remoteFrequency.value / 4
    for slot in slots {
      #expect(slot.ues[0].arrival?.airtime == 6304 / 1.25e6)
      for (index, encoder) in [(1, image.encoderFLOPs), (2, 0)] {
        let ue = slot.ues[index]
        let outcome = try #require(ue.outcome)
        #expect(outcome.result == .completed)
        #expect(outcome.answer == .retrieved(item: outcome.task, label: outcome.task % 10))
        #expect(outcome.score == .right(true))
        #expect(outcome.expectedAccuracy == KnowledgeBase.synthetic(.retrieval).localAccuracy)
        let airtime = 648 / 1.25e6
        #expect(ue.arrival?.airtime == airtime)
        // A JPEG file costs the UE no encoder; the server runs it then.
        let encoding = encoder / (parameters.localFLOPsPerCycle * highest)
        let computing = (image.totalFLOPs - encoder) / server
        #expect(abs((ue.answer?.remoteTime.value ?? 0) - computing) < 1e-12)
        let latency = encoding + airtime + computing + 0.002
        #expect(abs(outcome.latency.value - latency) < 1e-12)
        let processor = parameters.localEnergyCoefficient * highest * highest * highest
        let energy = processor * encoding + parameters.transmitPower.upperBound.value * airtime + 0.1 * latency
        #expect(abs(outcome.energy.value - energy) < 1e-9)
      }
    }
  }

  @Test("Bytes that do not come through are undecodable: no answer, no QoE, and the task is tried again")
  func weak() throws {
    let (slots, summary) = try undisturbed(try scenario(slots: 3))
    for slot in slots {
      let ue = slot.ues[3]
      let outcome = try #require(ue.outcome)
      #expect(ue.answer?.answer == .undecodable)
      #expect(outcome.answer == .undecodable)
      #expect(outcome.result == .undecodable)
      #expect(!outcome.givenUp)
      #expect(outcome.score == .right(false))
      #expect(outcome.task == 1)
      #expect(outcome.qoe == 0)
      #expect(outcome.expectedAccuracy == 0)
      #expect(outcome.reward == -0.9)
      #expect(outcome.energy.value > 0)
    }
    let line = try #require(summary.ues.last)
    #expect(line.failedAttempts == 3)
    #expect(line.tasks.completed == 0)
    #expect(line.tasks.queued == 10)
  }

  @Test("A task that is undecodable as often as it may be tried is given up, and the next one has its turn")
  func givenUp() throws {
    var scenario = try scenario(slots: 4)
    scenario.ues[3].profile.supply.maximumAttempts = 2
    let (slots, summary) = try undisturbed(scenario)
    #expect(slots.compactMap { $0.ues[3].outcome?.task } == [1, 1, 2, 2])
    #expect(slots.compactMap { $0.ues[3].outcome?.givenUp } == [false, true, false, true])
    #expect(summary.ues.last?.tasks.failed == 2)
  }

  @Test("The UE, the server and the record tell of it in words")
  func status() throws {
    var emulation = try HandDrivenEmulation(try scenario(slots: 2))
    emulation.finish()
    let status = emulation.server.role.status(at: emulation.clock.now)
    #expect(status.ues.map(\.lastOutcome) == ["completed", "completed", "completed", "undecodable"])
  }

  @Test(
    "Over a channel that varies within a burst the server is told the gain of each symbol, and the bytes come through")
  func varying() throws {
    var scenario = try scenario(slots: 3)
    // A burst of 518 µs sees ten wavelengths pass.
    scenario.radio.fading = .flat(
      FlatFading(
        distribution: .rician(factor: Decibels(10), mean: .unitPower),
        variation: .clarke(doppler: .given(maximum: Hertz(20_000)))))
    let observation = Observation()
    var emulation = try HandDrivenEmulation(scenario, observedBy: observation)
    emulation.finish()
    let arrivals = observation.letters.compactMap { letter -> Arrival? in
      if case .arrival(let arrival) = letter.envelope.message { arrival } else { nil }
    }
    #expect(arrivals.count == 12)
    for arrival in arrivals {
      #expect((arrival.gains == nil) == (arrival.content.payloadBytes == nil))
      if let gains = arrival.gains { #expect(gains.shape == arrival.samples.shape) }
    }
    for slot in emulation.committed {
      for ue in slot.ues[1...2] { #expect(ue.outcome?.result == .completed) }
      #expect(slot.ues[3].outcome?.result == .undecodable)
    }
  }

  /// What the server says of a burst of 64 bytes that was changed on its way.
  private func refusal(_ change: (inout Arrival) throws -> Void) throws -> String? {
    var scenario = try scenario(slots: 1)
    scenario.ues = [scenario.ues[1]]
    let model = LoadedModel(
      kind: .retrieval, uses: [ModelUse(name: "synthetic", digest: "synthetic")], blocks: [], featuresPerTask: 56)
    let loaded = LoadedServer(models: [model], numericsFingerprint: 1)
    var emulation = try HandDrivenEmulation(server: scenario, engine: SyntheticServerEngine(loading: loaded))
    emulation.transport.fate = { if case .arrival = $0.envelope.message { .hold } else { .deliver } }
    emulation.startChannel()
    emulation.startUE(AttachOptions(name: .exactly(try UEName("ue-2")), patience: 60))
    _ = emulation.run { !$0.transport.held.isEmpty }
    var forged = try #require(emulation.transport.held.first)
    guard case .arrival(var arrival) = forged.envelope.message else { return nil }
    try change(&arrival)
    forged.envelope.header.sequence += 1
    forged.envelope.message = .arrival(arrival)
    emulation.deliver(forged)
    #expect(emulation.server.role.counters.refused == 1)
    return emulation.serverLog.last
  }

  @Test("Bursts that are not as long as their bytes, of another number of bytes, or of none, are refused")
  func hostile() throws {
    #expect(
      try refusal { $0.samples = try TensorFrame(floats: [0, 0], shape: [1, 2]) }
        == "refused a burst from ue-2 of shape [1, 2], expected [648, 2]")
    #expect(try refusal { $0.content = .bytes(65) } == "refused a burst from ue-2 of 65 bytes, expected 64")
    #expect(
      try refusal { $0.content = .tokens([]) }
        == "refused a burst from ue-2 without bytes, expected some from its transceiver")
  }

  @Test("A profile that sends the codec's symbols says nothing of a transceiver; impossible ones are refused")
  func profiles() throws {
    let analogue = UEProfile()
    let bytes = try CanonicalJSON.encode(analogue)
    #expect(!String(decoding: bytes, as: UTF8.self).contains("transceiver"))
    var digital = analogue
    digital.transceiver = try transmission(.jpeg(quality: 75))
    #expect(try CanonicalJSON.decode(UEProfile.self, from: CanonicalJSON.encode(digital)) == digital)
    #expect(digital.fault(in: .fixture()) == nil)
    digital.transceiver?.source = .jpeg(quality: 101)
    #expect(digital.fault(in: .fixture()) == "its JPEG quality is 101, expected 1 to 100")
    digital.transceiver?.source = .features(bits: 0)
    #expect(digital.fault(in: .fixture()) == "its features have 0 bits each, expected 1 to 16")
  }
}
