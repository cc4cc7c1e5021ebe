import Foundation
import Trace

/// What recording a run costs, and how fast a recorded run is repeated.
enum RecordBenchmark {
  static func run(_ run: HelioRun, quick: Bool, into report: inout Report) throws {
    for (ues, slots) in [(8, quick ? 50 : 600), (32, quick ? 20 : 200)] {
      try cost(run, ues: ues, slots: slots, pairs: quick ? 1 : 7, into: &report)
    }
    try replay(run, slots: quick ? 50 : 1_000, into: &report)
  }

  /// Runs with and without a record in turn, so that a busy moment of the machine hits both alike.
  private static func cost(_ run: HelioRun, ues: Int, slots: Int, pairs: Int, into report: inout Report) throws {
    var (plain, recorded, ratios) = (Samples(), Samples(), Samples())
    for pair in 0..<pairs {
      let record = file()
      defer { remove(record) }
      // Who goes first changes from pair to pair.
      var rates = [0.0, 0.0]
      for isRecorded in pair.isMultiple(of: 2) ? [false, true] : [true, false] {
        let result = try run.up(ues: ues, slots: slots, inProcess: false, record: isRecorded ? record : nil)
        rates[isRecorded ? 1 : 0] = result.summary.slotsPerSecond
      }
      plain.add(rates[0])
      recorded.add(rates[1])
      ratios.add(1 - rates[1] / rates[0])
    }
    let name = "record, \(ues) UE processes, \(slots) slots"
    report.add(name, "without a record", plain, scale: 1, unit: "slots/s")
    report.add(name, "with a record", recorded, scale: 1, unit: "slots/s")
    report.add(name, "what the record costs, pair by pair", ratios, scale: 100, unit: "%")
    report.add(name, "median of it", ratios.median * 100, unit: "%", atMost: 5)
  }

  private static func replay(_ run: HelioRun, slots: Int, into report: inout Report) throws {
    let record = file()
    defer { remove(record) }
    let recorded = try run.up(ues: 8, slots: slots, inProcess: false, record: record).summary.slotsPerSecond
    let repeated = try run.replay(record).summary.slotsPerSecond
    let name = "replay of \(slots) slots, 8 UEs, in one process"
    report.add(name, "the recorded run, as processes", recorded, unit: "slots/s")
    report.add(name, "its replay, every slot compared", repeated, unit: "slots/s", atLeast: recorded)
  }

  private static func file() -> String {
    FileManager.default.temporaryDirectory.path + "/helio-bench-\(UUID().uuidString).sqlite"
  }

  private static func remove(_ record: String) {
    for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: record + end) }
  }
}
