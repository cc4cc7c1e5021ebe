import FoundationEssentials
import GRDB
import Offloading
import Scenario
import Testing
import Trace

@testable import Recording

@Suite("Reading a record that is not as it should be")
struct RunRecordTests {
  let folder: TemporaryFolder
  let run: SyntheticRun

  init() throws {
    folder = try TemporaryFolder()
    run = try SyntheticRun()
    try run.record(to: folder.file())
  }

  private var path: String { folder.file() }

  @Test("A slot that was edited by hand is named with both digests")
  func editedSlot() throws {
    let found = SHA256Digest.hexadecimal(try digest(after: 17).value)
    var slot = run.slots[17]
    slot.sumReward += 1
    let blob = SHA256Digest.hexadecimal(slot.canonicalBytes())
    try folder.edit("run.sqlite", "UPDATE committed_slots SET record = x'\(blob)' WHERE slot = 17")
    var expected = try digest(after: 16)
    expected.chain(slot)
    #expect(
      words { try RunRecord(path: path).verifyChain() }
        == "\(path): slot 17: digest \(found), expected \(SHA256Digest.hexadecimal(expected.value)): "
        + "the record was changed after it was written")
    #expect(words { _ = try RunInspection(path: path) }.hasPrefix("\(path): slot 17: digest "))
  }

  private func digest(after slot: Int) throws -> RunDigest {
    var digest = try run.header.digest()
    for record in run.slots[...slot] { digest.chain(record) }
    return digest
  }

  @Test("A description of a run that cannot be is refused with what cannot")
  func impossibleScenario() throws {
    var header = run.header
    header.scenario.offloading.symbolsPerPatch = 0
    let json = String(decoding: try CanonicalJSON.encode(header.scenario), as: UTF8.self)
    let digest = SHA256Digest.hexadecimal(try header.digest().value)
    try folder.edit("run.sqlite", "UPDATE run SET scenario = '\(json)', head_digest = x'\(digest)'")
    #expect(
      words { _ = try RunRecord(path: path).header() }
        == "\(path): the run's description does not decode: its scenario is impossible: offloading.symbols-per-patch is 0, "
        + "expected one from 1 to 1024")
  }

  @Test("A slot whose bytes are no slot any more is named with the field")
  func garbledSlot() throws {
    try folder.edit("run.sqlite", "UPDATE committed_slots SET record = substr(record, 1, 20) WHERE slot = 4")
    #expect(words { try RunRecord(path: path).verifyChain() }.hasPrefix("\(path): slot 4: digest "))
    #expect(
      words { try RunRecord(path: path).forEachSlot { _, _ in true } }
        == "\(path): slot 4: number of UEs at byte 16 needs 8 bytes, 4 are left: the record is cut short")
  }

  @Test("A slot that was taken out is named, be it in the middle, at the beginning or at the end")
  func missingSlots() throws {
    try folder.edit("run.sqlite", "DELETE FROM committed_slots WHERE slot = 23")
    #expect(
      words { try RunRecord(path: path).verifyChain() }
        == "\(path): slots 23, the run's summary says 24: the record was changed after it was written")
    try folder.edit("run.sqlite", "DELETE FROM committed_slots WHERE slot = 9")
    #expect(words { try RunRecord(path: path).verifyChain() } == "\(path): slot 10 comes where slot 9 belongs")
    try folder.edit("run.sqlite", "DELETE FROM committed_slots WHERE slot = 0")
    #expect(words { try RunRecord(path: path).verifyChain() } == "\(path): slot 1 comes where slot 0 belongs")
  }

  @Test("A description that was edited by hand does not fit the head of the chain")
  func editedHeader() throws {
    try folder.edit("run.sqlite", "UPDATE models SET digest = 'abc124'")
    #expect(words { try RunRecord(path: path).verifyChain() }.hasPrefix("\(path): the run's description has digest "))
    try folder.edit("run.sqlite", "UPDATE models SET digest = 'abc123'; UPDATE run SET seed = '8'")
    #expect(
      words { _ = try RunRecord(path: path).header() }
        == "\(path): the run's description does not decode: a column of the table run does not fit the others")
    try folder.edit("run.sqlite", "UPDATE run SET seed = '7', scenario = '{}'")
    #expect(
      words { _ = try RunRecord(path: path).header() }.hasPrefix("\(path): the run's description does not decode: "))
  }

  @Test("A record of another schema is refused with both versions")
  func version() throws {
    try folder.edit("run.sqlite", "PRAGMA user_version = 9")
    let said =
      "\(path) is a run record of schema version 9, this release reads version 1: use the release that wrote it"
    #expect(words { _ = try RunRecord(path: path) } == said)
    #expect(words { _ = try RunRecorder(path: path, .existing) } == said)
  }

  @Test("A record that is cut short is refused with both sizes, wherever it was cut")
  func cutShort() throws {
    let whole = try #require(FileManager.default.contents(atPath: path))
    for length in stride(from: 4096, to: whole.count, by: 4096) + [whole.count - 1, 200] {
      let copy = folder.file("cut.sqlite")
      _ = FileManager.default.createFile(atPath: copy, contents: whole.prefix(length))
      #expect(
        words { _ = try RunRecord(path: copy) }
          == "\(copy) is cut short: it has \(length) bytes of \(whole.count); "
          + "copy it again, with its -wal file if there is one")
    }
  }

  @Test("A record with a page overwritten is damaged, and said to be")
  func overwritten() throws {
    var bytes = try #require(FileManager.default.contents(atPath: path))
    let middle = bytes.count / 4096 / 2 * 4096
    bytes.replaceSubrange(middle..<middle + 4096, with: Data(repeating: 0x5a, count: 4096))
    _ = FileManager.default.createFile(atPath: path, contents: bytes)
    let said = words { try RunRecord(path: path).verifyChain() }
    #expect(said.hasPrefix("\(path) is damaged: ") || said.hasPrefix("\(path): slot "), "\(said)")
  }

  @Test("Files of others are no run records")
  func foreign() throws {
    folder.write("", to: "empty.sqlite")
    #expect(words { _ = try RunRecord(path: folder.file("empty.sqlite")) }.hasSuffix("is no run record: it is empty"))
    try folder.edit("other.sqlite", "CREATE TABLE t (x); PRAGMA application_id = 42")
    #expect(
      words { _ = try RunRecord(path: folder.file("other.sqlite")) }
        .hasSuffix("is no run record: it is an SQLite database of another program (application id 42)"))
    folder.write(String(repeating: "text ", count: 100), to: "text.sqlite")
    #expect(words { _ = try RunRecord(path: folder.file("text.sqlite")) }.contains("is no run record: "))
    #expect(
      words { _ = try RunRecord(path: folder.file("none.sqlite")) } == "there is no file \(folder.file("none.sqlite"))")
    try RunRecorder(path: folder.file("early.sqlite"), .new).close()
    #expect(
      words { _ = try RunInspection(path: folder.file("early.sqlite")) }
        .hasSuffix("has no run in it: its server stopped before it was ready; nothing is lost, remove the file"))
  }
}
