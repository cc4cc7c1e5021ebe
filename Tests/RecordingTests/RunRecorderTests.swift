import FoundationEssentials
import GRDB
import Glibc
import Scenario
import Testing
import Trace

@testable import Recording

@Suite("Recording a run")
struct RunRecorderTests {
  let folder: TemporaryFolder
  let run: SyntheticRun

  init() throws {
    folder = try TemporaryFolder()
    run = try SyntheticRun()
  }

  @Test("Everything that was recorded is read back, and the record is one file that its owner alone can read")
  func roundTrip() throws {
    let recorder = try RunRecorder(path: folder.file(), .new)
    try recorder.begin(run.header)
    for slot in run.slots { try recorder.append(slot) }
    let note = RunNote(
      kind: .restart, slot: 3, subject: "ue-1", detail: "started again",
      time: Date(timeIntervalSince1970: 1_800_000_001))
    try recorder.note(note)
    try recorder.finish(try run.summary(), at: Date(timeIntervalSince1970: 1_800_000_009))
    try recorder.close()

    let record = try RunRecord(path: folder.file())
    #expect(try record.header() == run.header)
    #expect(try record.summary() == run.summary())
    #expect(try record.finishedAt() == Date(timeIntervalSince1970: 1_800_000_009))
    #expect(try record.notes() == [note])
    #expect(try record.writer() == nil)
    #expect(try record.verifyChain() == ResumeState(header: run.header, slots: 24, digest: run.digest()))
    var slots: [SlotRecord] = []
    try record.forEachSlot { slot, _ in
      slots.append(slot)
      return true
    }
    #expect(slots == run.slots)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names == ["run.sqlite"])
    let mode = try FileManager.default.attributesOfItem(atPath: folder.file())[.posixPermissions]
    #expect(mode.map { "\($0)" } == "\(0o600)")
  }

  @Test("A run that is recorded can be read while it goes on")
  func readWhileWritten() throws {
    let recorder = try RunRecorder(path: folder.file(), .new)
    try recorder.begin(run.header)
    try recorder.append(run.slots[0])
    let record = try RunRecord(path: folder.file())
    #expect(try record.slotCount() == 1)
    try recorder.append(run.slots[1])
    #expect(try record.slotCount() == 2)
    #expect(try record.summary() == nil)
    #expect(try record.writer()?.pid == Int(getpid()))
    try record.verifyChain()
  }

  @Test(
    "A record whose writer was killed in the middle has every slot that was appended, and the run goes on from there")
  func killed() throws {
    let recorder = try RunRecorder(path: folder.file(), .new)
    try recorder.begin(run.header)
    for slot in run.slots[..<10] { try recorder.append(slot) }
    // What a process that is gone leaves behind: the file and its log, without a last word.
    for suffix in ["", "-wal"] {
      try FileManager.default.copyItem(atPath: folder.file() + suffix, toPath: folder.file("left.sqlite") + suffix)
    }
    let again = try RunRecorder(path: folder.file("left.sqlite"), .newOrExisting)
    #expect(again.slots == 10)
    #expect(again.header == run.header)
    try again.confirm(run.header)
    #expect(try again.record.resumeState().digest == again.digest)
    for slot in run.slots[10...] { try again.append(slot) }
    #expect(again.digest == (try run.digest()))
    try again.finish(try run.summary())
    try again.close()
    #expect(try RunRecord(path: folder.file("left.sqlite")).verifyChain().slots == 24)
  }

  @Test("A log that is cut off anywhere leaves a record with the first slots, each as it was")
  func cutLog() throws {
    let recorder = try RunRecorder(path: folder.file(), .new)
    try recorder.begin(run.header)
    for slot in run.slots[..<6] { try recorder.append(slot) }
    let log = try #require(FileManager.default.contents(atPath: folder.file() + "-wal"))
    var counts: Set<Int> = []
    for tenth in 3...10 {
      let copy = folder.file("cut-\(tenth).sqlite")
      try FileManager.default.copyItem(atPath: folder.file(), toPath: copy)
      _ = FileManager.default.createFile(atPath: copy + "-wal", contents: log.prefix(log.count * tenth / 10 - 1))
      let record = try RunRecord(path: copy)
      let state = try record.verifyChain()
      counts.insert(state.slots)
      #expect(state.slots < 6)
    }
    #expect(counts.count > 2)
  }

  @Test("Slots are committed in order, without a gap")
  func gap() throws {
    let recorder = try RunRecorder(path: folder.file(), .new)
    #expect(words { try recorder.append(run.slots[0]) }.contains("has no run in it"))
    try recorder.begin(run.header)
    try recorder.append(run.slots[0])
    #expect(words { try recorder.append(run.slots[2]) } == "\(folder.file()): slot 2 comes where slot 1 belongs")
    #expect(words { try recorder.append(run.slots[0]) } == "\(folder.file()): slot 0 comes where slot 1 belongs")
    #expect(throws: DatabaseError.self) {
      try recorder.queue.writeWithoutTransaction {
        try $0.execute(sql: "INSERT INTO committed_slots VALUES (5, x'00', randomblob(32))")
      }
    }
    try recorder.append(run.slots[1])
    #expect(recorder.slots == 2)
  }

  @Test("A full disk stops the recording with its words; what was committed is kept, and the run can go on later")
  func full() throws {
    let recorder = try RunRecorder(path: folder.file(), .new)
    try recorder.begin(run.header)
    for slot in run.slots[..<4] { try recorder.append(slot) }
    try recorder.queue.writeWithoutTransaction { database in
      let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
      try database.execute(sql: "PRAGMA max_page_count = \(pages + 1)")
    }
    var kept = 4
    let said = words {
      for slot in run.slots[4...] {
        try recorder.append(slot)
        kept += 1
      }
    }
    #expect(kept < 24)
    #expect(
      said == "the disk is full: \(folder.file()) keeps the \(kept) slots before; make room, and "
        + "edge-server --record FILE goes on from there")
    #expect(recorder.slots == kept)
    #expect(try RunRecord(path: folder.file()).verifyChain().slots == kept)
    try recorder.queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 1000000") }
    for slot in run.slots[kept...] { try recorder.append(slot) }
    #expect(recorder.digest == (try run.digest()))
  }

  @Test("Places where nothing can be recorded are refused before anything runs, each with its words")
  func badPlaces() throws {
    let path = folder.file()
    #expect(
      words { _ = try RunRecorder(path: folder.path + "/no/run.sqlite", .new) }
        == "the folder \(folder.path)/no does not exist: make it, or name another with --record FILE")
    #expect(words { _ = try RunRecorder(path: path, .existing) } == "there is no file \(path)")
    #expect(
      words { _ = try RunRecorder(path: "/proc/run.sqlite", .new) }.hasPrefix("/proc/run.sqlite cannot be written ("))
    folder.write("not a database, but a long enough text to be looked at as one", to: "notes.txt")
    #expect(
      words { _ = try RunRecorder(path: folder.file("notes.txt"), .newOrExisting) }
        == "\(folder.file("notes.txt")) is no run record: it is no SQLite database that a run was recorded to")
    try run.record(to: path)
    #expect(
      words { _ = try RunRecorder(path: path, .new) }
        == "\(path) holds a run with 24 slots already: name another file with --record FILE, or remove it")
    #expect(
      words { _ = try RunRecorder(path: path, .newOrExisting) }
        == "the run in \(path) is over after 24 slots: name another file with --record FILE to run it again")
  }

  @Test("A record has one writer at a time; the second is told who it is, and may write when the first has closed it")
  func oneWriter() throws {
    let path = folder.file()
    let first = try RunRecorder(path: path, .new)
    try first.begin(run.header)
    try first.append(run.slots[0])
    let program = ProcessFiles.program(of: Int(getpid())) ?? ""
    #expect(
      words { _ = try RunRecorder(path: path, .existing) }
        == "\(path) is being written by process \(getpid()) (\(program)): stop it first, or name another file with "
        + "--record FILE")
    try first.close()
    let second = try RunRecorder(path: path, .existing)
    try second.append(run.slots[1])
    #expect(second.slots == 2)
  }

  @Test("A writer that is dead, or another process with its number, holds nothing")
  func deadWriter() throws {
    let own = try #require(WriterClaim(pid: Int(getpid())))
    #expect(own.isAlive)
    var other = own
    other.startTicks += 1
    #expect(!other.isAlive)
    other = own
    other.boot = "another boot"
    #expect(!other.isAlive)
    #expect(WriterClaim(pid: 999_999_999) == nil)
  }

  @Test("A record of another run is not gone on with; the first thing that differs is named")
  func anotherRun() throws {
    let path = folder.file()
    try run.record(to: path, finishing: false)
    let recorder = try RunRecorder(path: path, .existing)
    var scenario = run.scenario
    scenario.seed = 8
    var other = run.header
    other.scenario = scenario
    #expect(
      words { try recorder.confirm(other) }
        == "\(path) is the record of another run: its seed is 7, expected 8; name another file with --record FILE")
    other = run.header
    other.models[0].digest = "def"
    #expect(words { try recorder.confirm(other) }.contains("its models is synthetic abc123, expected synthetic def"))
    other = run.header
    other.scenario.ues.removeLast()
    #expect(words { try recorder.confirm(other) }.contains("its scenario's digest is sha256:"))
    other = run.header
    other.host = "elsewhere"
    try recorder.confirm(other)
  }
}
