import Foundation
import Launching
import Tasks
import Trace

/// Shell scripts that play the processes of an emulation.
struct Cast {
  let directory: RunDirectory
  let patience = StopPatience(leader: 1, lifelines: 1, termination: 0.5)

  init() throws {
    directory = try RunDirectory(under: FileManager.default.temporaryDirectory.path)
  }

  /// A script as a program.
  func program(
    _ name: String, _ script: String, delay: Double = 0, mayLeave: Bool = false, restart: Restart = .never
  ) -> ChildProgram {
    ChildProgram(
      name: name, executable: "/bin/sh", arguments: ["-c", script], logPath: directory.log(name), delay: delay,
      mayLeave: mayLeave, restart: restart)
  }

  /// A file by which scripts tell each other, and their later lives, of something.
  func mark(_ name: String) -> String { "\(directory.path)/mark-\(name)" }

  /// Says that a slot is committed, as the edge server does.
  static func slot(_ slot: Int, ues: [String] = []) throws -> String {
    let progress = ues.map { name in
      UEProgress(
        name: name, task: "t", policy: "p", action: "idle", tasks: TaskCounts(), snrDecibels: nil,
        latencySeconds: nil, qoe: nil, correct: nil)
    }
    return try say(.slot(slot: slot, of: nil, ues: progress, startError: nil))
  }

  private static func say(_ progress: RunProgress) throws -> String {
    "echo '\(String(decoding: try JSONEncoder().encode(progress), as: UTF8.self))'"
  }

  /// Says a summary as the edge server does.
  static func summary() throws -> String {
    let summary = RunSummary(
      topology: "t", seed: 1, clock: "virtual", runner: "processes", slots: 2, digest: nil, ues: [],
      totals: RunTotals(tasks: TaskCounts(), sumQoE: 0),
      messages: MessageSummary(sent: 0, received: 0, duplicates: 0, gaps: 0, refused: 0), timing: nil, wallSeconds: 1,
      slotsPerSecond: 2)
    return try say(.summary(summary))
  }
}
