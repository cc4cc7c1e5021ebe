import Quantities
import Randomness

/// The channel of a UE that stands still, without shadowing, under flat fading that is drawn anew in every slot: what
/// ``LinkProcess`` gives for it, bit for bit, without the memory that other channels need. Asking for a slot allocates
/// nothing.
public struct BlockFadingLink: Sendable {
  /// Where the UE stands.
  public let position: Position
  /// g = 10^(−PL/10), the large-scale power gain.
  public let largeScaleGain: Double
  /// The stream (seed, "fading", ue).
  private let fading: RandomStream
  /// m and √(w/2) of h = m + √w·g; nil without fading.
  private let parts: (mean: Double, scale: Double)?

  /// Whether such a channel can stand in for ``LinkProcess``.
  ///
  /// - Parameters:
  ///   - radio: the environment.
  ///   - mobility: how the UE moves.
  /// - Returns: whether it gives the same channel.
  public static func suits(_ radio: RadioConfiguration, _ mobility: Mobility) -> Bool {
    guard case .still = mobility, radio.shadowing == nil else { return false }
    switch radio.fading {
    case .none: return true
    case .flat(let fading): return fading.variation == .block
    case .tappedDelayLine: return false
    }
  }

  /// Begins the channel of a UE.
  ///
  /// - Parameters:
  ///   - radio: the environment, which together with `mobility` satisfies ``suits(_:_:)``.
  ///   - mobility: where the UE stands.
  ///   - seed: the seed of the run.
  ///   - ue: the UE's name.
  ///   - attachSlot: the slot at which the UE was attached.
  /// - Throws: `LinkError` that names what cannot be.
  public init(
    radio: RadioConfiguration, mobility: Mobility, seed: UInt64, ue: String, attachSlot: Int
  ) throws(LinkError) {
    precondition(Self.suits(radio, mobility), "a channel with memory needs a LinkProcess")
    var process = try LinkProcess(
      radio: radio, mobility: mobility, slotDuration: Seconds(1), seed: seed, ue: ue, attachSlot: attachSlot)
    let state = try process.state(at: attachSlot)
    position = state.position
    largeScaleGain = state.largeScaleGain
    fading = RandomStream(seed: seed, purpose: "fading", ue: ue)
    switch radio.fading {
    case .flat(let fading):
      let (mean, diffusePower) = fading.distribution.parts
      parts = (mean, (diffusePower * 0.5).squareRoot())
    case .none, .tappedDelayLine: parts = nil
    }
  }

  /// h in a slot: the first pair of normals of the stream (seed, "fading", ue, slot).
  ///
  /// - Parameter slot: a slot, not before the attachment.
  /// - Returns: the coefficient.
  public func coefficient(at slot: Int) -> ComplexGain {
    guard let (mean, scale) = parts else { return .unit }
    var stream = fading.moved(toSlot: slot)
    let (first, second) = stream.normalPair()
    return ComplexGain(real: mean + first * scale, imaginary: second * scale)
  }
}
