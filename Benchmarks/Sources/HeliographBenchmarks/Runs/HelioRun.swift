import Foundation
import Messaging
import Roles
import Trace

/// One run of `helio`, watched from outside.
struct HelioRun {
  /// The programs' folder and the topology.
  struct Installation {
    var programs: String
    var models: String
    var topology: String
  }

  /// What a run came to.
  struct Result {
    var summary: RunSummary
    /// From the start of `helio` to its first line about a slot, s.
    var firstSlotSeconds: Double
    /// From start to end, s.
    var wholeSeconds: Double
    /// The greatest proportional set size of all its processes together, bytes; 0 when it was not looked at.
    var memory: Int
  }

  let installation: Installation

  /// Runs the topology with so many UEs.
  ///
  /// - Parameters:
  ///   - ues: how many.
  ///   - slots: how many.
  ///   - inProcess: whether in one process.
  ///   - record: the file in which the run is recorded; nil: it is not.
  ///   - watchMemory: whether to add up the processes' memory meanwhile, which slows them down.
  /// - Returns: what it came to.
  /// - Throws: `SessionError` with the last lines of `helio` when the run fails.
  func up(
    ues: Int, slots: Int, inProcess: Bool, record: String? = nil, watchMemory: Bool = false
  ) throws -> Result {
    try run(
      ["up", installation.topology] + (record.map { ["--record", $0] } ?? ["--no-record"])
        + ["--ues", "\(ues)", "--slots", "\(slots)"] + (inProcess ? ["--in-process"] : []),
      watchMemory: watchMemory)
  }

  /// Repeats a recorded run in one process and compares every slot.
  ///
  /// - Parameter record: the record.
  /// - Returns: what it came to.
  /// - Throws: `SessionError` when it differs from the record or fails.
  func replay(_ record: String) throws -> Result {
    try run(["replay", record, "--in-process", "--verify"], watchMemory: false)
  }

  private func run(_ arguments: [String], watchMemory: Bool) throws -> Result {
    let json = FileManager.default.temporaryDirectory.path + "/helio-bench-\(UUID().uuidString).json"
    defer { try? FileManager.default.removeItem(atPath: json) }
    let process = Process()
    process.executableURL = URL(filePath: installation.programs + "/helio")
    process.arguments = arguments + ["--models", installation.models, "--json", json]
    let pipe = Pipe()
    process.standardError = pipe
    process.standardOutput = pipe
    let start = Instant.monotonicNow
    try process.run()
    try? pipe.fileHandleForWriting.close()
    let memory = watchMemory ? MemoryWatch(process.processIdentifier) : nil
    var output: [UInt8] = []
    var firstSlot: Double?
    while true {
      let bytes = pipe.fileHandleForReading.availableData
      if bytes.isEmpty { break }
      output += bytes
      if firstSlot == nil, String(decoding: output, as: UTF8.self).split(separator: "\n").contains(where: isSlot) {
        firstSlot = Instant.monotonicNow.seconds(since: start)
      }
    }
    process.waitUntilExit()
    let whole = Instant.monotonicNow.seconds(since: start)
    let peak = memory?.stop() ?? 0
    guard process.terminationStatus == 0, let data = FileManager.default.contents(atPath: json), let firstSlot else {
      let lines = String(decoding: output, as: UTF8.self).split(separator: "\n").suffix(12).joined(separator: "\n")
      throw SessionError("helio \(arguments[0]) ended with status \(process.terminationStatus):\n\(lines)")
    }
    let summary = try JSONDecoder().decode(RunSummary.self, from: data)
    return Result(summary: summary, firstSlotSeconds: firstSlot, wholeSeconds: whole, memory: peak)
  }

  private func isSlot(_ line: Substring) -> Bool { line.hasPrefix("slot ") }

  /// Seconds that `helio version` takes.
  func version() throws -> Double {
    let process = Process()
    process.executableURL = URL(filePath: installation.programs + "/helio")
    process.arguments = ["version"]
    process.standardOutput = FileHandle.nullDevice
    return try seconds {
      try process.run()
      process.waitUntilExit()
    }
  }
}
