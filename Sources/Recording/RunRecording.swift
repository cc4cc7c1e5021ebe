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

  private let recorder: RunRecorder
  private let scenario: Scenario
  private let tokenSecret: [UInt8]
  private let runner: String

  /// Makes a record for a run that is about to start.
  ///
  /// - Parameters:
  ///   - path: the record, which must not hold a run yet.
  ///   - scenario: what runs.
  ///   - tokenSecret: the secret from which resume tokens are made.
  ///   - runner: `processes` or `in-process`.
  /// - Throws: `RecordError` when the place cannot be written or is taken.
  public init(path: String, scenario: Scenario, tokenSecret: [UInt8], runner: String) throws(RecordError) {
    recorder = try RunRecorder(path: path, .new)
    self.scenario = scenario
    self.tokenSecret = tokenSecret
    self.runner = runner
  }

  /// Writes what the run is. Once, when the server has loaded its models.
  ///
  /// - Parameters:
  ///   - modelDigest: SHA-256 of the retrieval model, in hexadecimal.
  ///   - numericsFingerprint: a hash of a fixed operator self-test on the server's host.
  /// - Throws: `RecordError`.
  public func begin(modelDigest: String, numericsFingerprint: UInt64) throws(RecordError) {
    try recorder.begin(
      RunHeader(
        scenario: scenario, models: [ModelUse(name: scenario.retrieval.model, digest: modelDigest)],
        numericsFingerprint: numericsFingerprint, tokenSecret: tokenSecret, runner: runner))
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
