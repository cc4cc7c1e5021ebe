import Modem
import Offloading
import Protocol
import Quantities
import Scenario
import Semantics
import Tasks
import Trace

/// A message of a UE that cannot be true: refused, so that the summary adds up whatever UEs say.
struct UnsoundMessage: Error, CustomStringConvertible {
  let description: String
}

extension SlotReport {
  /// Checks that the counts add up, that generated = completed + failed + queued, and that a wished task can be queued.
  func check(from name: UEName) throws(UnsoundMessage) {
    let counts = [generated, completed, failed, queued]
    guard counts.allSatisfy({ Self.taskCounts.contains($0) }), generated == completed + failed + queued else {
      throw UnsoundMessage(
        description: "a slot report from \(name) whose counts do not add up: "
          + "\(generated) generated, \(completed) completed, \(failed) failed, \(queued) queued")
    }
    guard let task = wish.task else { return }
    guard queued > 0 else {
      throw UnsoundMessage(description: "a slot report from \(name) that wishes to do task \(task) of an empty queue")
    }
    // Tasks are numbered from 1 on as they come.
    guard (1...generated).contains(task) else {
      throw UnsoundMessage(
        description: "a slot report from \(name) that wishes to do task \(task) of \(generated) that ever came")
    }
  }
}

extension Arrival {
  /// Checks that the burst is of the task that was reported, and of the form of the model's or as long as its bytes take.
  func check(
    from name: UEName, wish: Wish?, profile: UEProfile, in loaded: LoadedServer?
  ) throws(UnsoundMessage) {
    guard task == wish?.task else {
      throw UnsoundMessage(description: "a burst from \(name) of task \(task), which it did not report")
    }
    let model = loaded?.model(of: profile.task)
    switch (content, profile.transceiver) {
    case (.tokens(let blocks), nil):
      if let fault = model?.fault(of: blocks, symbols: allotment.symbols) {
        throw UnsoundMessage(description: "a burst from \(name) \(fault)")
      }
    case (.bytes(let count), let transceiver?): try check(count, from: name, transceiver, model)
    case (.tokens, .some):
      throw UnsoundMessage(description: "a burst from \(name) without bytes, expected some from its transceiver")
    case (.bytes, nil):
      throw UnsoundMessage(description: "a burst from \(name) of bytes, expected analogue symbols from its transceiver")
    }
  }

  private func check(
    _ count: Int, from name: UEName, _ transceiver: DigitalTransmission, _ model: LoadedModel?
  ) throws(UnsoundMessage) {
    if case .features(let bits) = transceiver.source, let features = model?.featuresPerTask {
      let expected = UniformQuantiser(bits: bits).byteCount(values: features)
      guard count == expected else {
        throw UnsoundMessage(description: "a burst from \(name) of \(count) bytes, expected \(expected)")
      }
    }
    let symbols = transceiver.configuration.symbolCount(forBytes: count)
    guard symbols <= DigitalTransmission.mostSymbols else {
      throw UnsoundMessage(
        description: "a burst from \(name) of \(symbols) symbols, expected at most \(DigitalTransmission.mostSymbols)")
    }
    guard samples.shape == [symbols, 2] else {
      throw UnsoundMessage(description: "a burst from \(name) of shape \(samples.shape), expected \([symbols, 2])")
    }
  }
}

extension Outcome {
  /// No quantity of a real outcome comes near it; sums over any run stay finite.
  private static let largestMagnitude = 1e30

  /// Checks that the outcome is of the task that was reported, of the kind of the UE's tasks, that it tells the answer that
  /// the server decoded, and that its quantities can be summed.
  ///
  /// - Parameters:
  ///   - name: who sent it.
  ///   - kind: the kind of the UE's tasks.
  ///   - record: what has happened to the UE in the slot so far.
  /// - Throws: ``UnsoundMessage`` that says what cannot be.
  func check(from name: UEName, kind: TaskKind, in record: UESlotRecord) throws(UnsoundMessage) {
    guard task == record.report?.wish.task else {
      throw UnsoundMessage(description: "an outcome from \(name) for task \(task), which it did not report")
    }
    let quantities = [
      latency.value, energy.value, cost, qoe, reward, expectedAccuracy, lateness.value,
    ]
    if let wild = quantities.first(where: { !($0.magnitude <= Self.largestMagnitude) }) {
      throw UnsoundMessage(
        description: "an outcome from \(name) with the value \(wild), expected at most \(Self.largestMagnitude)")
    }
    guard score.fits(kind), answer == .undecodable || answer.kind == kind else {
      throw UnsoundMessage(
        description: "an outcome from \(name) that is of another kind than its \(kind.rawValue) tasks")
    }
    guard (answer == .undecodable) == (result == .undecodable), answer != .undecodable || record.answer != nil else {
      throw UnsoundMessage(
        description: "an outcome from \(name) that is \(result.words), "
          + (answer == .undecodable ? "without an answer" : "with an answer"))
    }
    if let decoded = record.answer?.answer, !answer.isIdentical(to: decoded) {
      throw UnsoundMessage(
        description: "an outcome from \(name) with another answer to task \(task) than the server decoded")
    }
    guard !(result == .completed && givenUp) else {
      throw UnsoundMessage(description: "an outcome from \(name) that is both completed and given up")
    }
  }
}

extension DetachReason {
  /// The reason in words.
  var words: String {
    switch self {
    case .left: "left"
    case .runEnded: "run ended"
    case .leaseExpired: "lease expired"
    case .takenOver: "taken over"
    case .forgotten: "not known any more"
    }
  }
}
