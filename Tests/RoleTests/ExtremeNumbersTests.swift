import Air
import EdgeServer
import EmulatorTestKit
import Offloading
import Protocol
import Quantities
import Radio
import Roles
import Scenario
import Testing
import Trace
import UserEquipment

@Suite("Numbers at the edge of what a Double holds")
struct ExtremeNumbersTests {
  /// One offloading UE in slot 0, its messages of one kind held back.
  private func held(_ kind: String) throws -> HandDrivenEmulation {
    var emulation = try HandDrivenEmulation(.fixture(policies: [.remote], slots: 1)) { letter in
      letter.envelope.message.kind == kind ? .hold : .deliver
    }
    #expect(emulation.run { !$0.transport.held.isEmpty } as Bool)
    return emulation
  }

  @Test(
    "A burst whose allotment leaves no finite noise, ratio or airtime is refused by the channel, which goes on",
    arguments: [(Double.leastNonzeroMagnitude, Double.leastNonzeroMagnitude), (1e-306, 1.0), (1.0, 1e308)])
  func allotments(bandwidth: Double, power: Double) throws {
    var emulation = try held("burst")
    var forged = emulation.transport.held[0]
    guard case .burst(var burst) = forged.envelope.message else {
      Issue.record("not a burst")
      return
    }
    burst.allotment.bandwidth = Hertz(bandwidth)
    burst.allotment.power = Watts(power)
    forged.envelope.message = .burst(burst)
    emulation.deliver(forged)
    #expect(emulation.channels[0].role.counters.refused == 1)
    #expect(emulation.channels[0].conclusion == nil)
    emulation.transport.fate = { _ in .deliver }
    emulation.transport.release()
    #expect(emulation.finish() == .completed)
  }

  @Test("A noise too weak to change a sample hangs no slot: the measured ratio is the declared one")
  func noiseless() throws {
    var scenario = Scenario.fixture(policies: [.remote], slots: 2)
    scenario.radio.fading = .none
    scenario.radio.noiseDensity = WattsPerHertz(dBmPerHertz: -500)
    let (slots, _) = try undisturbed(scenario)
    let arrival = try #require(slots.first?.ues.first?.arrival)
    #expect(arrival.measuredSNR == arrival.declaredSNR)
    #expect(arrival.declaredSNR.isFinite)
  }

  @Test("A grant to offload among no offloaders is not taken")
  func noOffloaders() throws {
    var emulation = try held("grant")
    var forged = emulation.transport.held[0]
    guard case .grant(var grant) = forged.envelope.message else {
      Issue.record("not a grant")
      return
    }
    grant.offloaders = 0
    forged.envelope.message = .grant(grant)
    emulation.transport.fate = { _ in .hold }
    emulation.deliver(forged)
    emulation.settle()
    #expect(!emulation.transport.held.contains { $0.envelope.message.kind == "burst" })
  }

  @Test("A closed topology of very many UEs is not listed in full to a stranger: the refusal fits on the wire")
  func longList() throws {
    var scenario = Scenario.fixture(slots: nil)
    scenario.attendance.open = false
    scenario.ues = (1...2000).map { NamedUE(name: "ue-\($0)", profile: UEProfile()) }
    var emulation = try HandDrivenEmulation(server: scenario)
    emulation.startChannel()
    emulation.advance(bySeconds: 0.05)
    let ue = emulation.startUE(AttachOptions(name: .exactly(try UEName("guest"))))
    emulation.settle()
    guard case .failed(let words) = emulation.ues[ue].conclusion else {
      Issue.record("the guest was not refused")
      return
    }
    #expect(words.contains("ue-19, ue-20 and 1980 more and is closed to guest"))
    #expect(words.utf8.count < 4096)
  }
}
