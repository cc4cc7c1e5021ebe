public import Quantities

/// What is set by hand for one UE while a run goes on. Nil leaves the scenario's value; setting a value twice is setting
/// it once.
public struct LinkSettings: Codable, Hashable, Sendable {
  /// A loss on top of path loss and shadowing.
  public var extraLoss: Decibels?
  /// The path loss, in place of the model's.
  public var pathLoss: Decibels?
  /// σ², the power spectral density of the noise.
  public var noiseDensity: WattsPerHertz?
  /// The kind of fading. The UE's channel is then what it would be had this kind been chosen from the start.
  public var fading: SmallScaleFading?
  /// f_d, the Doppler shift, whatever the UE's speed; block fading has none. As with the kind of fading, the channel is
  /// what it would be had this been so from the start.
  public var doppler: Hertz?
  /// Where the UE is, wherever its own way leads meanwhile. Line of sight, shadowing and Doppler stay those of its way.
  public var position: Position?
  /// Whether nothing of what the UE sends arrives: h = 0, and the receiver sees noise.
  public var isOutage: Bool?

  /// Creates settings that set nothing.
  public init() {}

  /// These settings with what others set on top.
  public func updated(by newer: LinkSettings) -> LinkSettings {
    var result = self
    result.extraLoss = newer.extraLoss ?? extraLoss
    result.pathLoss = newer.pathLoss ?? pathLoss
    result.noiseDensity = newer.noiseDensity ?? noiseDensity
    result.fading = newer.fading ?? fading
    result.doppler = newer.doppler ?? doppler
    result.position = newer.position ?? position
    result.isOutage = newer.isOutage ?? isOutage
    return result
  }

  /// Whether every value set can be.
  ///
  /// - Parameter radio: the environment in which the settings are to hold.
  /// - Throws: `LinkError` that names the first value that cannot.
  public func check(in radio: RadioConfiguration) throws(LinkError) {
    for (name, loss) in [("extra loss", extraLoss), ("path loss", pathLoss)] {
      guard let loss, !loss.value.isFinite else { continue }
      throw .setting(name: name, found: "\(loss)", expected: "finite")
    }
    if let noiseDensity, !(noiseDensity.value > 0 && noiseDensity.value.isFinite) {
      throw .setting(name: "noise density", found: "\(noiseDensity)", expected: "above zero and finite")
    }
    if let doppler, !(doppler.value >= 0 && doppler.value.isFinite) {
      throw .setting(name: "Doppler shift", found: "\(doppler)", expected: "at least 0 Hz and finite")
    }
    if let fading { try fading.check() }
    if let position, pathLoss == nil {
      do {
        _ = try radio.loss(at: position, isLineOfSight: false)
      } catch {
        throw .pathLoss(error)
      }
    }
  }
}
