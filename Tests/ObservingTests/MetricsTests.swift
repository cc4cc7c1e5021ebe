import Tasks
import Testing
import Trace

@testable import Observing

@Suite("Metrics")
struct MetricsTests {
  private func page(_ families: [MetricFamily]) throws -> PrometheusFormat {
    try PrometheusFormat(PrometheusText.render(families))
  }

  @Test("The numbers of a run are those of its status, in base units, one series for each UE that has a value")
  func run() throws {
    let page = try page(RunStatus.sample.metrics)
    #expect(page["heliograph_run_info", #"{topology="a \"quoted\" \\ name",seed="7",clock="virtual"}"#] == 1)
    #expect(page["heliograph_slots_committed_total"] == 12)
    #expect(page["heliograph_slots_planned"] == 20)
    #expect(page["heliograph_slots_per_second"] == 305.5)
    #expect(page["heliograph_server_restarts_total"] == 2)
    #expect(page["heliograph_channel_attached"] == 1)
    #expect(page["heliograph_channel_silence_seconds"] == 0.25)
    #expect(page["heliograph_ues", #"{state="attached"}"#] == 1)
    #expect(page["heliograph_ues", #"{state="absent"}"#] == 1)
    #expect(page["heliograph_ues", #"{state="detached"}"#] == 0)
    #expect(page.families["heliograph_ue_snr_decibels"]?.values == [#"{ue="ue-1"}"#: -3.25])
    #expect(page.families["heliograph_ue_attached"]?.values == [#"{ue="ue-1"}"#: 1, #"{ue="ue-2"}"#: 0])
    #expect(page["heliograph_ue_distance_meters", #"{ue="ue-1"}"#] == 40.5)
    #expect(page["heliograph_ue_silence_seconds", #"{ue="ue-1"}"#] == 0.125)
    #expect(page["heliograph_ue_queue_length", #"{ue="ue-1"}"#] == 2)
    #expect(page["heliograph_ue_tasks_completed_total", #"{ue="ue-1"}"#] == 7)
    #expect(page["heliograph_ue_restarts_total", #"{ue="ue-1"}"#] == 1)
    #expect(page["heliograph_messages_missing"] == 2)
  }

  @Test("A run without end has no planned slots; a channel that has not come has no silence")
  func absentValues() throws {
    var status = RunStatus.sample
    status.slots = nil
    status.channel = PeerStatus(silentSeconds: nil, patience: 5)
    let page = try page(status.metrics)
    #expect(page.families["heliograph_slots_planned"] == nil)
    #expect(page.families["heliograph_channel_silence_seconds"] == nil)
    #expect(page["heliograph_channel_attached"] == 0)
  }

  @Test(
    "Every name begins with heliograph_, counters alone end with _total, and a name means one thing in all programs")
  func names() throws {
    let air = AirStatus(
      server: PeerStatus(silentSeconds: 1, patience: 10), leaseSeconds: 10, boundUEs: 4, pendingUEs: 1,
      airborneBursts: 2, messages: MessageSummary(sent: 5, received: 4, duplicates: 3, gaps: 2, refused: 1))
    var fleet = FleetStatus()
    fleet.note(.sample("ue-1"))
    let pages = [
      RunStatus.sample.metrics, air.metrics, fleet.metrics, ProcessMetrics(program: "ue-agent").families,
    ]
    var meanings: [String: String] = [:]
    for families in pages {
      for (name, family) in try page(families).families {
        #expect(name.hasPrefix("heliograph_"))
        #expect(name.hasSuffix("_total") == (family.kind == "counter"), "\(name)")
        #expect(meanings.updateValue(family.help, forKey: name) ?? family.help == family.help, "\(name)")
      }
    }
    #expect(meanings["heliograph_channel_bound_ues"] != nil)
    #expect(meanings["heliograph_agent_battery_joules"] != nil)
    #expect(meanings["heliograph_process_resident_memory_bytes"] != nil)
  }

  @Test("Numbers are written as Go reads them, texts with their line ends, quotes and backslashes escaped")
  func text() {
    #expect([1, -2.5, .infinity, -.infinity, .nan].map(PrometheusText.number) == ["1", "-2.5", "+Inf", "-Inf", "NaN"])
    let family = MetricFamily("heliograph_x", .gauge, "One\\two\nthree \"four\".", samples: [.init("a", "\"\\\n", 0.5)])
    #expect(
      PrometheusText.render([family])
        == "# HELP heliograph_x One\\\\two\\nthree \"four\".\n# TYPE heliograph_x gauge\n"
        + "heliograph_x{a=\"\\\"\\\\\\n\"} 0.5\n")
    #expect(PrometheusText.render([MetricFamily("heliograph_x", .gauge, "None.", value: nil)]).isEmpty)
  }

  @Test("The checker of the format refuses what is none")
  func checker() {
    for text in [
      "heliograph_x 1\n", "# HELP a b\n# TYPE a gauge\na one\n", "# HELP a b\n# TYPE a gauge\na{b=c} 1\n",
      "# HELP a b\n# TYPE a gauge\na 1\na 1\n", "# HELP a b\n# TYPE a gauge\n", "# HELP a b\n# TYPE a gauge\na 1",
    ] {
      #expect(throws: PrometheusFormat.Fault.self, "\(text)") { _ = try PrometheusFormat(text) }
    }
  }
}
