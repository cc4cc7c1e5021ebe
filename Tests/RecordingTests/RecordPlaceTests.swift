import Foundation
import Recording
import Testing
import Trace

@Suite("Where a run is recorded")
struct RecordPlaceTests {
  let folder: TemporaryFolder
  let run: SyntheticRun

  init() throws {
    folder = try TemporaryFolder()
    run = try SyntheticRun(ues: 1, slots: 2)
  }

  @Test("The command line asks for a file, for the folder runs, which keeps ten, or for nothing")
  func commandLine() throws {
    #expect(RecordPlace(file: "a.sqlite", isOff: false) == .file("a.sqlite"))
    #expect(RecordPlace(file: nil, isOff: false) == .directory(RunDirectory(path: "runs", keeping: 10)))
    #expect(RecordPlace(file: nil, isOff: true) == .nowhere)
    #expect(try RecordPlace.nowhere.reserve(topology: "town") == nil)
  }

  @Test("A reserved file is there, empty of runs, and takes the run")
  func reserved() throws {
    let path = try #require(try RecordPlace.file(folder.file()).reserve(topology: "town"))
    #expect(words { _ = try RunRecord(path: path).header() } == "\(RecordError.noRun(path: path))")
    try run.record(to: path)
    #expect(try RunRecord(path: path).slotCount() == 2)
  }

  @Test("The folder of records makes room for the new one")
  func directory() throws {
    let directory = RunDirectory(path: folder.path + "/runs", keeping: 2)
    var paths: [String] = []
    for _ in 0..<3 {
      let path = try #require(try RecordPlace.directory(directory).reserve(topology: "town"))
      try run.record(to: path)
      paths.append(path)
      let age = [FileAttributeKey.modificationDate: Date(timeIntervalSinceNow: Double(paths.count) - 100)]
      try FileManager.default.setAttributes(age, ofItemAtPath: path)
    }
    #expect(Set(paths).count == 3)
    #expect(directory.records() == Array(paths.suffix(2)))
  }

  @Test("A file with a run in it, a missing folder and a file of another program are refused with what to do")
  func refusals() throws {
    let path = folder.file()
    try run.record(to: path)
    #expect(
      words { _ = try RecordPlace.file(path).reserve(topology: "town") }
        == "\(path) holds a run with 2 slots already: name another file with --record FILE, or remove it")
    #expect(try RunRecord(path: path).verifyChain().slots == 2)
    let nowhere = folder.file("missing/run.sqlite")
    #expect(
      words { _ = try RecordPlace.file(nowhere).reserve(topology: "town") }
        == "the folder \(folder.path)/missing does not exist: make it, or name another with --record FILE")
    folder.write("my notes", to: "notes.txt")
    #expect(
      words { _ = try RecordPlace.file(folder.file("notes.txt")).reserve(topology: "town") }
        == "\(folder.file("notes.txt")) is no run record: it is no SQLite database that a run was recorded to")
  }

  @Test("A recording writes the run as its notes come; one whose run never began leaves no file")
  func recording() throws {
    let recording = try RunRecording(
      path: folder.file(), .new, scenario: run.scenario, tokenSecret: [9], runner: "in-process")
    try recording.begin(models: [ModelUse(name: "synthetic", digest: "abc123")], numericsFingerprint: .max)
    for slot in run.slots { try recording.append(slot) }
    try recording.finish(try run.summary())
    try recording.complete()
    let state = try RunRecord(path: folder.file()).verifyChain()
    #expect(state.slots == 2)
    #expect(state.digest == (try run.digest()))
    #expect(state.header.tokenSecret == [9])

    let idle = try RunRecording(
      path: folder.file("idle.sqlite"), .new, scenario: run.scenario, tokenSecret: [], runner: "in-process")
    try idle.finish(try run.summary())
    try idle.complete()
    #expect(!FileManager.default.fileExists(atPath: folder.file("idle.sqlite")))
  }

  @Test("A recording that goes on with a run keeps its secret and counts how often its server was started again before")
  func goingOn() throws {
    func open(_ secret: UInt8) throws -> RunRecording {
      try RunRecording(
        path: folder.file(), .newOrExisting, scenario: run.scenario, tokenSecret: [secret], runner: "in-process")
    }
    for start in 0..<3 {
      let recording = try open(UInt8(start))
      #expect(try recording.restarts() == max(0, start - 1))
      #expect(recording.resumedSlots == min(start, 1))
      #expect(recording.tokenSecret == [0])
      try recording.begin(models: [ModelUse(name: "synthetic", digest: "abc123")], numericsFingerprint: .max)
      if start == 0 { try recording.append(run.slots[0]) }
      try recording.complete()
    }
  }
}
