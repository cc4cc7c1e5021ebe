import Tasks
import Trace

/// Whole runs, as a user starts them.
enum RunsBenchmark {
  static func slots(_ run: HelioRun, quick: Bool, into report: inout Report) throws {
    let name = "slots per second, every UE offloads"
    for ues in [4, 32] {
      let slots = quick ? 20 : ues == 4 ? 400 : 100
      for inProcess in [true, false] {
        var rates = Samples()
        for _ in 0..<(quick ? 1 : 3) {
          let summary = try run.up(ues: ues, slots: slots, inProcess: inProcess).summary
          try check(summary, ues: ues, slots: slots)
          rates.add(summary.slotsPerSecond)
        }
        report.add(
          name, "\(ues) UEs \(inProcess ? "in one process" : "as processes, ipc")", rates, scale: 1, unit: "slots/s")
      }
    }
  }

  static func startUp(_ run: HelioRun, quick: Bool, into report: inout Report) throws {
    let name = "start-up"
    var (version, processes, inProcess) = (Samples(), Samples(), Samples())
    for _ in 0..<(quick ? 3 : 21) { version.add(try run.version()) }
    for _ in 0..<(quick ? 1 : 5) {
      processes.add(try run.up(ues: 4, slots: 2, inProcess: false).firstSlotSeconds)
      inProcess.add(try run.up(ues: 4, slots: 2, inProcess: true).firstSlotSeconds)
    }
    report.add(name, "helio version", version, scale: 1e3, unit: "ms")
    report.add(name, "helio up to the end of the first slot, 4 UE processes", processes, scale: 1, unit: "s")
    report.add(name, "helio up --in-process to the end of the first slot, 4 UEs", inProcess, scale: 1, unit: "s")
  }

  static func memory(_ run: HelioRun, quick: Bool, into report: inout Report) throws {
    let slots = 50
    let result = try run.up(ues: 32, slots: slots, inProcess: false, watchMemory: true)
    try check(result.summary, ues: 32, slots: slots)
    let name = "32 UE processes, \(slots) slots"
    let memory = Double(result.memory) / 1e9
    report.add(name, "memory of all processes (proportional set size)", memory, unit: "GB", atMost: 3)
    report.add(name, "from command to end", result.wholeSeconds, unit: "s")
    report.add(name, "messages lost (gaps)", Double(result.summary.messages.gaps), unit: "", atMost: 0)
  }

  private static func check(_ summary: RunSummary, ues: Int, slots: Int) throws {
    guard summary.slots == slots, summary.ues.count == ues, summary.totals.tasks.addsUp,
      summary.messages.duplicates == 0, summary.messages.gaps == 0
    else { throw SessionError("the run is not whole: \(summary.slots) slots, \(summary.messages)") }
  }
}
