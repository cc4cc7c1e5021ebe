import Foundation
import Modem
import Offloading
import Quantities
import Radio
import Scenario
import Tasks
import Testing
import Topology

@Suite("Topologies")
struct TopologyFileTests {
  static let root = InvalidTopologyTests.root
  static let least = "topology: least\nues: [{ name: ue-1 }]\n"

  @Test("the least topology gets the defaults of scenario, radio and offloading")
  func defaults() throws {
    let scenario = try TopologyFile.read(Self.least)
    #expect(
      scenario
        == Scenario(
          name: "least", seed: 1, clock: .virtual, slots: SlotSchedule(count: 20), radio: RadioConfiguration(),
          offloading: OffloadingParameters(), retrieval: RetrievalCodecChoice(model: "retrieval-shapes", data: .shapes),
          ues: [NamedUE(name: "ue-1", profile: UEProfile())], template: UEProfile()))
  }

  @Test("the quickstart has four UEs on coloured shapes, each from the template")
  func quickstart() throws {
    let scenario = try TopologyFile.load(Self.root.appending(path: "topology/quickstart.yaml").path)
    #expect(scenario.name == "quickstart")
    #expect(scenario.seed == 7)
    #expect(scenario.slots.count == 20)
    #expect(scenario.ues.map(\.name) == ["ue-1", "ue-2", "ue-3", "ue-4"])
    #expect(scenario.ues.map(\.profile.policy) == [.local, .remote, .remote, .random])
    #expect(scenario.ues[2].profile.mobility == .still(.fixed(Position(x: Metres(40), y: Metres(10)))))
    #expect(scenario.ues.allSatisfy { $0.profile.supply.initial == 10 && $0.profile.task == .retrieval })
    #expect(scenario.retrieval == RetrievalCodecChoice(model: "retrieval-shapes", data: .shapes, gallery: 720))
  }

  @Test("Fashion-MNIST may be named without its place, which --data gives")
  func fashionMNIST() throws {
    let scenario = try TopologyFile.load(Self.root.appending(path: "topology/fashion-mnist.yaml").path)
    #expect(scenario.retrieval?.data == .fashionMNIST(""))
    #expect(scenario.retrieval?.model == "retrieval-fashion-mnist")
  }

  @Test("every data set that is read from files may be named without its place, and is written so again")
  func unlocated() throws {
    let text = """
      topology: t
      semantics: { translation: { data: multi30k }, retrieval: { data: cifar-10 }, vqa: { data: easy-vqa } }
      ues: [{ name: ue-1, task: vqa }]
      """
    let scenario = try TopologyFile.read(text)
    #expect(scenario.translation?.data == .multi30k(""))
    #expect(scenario.retrieval?.data == .cifar10(""))
    #expect(scenario.questions?.data == .easyVQA(""))
    #expect(scenario.kindsOfUnlocatedData == TaskKind.allCases)
    #expect(TaskKind.allCases.map { scenario.dataName(of: $0) } == ["multi30k", "cifar-10", "easy-vqa"])
    #expect(try TopologyFile.read(TopologyFile.text(of: scenario)) == scenario)
    #expect(try TopologyFile.read("topology: t\nues: [{ name: ue-1 }]").kindsOfUnlocatedData.isEmpty)
    let error = try #require(throws: TopologyError.self) {
      _ = try TopologyFile.read(text.replacing("multi30k", with: "mutli30k"))
    }
    #expect(error.faults.map(\.suggestion) == ["did you mean `multi30k`?"])
  }

  @Test("what a topology may say, and nothing else, is a possible scenario")
  func possible() throws {
    for name in [
      "quickstart", "offloading", "online-learning", "fashion-mnist", "chaos", "cliff-and-grace", "walking-away",
    ] {
      let scenario = try TopologyFile.load(Self.root.appending(path: "topology/\(name).yaml").path)
      #expect(scenario.fault == nil, "\(name)")
    }
    var scenario = try TopologyFile.load(Self.root.appending(path: "topology/offloading.yaml").path)
    scenario.offloading.symbolsPerWord = 1025
    #expect(scenario.fault == "offloading.symbols-per-word is 1025, expected one from 1 to 1024")
  }

  @Test("every key is read into its property")
  func everyKey() throws {
    let text = """
      topology: "all keys"
      seed: 18446744073709551615
      clock: realtime
      slots: { count: unlimited, duration: 20 ms, scale: 2.5 }
      numerics: portable
      radio: { carrier: 3.5 GHz, bandwidth: 10 MHz, noise: -170 dBm/Hz, path-loss: free-space, fading: none,
               base-station-height: 25 m, user-height: 2 m }
      offloading: { minimum-accuracy: 0.8, maximum-latency: 100 ms, preference: dynamic, downlink-latency: 1 ms,
                    flops: standard, encoder-cost: counted, power: [10 mW, 200 mW], bid: [-1, 1],
                    circuit-power: 50 mW, local-flops-per-cycle: 512, local-frequency: [1 GHz, 2 GHz],
                    local-energy-coefficient: 1e-27, remote-flops-per-cycle: 6912, remote-frequency: 1 GHz,
                    symbols-per-patch: 16, symbols-per-word: 8, timed-model: run }
      semantics: { retrieval: { model: my.model_2, data: shapes, gallery: 36 } }
      attendance: { open: false, lease: 3 s, start-timeout: 5 s }
      template: { task: retrieval, policy: random, position: { from: 20 m, to: 60 m },
                  tasks: { initial: 0, arrivals: 1.5, maximum-attempts: 3 },
                  battery: { capacity: 5 J, initial: [0.3, 1] } }
      ues:
        - name: solo
          position: { x: -3 m, y: 40 m }
          tasks: { initial: 4 }
          battery: { initial: 0.5 }
        - { name: pair, count: 2, policy: local }
      """
    let template = UEProfile(
      task: .retrieval, policy: .random, mobility: .still(.disc(minimum: Metres(20), maximum: Metres(60))),
      supply: TaskSupply(initial: 0, arrivalsPerSlot: 1.5, maximumAttempts: 3),
      battery: BatteryConfiguration(capacity: Joules(5), charge: .uniform(minimum: 0.3, maximum: 1)))
    var solo = template
    solo.mobility = .still(.fixed(Position(x: Metres(-3), y: Metres(40))))
    solo.supply.initial = 4
    solo.battery.charge = .uniform(minimum: 0.5, maximum: 0.5)
    var pair = template
    pair.policy = .local
    let expected = Scenario(
      name: "all keys", seed: .max, clock: .realtime,
      slots: SlotSchedule(count: nil, duration: Seconds(0.02), scale: 2.5),
      radio: RadioConfiguration(
        carrier: Hertz(3.5e9), bandwidth: Hertz(10e6), noiseDensity: try WattsPerHertz(parsing: "-170 dBm/Hz"),
        pathLoss: .freeSpace, baseStationHeight: Metres(25), userHeight: Metres(2), fading: .none),
      offloading: OffloadingParameters(
        localFLOPsPerCycle: 512, localFrequency: Hertz(1e9)...Hertz(2e9), localEnergyCoefficient: 1e-27,
        remoteFLOPsPerCycle: 6912, remoteFrequency: Hertz(1e9), downlinkLatency: Seconds(0.001),
        circuitPower: Watts(0.05), transmitPower: Watts(0.01)...Watts(0.2), bandwidthBid: -1...1,
        minimumAccuracy: 0.8, maximumLatency: Seconds(0.1), symbolsPerWord: 8, symbolsPerPatch: 16,
        flopModel: .standard, encoderCost: .counted, preference: .dynamic, timedModel: .run),
      retrieval: RetrievalCodecChoice(model: "my.model_2", data: .shapes, gallery: 36),
      ues: [
        NamedUE(name: "solo", profile: solo), NamedUE(name: "pair-1", profile: pair),
        NamedUE(name: "pair-2", profile: pair),
      ],
      template: template,
      attendance: Attendance(open: false, lease: Seconds(3), startTimeout: Seconds(5)), numerics: .portable)
    let scenario = try TopologyFile.read(text)
    #expect(scenario == expected)
    #expect(try TopologyFile.read(TopologyFile.text(of: scenario)) == scenario)
  }

  @Test("a transceiver is analogue unless a UE or the template says otherwise; the digital one has its defaults")
  func transceivers() throws {
    let text = """
      topology: t
      template:
        transceiver: { digital: { code: 802.11n-1944-2/3, modulation: 16qam } }
      ues:
        - { name: features }
        - { name: analogue, transceiver: analogue }
        - { name: jpeg, transceiver: { digital: { code: nr-bg1-3168-2/3, modulation: qpsk, source: jpeg, quality: 30 } } }
        - name: coarse
          transceiver: { digital: { code: 802.16e-576-1/2, modulation: 256qam, source: features, bits: 4 } }
      """
    let scenario = try TopologyFile.read(text)
    func digital(_ code: String, _ modulation: Modulation, _ source: DigitalTransmission.Source) throws
      -> DigitalTransmission
    {
      DigitalTransmission(
        configuration: DigitalConfiguration(code: try CodeName(parsing: code), modulation: modulation), source: source)
    }
    #expect(
      scenario.ues.map(\.profile.transceiver) == [
        try digital("802.11n-1944-2/3", .qam16, .features(bits: 8)), nil,
        try digital("nr-bg1-3168-2/3", .qpsk, .jpeg(quality: 30)),
        try digital("802.16e-576-1/2", .qam256, .features(bits: 4)),
      ])
    #expect(try TopologyFile.read(TopologyFile.text(of: scenario)) == scenario)
    #expect(try TopologyFile.read(Self.least).template.transceiver == nil)
  }

  @Test(
    "a scenario written as a topology reads back as the same scenario",
    arguments: ["quickstart", "fashion-mnist", "cliff-and-grace", "walking-away", "offloading"])
  func roundTrip(name: String) throws {
    let scenario = try TopologyFile.load(Self.root.appending(path: "topology/\(name).yaml").path)
    #expect(try TopologyFile.read(TopologyFile.text(of: scenario)) == scenario)
  }

  @Test("the command line overrides seed, clock, slots and UEs")
  func overrides() throws {
    let scenario = try TopologyFile.read(
      Self.least, overrides: TopologyOverrides(seed: 9, slots: .unlimited, clock: .realtime, ues: 3, data: ["shapes"]))
    #expect(scenario.seed == 9)
    #expect(scenario.slots.count == nil)
    #expect(scenario.clock == .realtime)
    #expect(scenario.ues == (1...3).map { NamedUE(name: "ue-\($0)", profile: scenario.template) })
  }

  @Test("the command line overrides the lease, and the arrivals of every UE")
  func overriddenAttendance() throws {
    let overrides = TopologyOverrides(ues: 2, lease: Seconds(2), arrivals: 0.5)
    let scenario = try TopologyFile.read(Self.least, overrides: overrides)
    #expect(scenario.attendance.lease == Seconds(2))
    #expect((scenario.ues.map(\.profile) + [scenario.template]).allSatisfy { $0.supply.arrivalsPerSlot == 0.5 })
    let error = try #require(throws: TopologyError.self) {
      _ = try TopologyFile.read(Self.least, overrides: TopologyOverrides(lease: Seconds(0.01), arrivals: -1))
    }
    #expect(error.report().contains("--lease: found 10 ms, expected a duration from 100 ms to 3600 s"))
    #expect(error.report().contains("--arrivals: found -1.0, expected a number from 0.0 to 1000.0"))
  }

  @Test("an alias stands for what its anchor names")
  func aliases() throws {
    let text = """
      topology: aliases
      template: { battery: &small { capacity: 5 J } }
      ues: [{ name: ue-1, battery: *small }, { name: ue-2, battery: { capacity: 6 J } }]
      """
    let scenario = try TopologyFile.read(text)
    #expect(scenario.ues.map(\.profile.battery.capacity) == [Joules(5), Joules(6)])
  }

  @Test("the coloured report marks the same words")
  func colours() throws {
    let error = try #require(throws: TopologyError.self) { _ = try TopologyFile.read("topology: t\n", file: "t.yaml") }
    let stripped = error.report(style: .coloured).replacing(/\u{1B}\[[0-9;]*m/, with: "")
    #expect(stripped == error.report())
    #expect(error.report(style: .coloured).contains("\u{1B}[1;31merror:\u{1B}[0m"))
  }

  @Test("the manual in docs is the one that the key tables print")
  func manual() throws {
    let path = Self.root.appending(path: "docs/topology.md")
    var page = try String(contentsOf: path, encoding: .utf8)
    let begin = "<!-- keys: begin -->\n"
    let end = "<!-- keys: end -->"
    let start = try #require(page.range(of: begin)).upperBound
    let stop = try #require(page.range(of: end)).lowerBound
    if ProcessInfo.processInfo.environment["HELIOGRAPH_RECORD"] == "1" {
      page.replaceSubrange(start..<stop, with: "\n" + TopologyManual.markdown + "\n")
      try page.write(to: path, atomically: true, encoding: .utf8)
      return
    }
    #expect(page[start..<stop] == "\n" + TopologyManual.markdown + "\n")
  }
}
