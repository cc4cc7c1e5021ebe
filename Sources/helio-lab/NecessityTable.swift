import CommandLineSupport
import Offloading
import Quantities
import Semantics
import Tasks
import Tensors

/// The necessity of offloading as text: what a task takes on the UE, what it takes offloaded, and what our models take.
struct NecessityTable {
  let necessity: OffloadingNecessity
  let timings: [ModelTiming]

  /// The tables' lines.
  func lines(within width: Int) -> [String] {
    let sections = [
      ("on the UE at its highest clock frequency", local), (offloadedTitle, offloaded),
    ]
    let tables = sections.flatMap { [$0.0] + $0.1.lines(within: width) + [""] }
    guard !timings.isEmpty else { return tables.dropLast() }
    return tables + ["our models on this machine, one thread, one task at a time"] + measured.lines(within: width)
  }

  private var local: TextTable {
    var table = TextTable([
      .init("task", .left), .init("FLOPs", .left), .init("encoder (GFLOP)", .right, short: "enc./GFLOP"),
      .init("decoder (GFLOP)", .right, short: "dec./GFLOP"), .init("decoder (%)", .right, short: "dec./%", leaves: 1),
      .init("latency (ms)", .right, short: "lat./ms"), .init("energy (mJ)", .right, short: "en./mJ"),
    ])
    for entry in necessity.entries {
      let workload = entry.workload
      table.add([
        entry.task.rawValue, entry.flopModel.rawValue, giga(workload.encoderFLOPs), giga(workload.decoderFLOPs),
        FixedPoint.text(100 * workload.decoderFLOPs / workload.totalFLOPs, decimals: 1),
        milli(entry.local.latency.value), milli(entry.local.energy.value),
      ])
    }
    return table
  }

  /// What the latency of an offloaded task is made of, for t^dl and the encoder have no column.
  private var offloadedTitle: String {
    let execution = necessity.entries.first?.offloaded.first?.execution
    guard let execution else { return "offloaded" }
    let encoder = execution.encoding.value > 0 ? "encoder + " : ""
    return "offloaded (latency = \(encoder)on the air + server + downlink of \(milli(execution.download.value)) ms; "
      + "ε relative to local)"
  }

  private var offloaded: TextTable {
    var table = TextTable([
      .init("task", .left), .init("FLOPs", .left), .init("offloaders", .right, short: "of"),
      .init("symbols", .right, leaves: 2), .init("ε", .right, leaves: 3),
      .init("on the air (ms)", .right, short: "air/ms"), .init("server (ms)", .right, short: "server/ms", leaves: 4),
      .init("latency (ms)", .right, short: "lat./ms"), .init("energy (mJ)", .right, short: "en./mJ"),
      .init("of it on the air (mJ)", .right, short: "air/mJ", leaves: 1),
      .init("local/offloaded: latency", .right, short: "lat.×"), .init("energy", .right, short: "en.×"),
    ])
    for entry in necessity.entries {
      for offer in entry.offloaded {
        let execution = offer.execution
        table.add([
          entry.task.rawValue, entry.flopModel.rawValue, "\(offer.offloaders)", "\(entry.workload.symbols)",
          FixedPoint.text(offer.accuracy, decimals: 3), milli(execution.transmission.value),
          milli(execution.computation.value), milli(execution.latency.value), milli(execution.energy.value),
          milli(offer.airEnergy.value),
          FixedPoint.text(entry.local.latency.value / execution.latency.value, decimals: 2),
          FixedPoint.text(entry.local.energy.value / execution.energy.value, decimals: 0),
        ])
      }
    }
    return table
  }

  private var measured: TextTable {
    var table = TextTable([
      .init("model", .left), .init("task", .left), .init("encoder (GFLOP)", .right, short: "enc./GFLOP"),
      .init("decoder (GFLOP)", .right, short: "dec./GFLOP"), .init("symbols", .right, leaves: 2),
      .init("encoding (ms)", .right, short: "enc./ms"), .init("decoding (ms)", .right, short: "dec./ms"),
    ])
    for timing in timings {
      table.add([
        timing.model, timing.task.rawValue, giga(Double(timing.cost.encoder.total), decimals: 4),
        giga(Double(timing.cost.decoder.total), decimals: 4), "\(timing.cost.symbols)", milli(timing.encoding.value),
        milli(timing.decoding.value),
      ])
    }
    return table
  }

  private func giga(_ value: Double, decimals: Int = 3) -> String { FixedPoint.text(value / 1e9, decimals: decimals) }
  private func milli(_ value: Double) -> String { FixedPoint.text(value * 1e3, decimals: 2) }
}
