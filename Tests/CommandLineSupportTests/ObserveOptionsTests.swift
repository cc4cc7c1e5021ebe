import ArgumentParser
import Foundation
import Logging
import Observing
import Testing
import Trace

@testable import CommandLineSupport

@Suite("Options for those who watch")
struct ObserveOptionsTests {
  @Test("off, auto and a port above 0 are understood, nothing else is")
  func port() {
    #expect(ObservePort(argument: "off") == .off)
    #expect(ObservePort(argument: "auto") == .automatic)
    #expect(ObservePort(argument: "9301") == .port(9301))
    for text in ["", "0", "-1", "65536", "on"] { #expect(ObservePort(argument: text) == nil) }
  }

  @Test("A file holds the address as a target for Prometheus as long as the process can be watched")
  func file() throws {
    struct Target: Decodable {
      var targets: [String]
      var labels: [String: String]
    }
    let folder = FileManager.default.temporaryDirectory.appending(path: "observe-\(UInt32.random(in: 0...UInt32.max))")
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "targets/ue-1.json")
    #expect(try begin([]) == nil)
    var process = try begin(["--observe", "auto", "--observe-file", file.path])
    let url = try #require(process?.url)
    let targets = try JSONDecoder().decode([Target].self, from: Data(contentsOf: file))
    #expect(targets.map(\.targets) == [[String(url.dropFirst(7))]])
    #expect(targets.map(\.labels) == [["program": "ue-agent", "process": "ue-1"]])
    process = nil
    #expect(!FileManager.default.fileExists(atPath: file.path))
  }

  private func begin(_ arguments: [String]) throws -> ObservedProcess? {
    try ObserveOptions.parse(arguments).begin(
      showing: StatusBoard<RunStatus>(), program: "ue-agent", name: "ue-1", logger: Logger(label: "test"))
  }
}
