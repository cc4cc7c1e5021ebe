import Offloading
import Quantities
import Tasks
import Testing

@Suite("The necessity of offloading")
struct OffloadingNecessityTests {
  private func close(_ found: Double?, _ expected: Double) -> Bool {
    found.map { abs($0 / expected - 1) < 1e-9 } ?? false
  }

  private let table = OffloadingNecessity(
    parameters: OffloadingParameters(), bandwidth: Hertz(5e6), transmitPower: Watts(0.25), offloaders: [1, 4]
  ) { $0 == .retrieval ? 0.8 : 1 }

  @Test("every kind of task stands there in both ways of counting")
  func entries() {
    #expect(table.entries.map(\.task) == TaskKind.allCases.flatMap { [$0, $0] })
    #expect(table.entries.map(\.flopModel) == [.paper, .standard, .paper, .standard, .paper, .standard])
    #expect(table.entries.allSatisfy { $0.offloaded.map(\.offloaders) == [1, 4] })
  }

  @Test("a picture at hand-computed points")
  func picture() {
    // As in ExecutionTests: 10 746 857 472 operations, 6304 symbols; 8.1992 ms and 0.2468 J on the UE.
    let entry = table.entries[2]
    #expect(entry.workload.totalFLOPs == 10_746_857_472)
    #expect(close(entry.local.latency.value, 0.008_199_201_562_5))
    #expect(close(entry.local.energy.value, 0.246_795_967_031_25))
    // One: 6304/(5 MHz · 0.8) = 1.576 ms, 10 746 857 472/(13824 · 1.41 GHz), 2 ms. Four: four times the first two.
    let computation = 10_746_857_472 / (13_824 * 1.41e9)
    #expect(close(entry.offloaded[0].execution.latency.value, 0.001_576 + computation + 0.002))
    #expect(close(entry.offloaded[0].airEnergy.value, 0.25 * 0.001_576))
    #expect(close(entry.offloaded[1].execution.latency.value, 4 * (0.001_576 + computation) + 0.002))
    #expect(
      close(
        entry.offloaded[1].execution.energy.value,
        0.25 * 4 * 0.001_576 + 0.1 * (4 * (0.001_576 + computation) + 0.002)))
  }

  @Test("as the appendix concludes, the decoder takes more than the encoder, and offloading is faster and cheaper")
  func conclusion() {
    for entry in table.entries {
      #expect(entry.workload.decoderFLOPs > 1.3 * entry.workload.encoderFLOPs)
      let alone = entry.offloaded[0].execution
      #expect(alone.latency < entry.local.latency)
      #expect(alone.energy < entry.local.energy)
    }
  }
}
