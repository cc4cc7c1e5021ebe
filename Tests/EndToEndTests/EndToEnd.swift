import EmulatorTestKit
import Foundation
import Testing
import Trace

/// The tests that start real processes, one after another: they share the cores of the machine.
@Suite("End to end", .serialized)
enum EndToEnd {}

/// `helio up` in a runtime folder of its own.
final class HelioUp {
  let folder: TestFolder
  let program: RunningProgram

  /// Starts a run, recorded unless said otherwise.
  init(_ topology: String, _ more: [String] = [], isRecorded: Bool = true) throws {
    folder = try TestFolder()
    let record = isRecorded ? ["--record", folder.file("run.sqlite")] : ["--no-record"]
    let arguments = ["up", topology, "--json", folder.file("summary.json")] + record + more
    program = try RunningProgram("helio", arguments, environment: ["XDG_RUNTIME_DIR": folder.path])
  }

  static let quickstart = BuiltPrograms.file("topology/quickstart.yaml")

  /// What the run came to.
  func summary() throws -> RunSummary { try RunSummary(file: folder.file("summary.json")) }

  /// The run's folder while it runs.
  func runFolder() throws -> String? {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).first { $0.hasPrefix("heliograph-") }
      .map { "\(folder.path)/\($0)" }
  }

  /// The processes that it started: their numbers and arguments.
  func children() throws -> [(identifier: Int32, arguments: [String])] {
    let path = "/proc/\(program.identifier)/task/\(program.identifier)/children"
    return try String(contentsOfFile: path, encoding: .utf8).split(separator: " ").compactMap { text in
      guard let identifier = Int32(text) else { return nil }
      let line = (try? Data(contentsOf: URL(filePath: "/proc/\(identifier)/cmdline"))) ?? Data()
      return (identifier, line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) })
    }
  }

  /// Kills the process that has a word among its arguments or as the name of its program.
  func kill(_ word: String) throws {
    let victim = try children().first { child in
      child.arguments.contains { $0 == word || $0.hasSuffix("/\(word)") }
    }
    guard let victim else { throw ProgramFailure("helio up has no child \(word)") }
    guard Foundation.kill(victim.identifier, SIGKILL) == 0 else { throw ProgramFailure("\(word) is gone already") }
  }

  /// Expects that nothing is left: no process of those given, no file in the run's folder.
  func expectNothingLeft(of identifiers: [Int32], sourceLocation: SourceLocation = #_sourceLocation) throws {
    #expect(try runFolder() == nil, sourceLocation: sourceLocation)
    for identifier in identifiers {
      #expect(!FileManager.default.fileExists(atPath: "/proc/\(identifier)"), sourceLocation: sourceLocation)
    }
  }
}
