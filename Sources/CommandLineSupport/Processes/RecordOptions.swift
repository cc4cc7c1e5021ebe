public import ArgumentParser

/// Whether and where a run is recorded.
public struct RecordOptions: ParsableArguments {
  /// The file as given.
  @Option(
    help: ArgumentHelp(
      "Record the run in this file, which must not hold a run yet. Default: runs/<topology>-<UTC time>.sqlite, the last "
        + "ten kept.", valueName: "file"))
  public var record: String?

  /// Whether nothing is recorded.
  @Flag(help: "Do not record the run.")
  public var noRecord = false

  /// No options yet.
  public init() {}

  /// Refuses options that contradict each other.
  public func validate() throws {
    guard record == nil || !noRecord else {
      throw ValidationError("--record and --no-record contradict each other: leave one of them out")
    }
  }
}
