import FoundationEssentials
public import Scenario
public import Trace

/// What a program that runs the edge server writes down, as its notes come: the run's description when the models are
/// loaded, each slot when it is committed, the summary at the end, the tables for queries afterwards.
///
/// Every call writes before it returns. Used on the thread that takes the server's notes.
public final class RunRecording {
  /// The record.
  public var path: String { recorder.path }

  /// The secret from which resume tokens are made: the record's own when it goes on with a run.
  public let tokenSecret: [UInt8]
  /// How many slots the record held when it was opened: above 0 in a process that goes on with a run.
  public let resumedSlots: Int

  private let recorder: RunRecorder
  private let scenario: Scenario
  private let runner: String

  /// Makes a record for a run that is about to start, or goes on with one whose server was killed.
  ///
  /// - Parameters:
  ///   - path: the record.
  ///   - opening: what to do about a file that is there, or is not.
  ///   - scenario: what runs.
  ///   - tokenSecret: the secret from which resume tokens are made.
  ///   - runner: `processes` or `in-process`.
  /// - Throws: `RecordError` when the place cannot be written or is taken, or holds another run, or one that was
  ///   changed.
  public init(
    path: String, _ opening: RunRecorder.Opening, scenario: Scenario, tokenSecret: [UInt8], runner: String
  ) throws(RecordError) {
    recorder = try RunRecorder(path: path, opening)
    self.scenario = scenario
    self.runner = runner
    resumedSlots = recorder.slots
    guard let header = recorder.header else {
      self.tokenSecret = tokenSecret
      return
    }
    self.tokenSecret = header.tokenSecret
    // The models are compared when they are loaded.
    try header.requireSameRun(
      as: RunHeader(
        scenario: scenario, models: header.models, numericsFingerprint: header.numericsFingerprint,
        tokenSecret: header.tokenSecret, runner: runner), path)
    try recorder.record.verifyChain()
  }

  /// Reads the slots that the record held when it was opened.
  ///
  /// - Parameter body: told of each slot with the digest after it.
  /// - Throws: `RecordError`, or what the body throws.
  public func forEachSlot(_ body: (SlotRecord, RunDigest) throws -> Void) throws {
    var fault: (any Error)?
    try recorder.record.forEachSlot { slot, digest in
      do { try body(slot, digest) } catch { fault = error }
      return fault == nil
    }
    if let fault { throw fault }
  }

  /// How often a server was started again to go on with the run.
  public func restarts() throws(RecordError) -> Int {
    try recorder.record.notes().count { $0.kind == .restart && $0.subject == "server" }
  }

  /// Writes what the run is, or checks that it is the one in the record. Once, when the server has loaded its models.
  ///
  /// - Parameters:
  ///   - models: the models in use, in the order in which they enter the digest.
  ///   - numericsFingerprint: a hash of a fixed operator self-test on the server's host.
  /// - Throws: `RecordError`.
  public func begin(models: [ModelUse], numericsFingerprint: UInt64) throws(RecordError) {
    let header = RunHeader(
      scenario: scenario, models: models, numericsFingerprint: numericsFingerprint, tokenSecret: tokenSecret,
      runner: runner)
    guard recorder.header != nil else { return try recorder.begin(header) }
    try recorder.confirm(header)
    try recorder.note(
      RunNote(
        kind: .restart, slot: resumedSlots, subject: "server",
        detail: "the edge server was started again and goes on with slot \(resumedSlots)"))
  }

  /// Commits a slot. When this returns, the slot has happened.
  ///
  /// - Parameter slot: the slot after the last.
  /// - Throws: `RecordError.full` when the disk is full: what was committed before is kept.
  public func append(_ slot: SlotRecord) throws(RecordError) {
    try recorder.append(slot)
  }

  /// Writes how the run went. A server that was stopped before it was ready has had no run, and none is recorded.
  ///
  /// - Parameter summary: the run's summary.
  /// - Throws: `RecordError`.
  public func finish(_ summary: RunSummary) throws(RecordError) {
    guard recorder.header != nil else { return }
    try recorder.finish(summary)
  }

  /// Brings the tables for queries up to date and gives the record back, whether or not the run ended well: a record
  /// whose tables cannot be written, on a full disk, is sound without them. A record without a run is removed.
  ///
  /// - Throws: `RecordError` when the tables cannot be written or the record not be closed.
  public func complete() throws(RecordError) {
    var fault: RecordError?
    if recorder.header != nil {
      do throws(RecordError) { try recorder.project() } catch { fault = error }
    }
    do throws(RecordError) { try recorder.close() } catch { fault = fault ?? error }
    if let fault { throw fault }
    if recorder.header == nil { try? FileManager.default.removeItem(atPath: path) }
  }
}
