import FoundationEssentials
import Testing

@testable import Recording

@Suite("The folder of records")
struct RunDirectoryTests {
  let folder: TemporaryFolder
  let run: SyntheticRun

  init() throws {
    folder = try TemporaryFolder()
    run = try SyntheticRun(ues: 1, slots: 2)
  }

  @Test("A new record is named after its topology and the time, and never like a file that is there")
  func names() throws {
    let directory = RunDirectory(path: folder.path + "/deep/runs")
    let time = Date(timeIntervalSince1970: 1_800_000_000)
    let first = try directory.newRecord(topology: "my town/east", at: time)
    #expect(first == folder.path + "/deep/runs/my-town-east-20270115T080000Z.sqlite")
    try run.record(to: first)
    let second = try directory.newRecord(topology: "my town/east", at: time)
    #expect(second == folder.path + "/deep/runs/my-town-east-20270115T080000Z-2.sqlite")
    #expect(
      words { _ = try RunDirectory(path: "/proc/runs").newRecord(topology: "x") }.hasPrefix(
        "/proc/runs cannot be written"))
  }

  @Test("The last ten records are kept; files of others, and records that are being written, are left alone")
  func retention() throws {
    let others = ["notes.txt", "a.sqlite", "zz.sqlite-wal"]
    for other in others { folder.write("mine", to: other) }
    try folder.edit("other.sqlite", "CREATE TABLE t (x)")
    for number in 0..<14 {
      let path = folder.file("run-\(10 + number).sqlite")
      try run.record(to: path)
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 1_800_000_000 + Double(number))], ofItemAtPath: path)
    }
    folder.write("left by a killed process", to: "run-11.sqlite-shm")
    let written = try RunRecorder(path: folder.file("run-z.sqlite"), .new)
    try written.begin(run.header)
    for suffix in ["", "-wal"] {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: folder.file("run-z.sqlite") + suffix)
    }
    // Fifteen records; one is about to come; ten shall stay: six are too many, the oldest is being written.
    let removed = RunDirectory(path: folder.path).prune(makingRoomFor: 1)
    #expect(removed == (10..<15).map { folder.file("run-\($0).sqlite") })
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(left).isSuperset(of: others + ["other.sqlite", "run-15.sqlite", "run-z.sqlite"]))
    #expect(!left.contains("run-11.sqlite-shm"))
    #expect(RunDirectory(path: folder.path).prune(makingRoomFor: 1).isEmpty)
  }
}
