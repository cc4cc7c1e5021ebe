import Quantities

/// Why there is no channel between a UE and the base station.
public enum LinkError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A distance, carrier or height outside the path loss model's range.
  case pathLoss(PathLossError)
  /// A movement that cannot be.
  case mobility(MobilityError)
  /// Shadowing is asked of a path loss model that comes with none.
  case noShadowing(model: PathLossModel)
  /// A value that no channel can have.
  case setting(name: String, found: String, expected: String)

  /// One sentence with the thing, what was found and what was expected.
  public var description: String {
    switch self {
    case .pathLoss(let error): error.description
    case .mobility(let error): error.description
    case .noShadowing(let model):
      "the path loss model \(model.name) comes with no shadowing; give a deviation and a decorrelation distance"
    case .setting(let name, let found, let expected): "the \(name) must be \(expected), found \(found)"
    }
  }
}

extension SmallScaleFading {
  /// Whether the fading's numbers can be.
  func check() throws(LinkError) {
    switch self {
    case .none: return
    case .flat(let flat):
      if case .rician(let factor, _) = flat.distribution, !factor.linear.isFinite {
        throw .setting(name: "Rician factor", found: "\(factor)", expected: "finite")
      }
    case .tappedDelayLine(let line):
      guard line.delaySpread.value > 0, line.delaySpread.value.isFinite else {
        throw .setting(name: "delay spread", found: "\(line.delaySpread)", expected: "above 0 s and finite")
      }
      guard (1...TappedDelayLine.mostSubBands).contains(line.subBands) else {
        throw .setting(
          name: "number of sub-bands", found: "\(line.subBands)", expected: "1 to \(TappedDelayLine.mostSubBands)")
      }
    }
    if case .given(let maximum) = variation?.doppler, !(maximum.value >= 0 && maximum.value.isFinite) {
      throw .setting(name: "Doppler shift", found: "\(maximum)", expected: "at least 0 Hz and finite")
    }
  }
}

extension Shadowing {
  /// The statistics over a geometry, given those that the model comes with.
  func statistics(
    of model: PathLossModel, over geometry: LinkGeometry, isLineOfSight: Bool
  ) throws(LinkError) -> ShadowingStatistics {
    switch self {
    case .ofModel:
      guard let statistics = model.shadowing(over: geometry, isLineOfSight: isLineOfSight) else {
        throw .noShadowing(model: model)
      }
      return statistics
    case .given(let statistics):
      guard statistics.deviation.value >= 0, statistics.deviation.value.isFinite else {
        throw .setting(
          name: "shadowing deviation", found: "\(statistics.deviation)", expected: "at least 0 dB and finite")
      }
      guard statistics.decorrelationDistance.value > 0, statistics.decorrelationDistance.value.isFinite else {
        throw .setting(
          name: "shadowing decorrelation distance", found: "\(statistics.decorrelationDistance)",
          expected: "above 0 m and finite")
      }
      return statistics
    }
  }
}
