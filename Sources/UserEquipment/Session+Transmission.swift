import Offloading
import Protocol
import Quantities
import Scenario
import Tasks

extension Equipment {
  /// What a task asks of processors: the yardstick of Eq. (9) and of what is offloaded.
  var workload: Workload { timed(costs?.codec) }

  /// What a task asks that is executed on the UE.
  var localWorkload: Workload { timed(costs?.local) }

  private func timed(_ run: Workload?) -> Workload {
    session.scenario.offloading.workload(of: session.profile.task.modality, run: run)
  }

  /// What a burst asks of processors and of the channel: the symbols of the timed model, or those of the burst itself
  /// where it carries bytes or the model that is run is timed.
  func workload(of burst: Burst) -> Workload {
    let symbols = burst.symbols.shape.first ?? 0
    if let transceiver = session.profile.transceiver { return transceiver.workload(workload, symbols: symbols) }
    return costs == nil ? workload : workload.sending(symbols: symbols)
  }

  /// The accuracy to expect of an answer, absolute and relative to local.
  ///
  /// The knowledge base ε(k, γ) is that of the joint source-channel codec. Bytes that came through carry no noise: of
  /// them the accuracy without noise is expected, of those that did not none. Nor is any of a burst of which nothing
  /// was received, γ = 0: an outage.
  func accuracy(of answer: Answer, symbols: SymbolCounts) -> (absolute: Double, relative: Double) {
    if answer.answer == .undecodable || answer.declaredSNR <= 0 { return (0, 0) }
    guard session.profile.transceiver == nil else { return (knowledge.localAccuracy, 1) }
    let snr = Decibels(linear: answer.declaredSNR)
    return (knowledge.accuracy(symbols, snr: snr), knowledge.relativeAccuracy(symbols, snr: snr))
  }

  /// The accuracy of execution on the UE over that of the codec's model without a channel: 1 where they are one model.
  var relativeLocalAccuracy: Double { localAccuracy / knowledge.localAccuracy }
}
