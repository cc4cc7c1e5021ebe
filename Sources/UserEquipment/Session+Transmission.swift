import Offloading
import Protocol
import Quantities
import Scenario
import Tasks

extension Session {
  /// What a burst asks of processors and of the channel: the symbols of the timed model, or those of the burst itself
  /// where it carries bytes.
  func workload(of burst: Burst) -> Workload {
    let timed = scenario.offloading.workload(of: profile.task.modality)
    return profile.transceiver?.workload(timed, symbols: burst.symbols.shape.first ?? 0) ?? timed
  }
}

extension Equipment {
  /// The accuracy to expect of an answer, absolute and relative to local.
  ///
  /// The knowledge base ε(k, γ) is that of the joint source-channel codec. Bytes that came through carry no noise: of
  /// them the accuracy without noise is expected, of those that did not none. Nor is any of a burst of which nothing
  /// was received, γ = 0: an outage.
  func accuracy(of answer: Answer, symbolsPerToken k: Int) -> (absolute: Double, relative: Double) {
    if answer.answer == .undecodable || answer.declaredSNR <= 0 { return (0, 0) }
    guard session.profile.transceiver == nil else { return (knowledge.localAccuracy, 1) }
    let snr = Decibels(linear: answer.declaredSNR)
    let symbols = SymbolCounts(words: session.scenario.offloading.symbolsPerWord, patches: k)
    return (knowledge.accuracy(symbols, snr: snr), knowledge.relativeAccuracy(symbols, snr: snr))
  }
}
