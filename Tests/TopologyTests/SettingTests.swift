import Offloading
import Quantities
import Radio
import Scenario
import Testing

@testable import Topology

@Suite("Keys that the command line sets")
struct SettingTests {
  static let text = """
    topology: settings
    radio: { noise: -160 dBm/Hz, fading: rayleigh }
    ues: [{ name: ue-1 }, { name: ue-2, battery: { capacity: 6 J } }]
    """

  private func read(_ settings: String...) throws(TopologyError) -> Scenario {
    try TopologyFile.read(Self.text, file: "t.yaml", overrides: TopologyOverrides(settings: settings))
  }

  private func faults(_ settings: String...) -> [String] {
    do {
      _ = try TopologyFile.read(Self.text, file: "t.yaml", overrides: TopologyOverrides(settings: settings))
      return []
    } catch {
      return error.report().split(separator: "\n").map(String.init)
    }
  }

  @Test("a key is written over, or added where the file lacks it")
  func keys() throws {
    let scenario = try read("radio.noise=-155 dBm/Hz", "offloading.symbols-per-word=8", "seed=9", "seed=10")
    #expect(scenario.radio.noiseDensity == (try WattsPerHertz(parsing: "-155 dBm/Hz")))
    #expect(scenario.offloading.symbolsPerWord == 8)
    #expect(scenario.seed == 10)
  }

  @Test("a mapping may be set as a whole or key by key, in the template and in an item")
  func mappings() throws {
    let scenario = try read(
      "template.battery={ capacity: 5 J, initial: [0.3, 1] }", "ues[1].battery.capacity=7 J",
      "offloading.preference=dynamic")
    #expect(scenario.ues.map(\.profile.battery.capacity) == [Joules(5), Joules(7)])
    #expect(scenario.ues.allSatisfy { $0.profile.battery.charge == .uniform(minimum: 0.3, maximum: 1) })
    #expect(scenario.offloading.preference == .dynamic)
  }

  @Test("what the file would say and what the command line says make the same scenario")
  func sameAsFile() throws {
    let written = try TopologyFile.read(Self.text.replacing("-160", with: "-170"))
    #expect(try read("radio.noise=-170 dBm/Hz") == written)
  }

  @Test("options of their own win over it")
  func options() throws {
    let overrides = TopologyOverrides(seed: 3, settings: ["seed=4"])
    #expect(try TopologyFile.read(Self.text, overrides: overrides).seed == 3)
  }

  @Test("faults name the option, and are those that the file would have")
  func faultsOfKeys() {
    let unknown = faults("radio.nois=1")
    #expect(unknown.count == 1)
    #expect(
      unknown.first?.hasPrefix("t.yaml: error: --set radio.nois: found the unknown key `nois`, expected one of") == true
    )
    #expect(unknown.first?.hasSuffix("did you mean `noise`?") == true)
    #expect(
      faults("offloading.symbols-per-word=many").first?.hasPrefix(
        "t.yaml: error: --set offloading.symbols-per-word: found \"many\", expected a whole number") == true)
    #expect(faults("radio.noise=-155").first?.contains("--set radio.noise: found \"-155\" without a unit") == true)
    #expect(faults("slots=").first?.contains("--set slots: found nothing") == true)
    #expect(faults("seed.deep=3").first?.contains("--set seed: found a mapping") == true)
    #expect(
      faults("ues[0].battery.capacity=-5 J").first?.contains("--set ues[0].battery.capacity: found \"-5 J\"") == true)
  }

  @Test("a setting that is none says what is expected")
  func faultsOfForm() {
    #expect(
      faults("radio.noise") == [
        "t.yaml: error: --set: found \"radio.noise\", expected a key and its value such as `radio.noise=-155 dBm/Hz`"
      ])
    #expect(
      faults("ues[x].task=vqa").first?.contains("--set: found the key `ues[x].task`, expected keys joined by dots")
        == true)
    #expect(faults(".noise=1").first?.contains("--set: found the key `.noise`") == true)
    #expect(
      faults("ues[2].task=vqa") == [
        "t.yaml: error: --set ues[2].task: found no item 2, expected one of the items 0 to 1 of the file's list"
      ])
    #expect(
      faults("template.battery={ capacity: 5 J").first?.contains("--set template.battery: found a text that is no YAML")
        == true)
  }
}
