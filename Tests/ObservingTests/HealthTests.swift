import Testing
import Trace

@testable import Observing

/// A status that describes no present.
private struct Stale: Observation {
  var health: Health { .healthy }
  var metrics: [MetricFamily] { [] }
  var validSeconds: Double { -1 }
}

@Suite("Health and pages")
struct HealthTests {
  private func answer<Status: Observation>(_ path: String, _ status: Status?) -> HTTPResponse {
    let board = StatusBoard<Status>()
    if let status { board.post(status) }
    return StatusPages(program: "edge-server", board: board).response(to: RequestHead(method: "GET", path: path))
  }

  @Test("A server is healthy once its models are loaded and while it hears the channel emulator")
  func server() {
    var status = RunStatus.sample
    #expect(answer("/healthz", status) == HTTPResponse(.ok, "ok"))
    status.channel = PeerStatus(silentSeconds: 7.9, patience: 5)
    #expect(
      answer("/healthz", status) == HTTPResponse(.unavailable, "the channel emulator has been silent for 7 s"))
    status.channel = PeerStatus(silentSeconds: nil, patience: 5)
    #expect(answer("/healthz", status) == HTTPResponse(.unavailable, "no channel emulator has come yet"))
    status.phase = .loading
    #expect(answer("/healthz", status) == HTTPResponse(.unavailable, "the edge server is loading its models"))
  }

  @Test("A channel emulator is healthy while it hears the server that has welcomed it")
  func channel() {
    func status(_ silence: Double?) -> AirStatus {
      AirStatus(
        server: PeerStatus(silentSeconds: silence, patience: 10), leaseSeconds: 10, boundUEs: 0, pendingUEs: 0,
        airborneBursts: 0, messages: MessageSummary(sent: 0, received: 0, duplicates: 0, gaps: 0, refused: 0))
    }
    #expect(status(9).health == .healthy)
    #expect(status(12).health == .unhealthy("the edge server has been silent for 12 s"))
    #expect(status(nil).health == .unhealthy("no edge server has answered the channel emulator yet"))
  }

  @Test("A UE agent is healthy when each of its UEs is; a UE that tells nothing more is none of them")
  func fleet() {
    var fleet = FleetStatus()
    #expect(fleet.health == .unhealthy("no UE of this process takes part"))
    fleet.note(.sample("ue-1"))
    #expect(fleet.health == .healthy)
    fleet.note(.sample("ue-2", state: .loading))
    #expect(fleet.health == .unhealthy("ue-2 is loading its models"))
    fleet.note(.sample("ue-2", silence: 12))
    #expect(fleet.health == .unhealthy("ue-2 has heard nothing from the server for 12 s"))
    fleet.note(.sample("ue-2"), at: .now - .seconds(11))
    #expect(fleet.agents().map(\.name) == ["ue-1"])
    #expect(fleet.health == .healthy)
  }

  @Test("A process whose loop tells nothing is not healthy, whatever it told last, and says so in its metrics")
  func stuck() throws {
    #expect(
      answer("/healthz", Stale())
        == HTTPResponse(.unavailable, "the event loop of edge-server has told nothing for 0 s"))
    #expect(answer("/healthz", Stale?.none) == HTTPResponse(.unavailable, "edge-server has only just started"))
    let metrics = answer("/metrics", Stale?.none)
    #expect(metrics.status == .ok)
    #expect(try PrometheusFormat(String(decoding: metrics.body, as: UTF8.self))["heliograph_healthy"] == 0)
  }

  @Test("The status of a run is at /status; a process without one, and every other path, is not found")
  func status() throws {
    let answered = answer("/status", RunStatus.sample)
    #expect(answered.contentType == "application/json")
    #expect(try answered.body == RunStatus.sample.json())
    let words = "nothing is at /status; edge-server has /healthz and /metrics"
    #expect(answer("/status", Stale()) == HTTPResponse(.notFound, words))
    #expect(
      answer("/", RunStatus.sample)
        == HTTPResponse(.notFound, "nothing is at /; edge-server has /healthz, /metrics and /status"))
  }
}
