internal import CSignal

/// Which version of the vector loops of `CSignal` runs. All give the same results.
package enum SignalVersion: Int32, CaseIterable, Sendable {
  /// What every processor of the architecture can do.
  case baseline
  /// AVX2.
  case avx2

  /// The fastest version that this processor runs.
  package static let best = SignalVersion(rawValue: signal_best_version()) ?? .baseline

  /// The versions that this processor runs.
  package static var available: [SignalVersion] { allCases.filter { $0.rawValue <= best.rawValue } }
}
