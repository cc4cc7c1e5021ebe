import CommandLineSupport
import Glibc
import Protocol
import Quantities
import Recording
import Scenario
import Tasks
import Trace

/// Tasks of a record as text.
enum TaskTable {
  /// A row for every task, of at most so many characters.
  static func lines(_ tasks: [TaskLine], width: Int) -> [String] {
    var table = TextTable([
      .init("task", .left), .init("state", .left), .init("from slot", .right, short: "from"),
      .init("to slot", .right, short: "to"), .init("attempts", .right, short: "att.", leaves: 2),
      .init("execution", .left, short: "exec.", leaves: 4), .init("result", .left),
      .init("latency (ms)", .right, short: "lat./ms", leaves: 6),
      .init("energy (mJ)", .right, short: "en./mJ", leaves: 1), .init("QoE", .right, leaves: 5),
      .init("SNR (dB)", .right, short: "SNR/dB", leaves: 3), .init("right", .left),
    ])
    for task in tasks {
      table.add([
        "\(task.id)", task.state, "\(task.generatedSlot)", task.finishedSlot.map { "\($0)" } ?? "–",
        "\(task.attempts)", task.execution ?? "–", task.result ?? "–",
        FixedPoint.text(task.latencySeconds.map { $0 * 1e3 }, decimals: 2),
        FixedPoint.text(task.energyJoules.map { $0 * 1e3 }, decimals: 2), FixedPoint.text(task.qoe, decimals: 3),
        FixedPoint.text(task.snrDecibels, decimals: 1),
        task.correct.map { $0 ? "yes" : "no" } ?? task.bleu.map { "BLEU \(FixedPoint.text($0, decimals: 0))" } ?? "–",
      ])
    }
    return table.lines(within: width)
  }

  /// One thing that happened to a task.
  static func line(_ step: TaskStep, in scenario: Scenario) -> String {
    "slot \(step.slot)  \(words(step.event, scenario))"
  }

  private static func words(_ event: TaskStep.Event, _ scenario: Scenario) -> String {
    switch event {
    case .generated: return "generated"
    case .wished(let wish, let channel, let queued):
      let place =
        "\(channel.distance) from the base station, |h|² \(decibels(channel.fadingPower)) dB, \(queued) queued"
      switch wish {
      case .idle: return "idle; \(place)"
      case .local(_, let frequency): return "wants to execute locally at \(frequency); \(place)"
      case .offload(_, let bid, let power):
        return "wants to offload with bid \(FixedPoint.text(bid, decimals: 3)) at \(power); \(place)"
      }
    case .granted(let grant):
      guard case .offload(let allotment) = grant.decision else { return "granted, \(words(grant.offloaders))" }
      return "granted \(allotment.bandwidth), \(allotment.power), \(words(allotment.symbols)), "
        + words(grant.offloaders)
    case .arrived(let burst):
      return
        "arrived after \(FixedPoint.text(burst.airtime * 1e3, decimals: 3)) ms on the air, SNR "
        + "\(decibels(burst.measuredSNR)) dB (declared \(decibels(burst.declaredSNR)) dB)"
    case .answered(let answer):
      let time = "answered after \(answer.remoteTime) of computing"
      switch answer.answer {
      case .undecodable: return "nothing could be decoded, after \(answer.remoteTime)"
      case .retrieved(let item, let label): return "\(time): item \(item), class \(label)"
      case .answered(_, let text): return "\(time): \(text.printable)"
      case .translated(let sentences): return "\(time): \(sentences.joined(separator: " ").printable)"
      }
    case .ended(let outcome):
      let end = outcome.result == .completed ? "" : outcome.givenUp ? ", given up" : ", tried again"
      let shortfall = AttemptShortfall.words(outcome, scenario.offloading).map { " (\($0))" } ?? ""
      return "\(outcome.result.words)\(shortfall)\(end): latency \(outcome.latency), energy \(outcome.energy), QoE "
        + "\(FixedPoint.text(outcome.qoe, decimals: 3)), \(words(outcome.score))"
    case .late: return "the slot ended without an outcome; the task stays queued"
    }
  }

  private static func words(_ offloaders: Int) -> String {
    "\(counted(offloaders, "UE")) \(offloaders == 1 ? "offloads" : "offload")"
  }

  private static func words(_ symbols: SymbolCounts) -> String {
    let counts = [(symbols.words, "word"), (symbols.patches, "patch")].filter { $0.0 > 0 }
    return counts.map { "\(counted($0.0, "symbol")) per \($0.1)" }.joined(separator: " and ")
  }

  private static func words(_ score: TaskScore) -> String {
    switch score {
    case .right(let isRight): isRight ? "right" : "wrong"
    case .translation(let statistics): "BLEU \(FixedPoint.text(statistics.score, decimals: 1))"
    }
  }

  private static func decibels(_ ratio: Double) -> String {
    FixedPoint.text(ratio > 0 ? 10 * log10(ratio) : nil, decimals: 1)
  }
}
