import Modem
import Offloading
import Protocol
import Quantities
import Scenario
import Semantics
import Trace

/// A message of a UE that cannot be true: refused, so that the summary adds up whatever UEs say.
struct UnsoundMessage: Error, CustomStringConvertible {
  let description: String
}

extension SlotReport {
  /// The most tasks that a UE may speak of: a Welcome after a restart takes no more.
  private static let mostTasks = 1 << 24

  /// Checks that the counts add up, that generated = completed + failed + queued, and that a wished task is queued.
  func check(from name: UEName) throws(UnsoundMessage) {
    let counts = [generated, completed, failed, queued]
    guard counts.allSatisfy({ (0...Self.mostTasks).contains($0) }), generated == completed + failed + queued else {
      throw UnsoundMessage(
        description: "a slot report from \(name) whose counts do not add up: "
          + "\(generated) generated, \(completed) completed, \(failed) failed, \(queued) queued")
    }
    if let task = wish.task, queued == 0 {
      throw UnsoundMessage(description: "a slot report from \(name) that wishes to do task \(task) of an empty queue")
    }
  }
}

extension Arrival {
  /// Checks that the burst is of the task that was reported, and as long as the model's or as its bytes take.
  func check(
    from name: UEName, wish: Wish?, transceiver: DigitalTransmission?, in loaded: LoadedServer?
  ) throws(UnsoundMessage) {
    guard task == wish?.task else {
      throw UnsoundMessage(description: "a burst from \(name) of task \(task), which it did not report")
    }
    guard (transceiver == nil) == (payloadBytes == nil) else {
      let (found, expected) = payloadBytes == nil ? ("without bytes", "some") : ("of bytes", "analogue symbols")
      throw UnsoundMessage(description: "a burst from \(name) \(found), expected \(expected) from its transceiver")
    }
    var shape = [loaded?.tokensPerTask ?? samples.shape.first ?? 0, allotment.symbolsPerToken, 2]
    if let transceiver, let payloadBytes {
      if case .features(let bits) = transceiver.source, let features = loaded?.featuresPerTask {
        let expected = UniformQuantiser(bits: bits).byteCount(values: features)
        guard payloadBytes == expected else {
          throw UnsoundMessage(description: "a burst from \(name) of \(payloadBytes) bytes, expected \(expected)")
        }
      }
      let symbols = transceiver.configuration.symbolCount(forBytes: payloadBytes)
      guard symbols <= DigitalTransmission.mostSymbols else {
        throw UnsoundMessage(
          description: "a burst from \(name) of \(symbols) symbols, expected at most \(DigitalTransmission.mostSymbols)"
        )
      }
      shape = [symbols, 2]
    }
    guard samples.shape == shape else {
      throw UnsoundMessage(description: "a burst from \(name) of shape \(samples.shape), expected \(shape)")
    }
  }
}

extension Outcome {
  /// No quantity of a real outcome comes near it; sums over any run stay finite.
  private static let largestMagnitude = 1e30

  /// Checks that the outcome is of the task that was reported and that its quantities can be summed.
  func check(from name: UEName, wish: Wish?) throws(UnsoundMessage) {
    guard task == wish?.task else {
      throw UnsoundMessage(description: "an outcome from \(name) for task \(task), which it did not report")
    }
    let quantities = [
      latency.value, energy.value, cost, qoe, reward, expectedAccuracy, lateness.value,
    ]
    if let wild = quantities.first(where: { !($0.magnitude <= Self.largestMagnitude) }) {
      throw UnsoundMessage(
        description: "an outcome from \(name) with the value \(wild), expected at most \(Self.largestMagnitude)")
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
