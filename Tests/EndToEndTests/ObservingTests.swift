import EmulatorTestKit
import Foundation
import Testing
import Trace

@testable import Observing

extension EndToEnd {
  @Suite("Watching a run")
  struct Watching {
    private func helio(_ run: HelioUp, _ arguments: [String]) throws -> (status: Int32, output: String) {
      let program = try RunningProgram(
        "helio", ["status"] + arguments, environment: ["XDG_RUNTIME_DIR": run.folder.path])
      return (try program.waitForEnd(), program.output)
    }

    /// The body of an answer with status 200.
    private func page(_ url: String, _ path: String) throws -> String {
      let answer = String(decoding: try StatusClient(url: url).get(path), as: UTF8.self)
      let parts = answer.components(separatedBy: "\r\n\r\n")
      guard answer.hasPrefix("HTTP/1.1 200 OK\r\n"), parts.count == 2 else { throw ProgramFailure(answer) }
      return parts[1]
    }

    @Test("helio status finds the run that helio up started and shows what its server says, as a table and as JSON")
    func status() throws {
      let run = try HelioUp(HelioUp.quickstart, ["--slots", "100000"])
      try run.program.waitForOutput("slot 1/")
      let number = "\(run.program.identifier)"
      var last: RunStatus?
      try run.program.wait(for: "four attached UEs") {
        let answer = try? helio(run, ["--json", "--run", number])
        last = answer.flatMap { try? JSONDecoder().decode(RunStatus.self, from: Data($0.output.utf8)) }
        return last?.ues.map(\.state) == Array(repeating: .attached, count: 4)
      }
      let status = try #require(last)
      #expect(status.topology == "quickstart")
      #expect(status.phase == .running)
      #expect(status.slots == 100_000)
      #expect(status.channel.state == .attached)
      #expect(status.ues.map(\.name) == ["ue-1", "ue-2", "ue-3", "ue-4"])
      let (code, table) = try helio(run, ["--run", number])
      #expect(code == 0)
      #expect(table.hasPrefix("quickstart: running  slot "))
      #expect(table.contains("\nue-4  attached "))
      let missing = try helio(run, ["--run", "1"])
      #expect(missing.status == 69)
      #expect(missing.output.hasPrefix("error: no run 1 can be watched; expected one of "))

      let watching = try RunningProgram(
        "helio", ["status", "--watch", "--json", "--run", number], environment: ["XDG_RUNTIME_DIR": run.folder.path])
      try watching.wait(for: "two lines") { watching.output.split(separator: "\n").count >= 2 }
      run.program.send(SIGINT)
      #expect(try run.program.waitForEnd() == 130)
      #expect(try watching.waitForEnd() == 0)
      #expect(watching.output.hasSuffix("the run is over\n"))
    }

    @Test("each process of a run says whether it is healthy and shows its numbers, at the address in its file")
    func processes() throws {
      let run = try HelioUp(HelioUp.quickstart, ["--slots", "100000"])
      try run.program.waitForOutput("slot 1/")
      let folder = try #require(try run.runFolder()) + "/targets"
      struct Target: Decodable {
        var targets: [String]
        var labels: [String: String]
      }
      let names = ["edge-server", "channel-emulator", "ue-1", "ue-2", "ue-3", "ue-4"]
      var families: [String: Set<String>] = [:]
      for name in names {
        let file = URL(filePath: "\(folder)/\(name).json")
        let target = try #require(try JSONDecoder().decode([Target].self, from: Data(contentsOf: file)).first)
        let url = "http://" + (try #require(target.targets.first))
        #expect(target.labels["process"] == name)
        try run.program.wait(for: "a healthy \(name)") { (try? page(url, "/healthz")) == "ok\n" }
        let metrics = try page(url, "/metrics")
        #expect(metrics.contains("\nheliograph_healthy 1\n"))
        let program = try #require(target.labels["program"])
        #expect(metrics.contains("\nheliograph_build_info{program=\"\(program)\","))
        families[program, default: []].formUnion(
          metrics.split(separator: "\n").filter { $0.hasPrefix("# TYPE ") }.map { String($0.split(separator: " ")[2]) })
      }
      #expect(families["edge-server"]?.contains("heliograph_ue_queue_length") == true)
      #expect(families["channel-emulator"]?.contains("heliograph_channel_bound_ues") == true)
      #expect(families["ue-agent"]?.contains("heliograph_agent_battery_joules") == true)
      let manual = try String(contentsOfFile: BuiltPrograms.file("docs/observing.md"), encoding: .utf8)
      for name in families.values.reduce(into: Set(), { $0.formUnion($1) }) {
        #expect(manual.contains("`\(name)`"), "docs/observing.md does not explain \(name)")
      }
      run.program.send(SIGINT)
      #expect(try run.program.waitForEnd() == 130)
      try run.expectNothingLeft(of: [])
    }

    @Test("with --no-observe nobody listens and helio status finds nothing: status 69")
    func off() throws {
      let run = try HelioUp(HelioUp.quickstart, ["--slots", "100000", "--no-observe"])
      try run.program.waitForOutput("slot 1/")
      #expect(try run.children().allSatisfy { !$0.arguments.contains("--observe") })
      let (status, output) = try helio(run, ["--run", "\(run.program.identifier)"])
      #expect(status == 69)
      #expect(output.hasPrefix("error: no run \(run.program.identifier) can be watched; "))
      run.program.send(SIGINT)
      #expect(try run.program.waitForEnd() == 130)
    }

    @Test("a server that nobody is at, or whose port is taken, is named: status 69")
    func failures() throws {
      let taken = try StatusListener(port: 0) { _ in HTTPResponse(.ok, "not a status") }
      let port = try #require(taken.url.split(separator: ":").last)
      let emulation = try HandStartedEmulation()
      let server = try emulation.startServer(topology: HelioUp.quickstart, ["--observe", String(port)])
      #expect(try server.waitForEnd() == 69)
      #expect(server.output.contains("edge-server error: --observe: port \(port) of 127.0.0.1 is in use by another"))

      let asking = try RunningProgram("helio", ["status", "--server", taken.url])
      #expect(try asking.waitForEnd() == 69)
      #expect(asking.output.hasPrefix("error: \(taken.url) is no edge server of this release: found 13 bytes that are"))
      taken.stop()
      let nobody = try RunningProgram("helio", ["status", "--server", taken.url])
      #expect(try nobody.waitForEnd() == 69)
      #expect(nobody.output.hasPrefix("error: \(taken.url) does not answer: Connection refused; "))
    }
  }
}
