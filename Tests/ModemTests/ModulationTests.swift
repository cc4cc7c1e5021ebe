import Modem
import Testing

@Suite("Modulation")
struct ModulationTests {
  @Test("Names are those of topologies")
  func names() { #expect(Modulation(rawValue: "16qam") == .qam16) }
}
