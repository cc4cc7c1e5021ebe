import EmulatorTestKit
import Foundation
import Testing

extension EndToEnd {
  @Suite("Figures of policies")
  struct PolicyFigures {
    private static let topology = BuiltPrograms.file("topology/offloading.yaml")

    private static var hasGnuplot: Bool {
      (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .contains { FileManager.default.isExecutableFile(atPath: "\($0)/gnuplot") }
    }

    private func helio(_ arguments: [String], status: Int32 = 0) throws -> String {
      let program = try RunningProgram("helio", arguments)
      #expect(try program.waitForEnd() == status, "\(arguments): \(program.output)")
      return program.output
    }

    @Test(
      "are drawn of the runs that are there, with their numbers beside them; what is missing is named",
      .enabled(if: hasGnuplot))
    func figures() throws {
      let folder = try TestFolder()
      let runs = folder.file("runs")
      let (policy, report) = ("\(runs)/fixed/mappo.policy.safetensors", "\(runs)/fixed/tuned.json")
      let settings = ["--set", "slots=4", "--set", "template.tasks.initial=2"]
      _ = try helio(
        ["train", "policy", Self.topology, "--updates", "3", "--environments", "4", "--output", policy, "--history"]
          + ["\(runs)/fixed/mappo.history.csv"] + settings)
      let evaluation =
        ["evaluate", "policy", Self.topology, "--episodes", "3", "--policy", policy, "--json", report, "--cost"]
        + settings
      let played = try helio(evaluation)
      #expect(played.contains("mappo.policy.safetensors"))
      #expect(played.contains("accuracies looked up"))
      let first = try Data(contentsOf: URL(filePath: report))
      #expect(try helio(evaluation + ["--reuse"]).contains("holds these figures already"))
      #expect(try Data(contentsOf: URL(filePath: report)) == first)
      #expect(try !helio(evaluation + ["--reuse", "--first-seed", "5"]).contains("holds these figures already"))

      let drawn = try helio(["figure", "offloading", runs])
      for name in ["fig2", "fig3"] {
        let picture = try Data(contentsOf: URL(filePath: "\(runs)/\(name).png"))
        #expect(picture.starts(with: [0x89, 0x50, 0x4E, 0x47]), "\(name) is a PNG")
      }
      #expect(drawn.contains("missing: base/tuned.json"))
      #expect(!FileManager.default.fileExists(atPath: "\(runs)/fig5.png"))
      let curve = try String(contentsOfFile: "\(runs)/fig2.csv", encoding: .utf8).split(separator: "\n")
      #expect(curve.first == "settings,preference,training_episodes,reward,entropy")
      #expect(curve.dropFirst().map { $0.split(separator: ",")[2] } == ["4.000000", "8.000000", "12.000000"])
      let queues = try String(contentsOfFile: "\(runs)/fig3.csv", encoding: .utf8).split(separator: "\n")
      #expect(queues.contains("tuned,local,,ue-1,text,0,2.000000"))
      #expect(queues.contains("tuned,local,,ue-1,text,2,0.000000"))
    }

    @Test("of a folder without runs, or with files of another kind, are refused", .enabled(if: hasGnuplot))
    func refusals() throws {
      let folder = try TestFolder()
      #expect(try helio(["figure", "offloading", folder.path], status: 65).contains("holds no run"))
      #expect(try helio(["figure", "offloading", folder.file("none")], status: 64).contains("there is no folder"))
      try FileManager.default.createDirectory(atPath: folder.file("base"), withIntermediateDirectories: true)
      try Data("{}".utf8).write(to: URL(filePath: folder.file("base/tuned.json")))
      #expect(
        try helio(["figure", "offloading", folder.path], status: 65)
          .contains("base/tuned.json: expected a report of `helio evaluate policy --json`"))
    }
  }
}
