public import Protocol
import Scenario
public import Trace

/// The first thing in which a repetition of a run is not the run.
public enum RunDifference: Hashable, Sendable, CustomStringConvertible {
  /// A slot came about otherwise.
  case slot(SlotDifference)
  /// There are more slots, or fewer.
  case slotCount(recorded: Int, repeated: Int)

  /// One sentence.
  public var description: String {
    switch self {
    case .slot(let difference): "the repetition differs: \(difference)"
    case .slotCount(let recorded, let repeated): "the record has \(recorded) slots, the repetition \(repeated)"
    }
  }
}

extension ModelUse {
  /// Makes sure that the models in use are those of a record.
  ///
  /// - Parameters:
  ///   - recorded: the record's.
  ///   - loaded: those in use.
  ///   - path: the record.
  /// - Throws: `RecordError.otherModel` with the first that the record does not have.
  public static func requireSame(
    _ recorded: [ModelUse], _ loaded: [ModelUse], _ path: String
  ) throws(RecordError) {
    guard recorded.map(\.digest) != loaded.map(\.digest) else { return }
    let other = loaded.first { use in !recorded.contains { $0.digest == use.digest } }
    throw .otherModel(path: path, recorded: recorded, found: other?.digest ?? "none")
  }
}

extension RunRecord {
  /// Has SQLite look at every page, row and index of the record.
  ///
  /// - Throws: `RecordError.damaged` with what it found.
  public func checkIntegrity() throws(RecordError) {
    let verdict = try verdictOfIntegrityCheck()
    guard verdict == "ok" else { throw .damaged(path: path, detail: verdict) }
  }

  /// Makes sure, before a run is repeated, that it can be: its chain is sound and its clock is virtual.
  ///
  /// - Returns: what the run is.
  /// - Throws: `RecordError` naming what is wrong.
  public func requireRepeatable() throws(RecordError) -> RunHeader {
    let header = try header()
    guard header.scenario.clock == .virtual else { throw .notRepeatable(path: path) }
    guard try verifyChain().slots > 0 else { throw .noSlot(path: path) }
    return header
  }

  /// How often each UE came, by name.
  ///
  /// - Throws: `RecordError` for the first slot that is missing or does not decode.
  public func stays() throws(RecordError) -> [UEName: Int] {
    var stays: [UEName: Int] = [:]
    try forEachSlot { slot, _ in
      for case .attached(let name, _, _) in slot.events { stays[name, default: 0] += 1 }
      return true
    }
    return stays
  }

  /// Compares this record with that of a repetition of its run, slot by slot.
  ///
  /// - Parameter repetition: the record of the repetition.
  /// - Returns: the first difference; nil when all slots are equal to the last bit.
  /// - Throws: `RecordError` when one of the records cannot be read.
  public func firstDifference(from repetition: RunRecord) throws(RecordError) -> RunDifference? {
    let (recorded, repeated) = (try slotCount(), try repetition.slotCount())
    // In pieces, so that records of any length are compared in little memory.
    for first in stride(from: 0, to: min(recorded, repeated), by: Self.piece) {
      let pairs = zip(try slots(from: first), try repetition.slots(from: first))
      if let difference = pairs.lazy.compactMap({ $0.firstDifference(from: $1) }).first { return .slot(difference) }
    }
    return recorded == repeated ? nil : .slotCount(recorded: recorded, repeated: repeated)
  }

  private static let piece = 200

  private func slots(from first: Int) throws(RecordError) -> [SlotRecord] {
    var slots: [SlotRecord] = []
    try forEachSlot(from: first) { slot, _ in
      slots.append(slot)
      return slots.count < Self.piece
    }
    return slots
  }
}
