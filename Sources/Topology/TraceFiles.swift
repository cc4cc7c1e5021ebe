import FoundationEssentials
import Glibc
import Radio

/// The traces of one topology: each file is read once, however many UEs follow it.
struct TraceFiles {
  /// Why a file gives no trace.
  struct Refusal: Error {
    var found: String
    var expected: String
    var suggestion: String?
  }

  private static let expectation = "a CSV file with the columns time_s,x_m,y_m"

  private var results: [String: Result<MobilityTrace, Refusal>] = [:]
  private var points = 0

  /// The trace of a file.
  ///
  /// - Parameters:
  ///   - path: the file as the topology names it, for messages.
  ///   - folder: where a relative path starts.
  /// - Returns: the trace, from the file or from an earlier call.
  /// - Throws: `Refusal`, also once the files together hold more points than a scenario may.
  mutating func trace(_ path: String, in folder: String) throws(Refusal) -> MobilityTrace {
    let file = URL(filePath: TopologyDraft.absolute(path, in: folder)).resolvingSymlinksInPath().path
    if let result = results[file] { return try result.get() }
    guard points <= Schema.maximumTracePointsInAll else {
      throw Refusal(
        found: "traces of \(points) points before this one",
        expected: "at most \(Schema.maximumTracePointsInAll) in all",
        suggestion: "leave points out: a UE moves straight and evenly between them")
    }
    let result = Result { () throws(Refusal) in try Self.contents(of: file, named: path) }
    results[file] = result.flatMap { trace in
      points += trace.points.count
      // What is too long is refused for its length alone and need not be kept.
      return trace.points.count <= Mobility.maximumPoints ? .success(trace) : .failure(Self.tooLong(trace.points.count))
    }
    return try results[file, default: result].get()
  }

  /// The refusal of a trace for its length.
  static func tooLong(_ count: Int) -> Refusal {
    Refusal(
      found: "a trace of \(count) points", expected: "at most \(Mobility.maximumPoints)",
      suggestion: "leave points out: a UE moves straight and evenly between them")
  }

  private static func contents(of file: String, named path: String) throws(Refusal) -> MobilityTrace {
    var status = stat()
    guard unsafe stat(file, &status) == 0 else {
      throw Refusal(
        found: "no file \"\(path)\"", expected: expectation,
        suggestion: "check the path; a relative one starts at the topology's folder")
    }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= TopologyFile.maximumLength else {
      throw Refusal(
        found: "\"\(path)\", which is no file or longer than \(TopologyFile.maximumLength) bytes",
        expected: expectation)
    }
    guard let data = FileManager.default.contents(atPath: file), let text = String(validating: data, as: UTF8.self)
    else {
      throw Refusal(
        found: "\"\(path)\", which cannot be read as UTF-8", expected: "a readable text",
        suggestion: "check its permissions")
    }
    do {
      return try MobilityTrace(csv: text)
    } catch {
      throw Refusal(
        found: "\(error.found) in \(path), line \(error.line), column \(error.column)", expected: error.expected)
    }
  }
}
