public import Quantities
import Randomness

/// The channel of one UE, slot after slot.
///
/// Its state at a slot is a function of the arguments of `init`, of the settings applied and of the slot alone: a
/// process that is made anew and asked for slot s gives, bit for bit, what one gives that was carried there.
public struct LinkProcess: Sendable {
  private let radio: RadioConfiguration
  private let identity: Identity
  private let clock: SlotClock
  private let isLineOfSight: Bool
  private var path: MobilityProcess
  private var shadowing: AutoregressiveProcess?
  private var fading: FadingProcess
  /// Ordered by slot.
  private var settings: [(slot: Int, settings: LinkSettings)] = []

  private struct Identity: Sendable {
    var seed: UInt64
    var ue: String
  }

  /// Begins the channel of a UE.
  ///
  /// - Parameters:
  ///   - radio: the environment.
  ///   - mobility: how the UE moves.
  ///   - slotDuration: L > 0, the modelled length of a slot.
  ///   - seed: the seed of the run.
  ///   - ue: the UE's name.
  ///   - attachSlot: the slot at which the UE was attached.
  /// - Throws: `LinkError` that names what cannot be. The distance is looked at in the slot of attachment; that a whole
  ///   way lies in the path loss model's range is checked with `Mobility.distances()`.
  public init(
    radio: RadioConfiguration, mobility: Mobility, slotDuration: Seconds, seed: UInt64, ue: String, attachSlot: Int
  ) throws(LinkError) {
    guard slotDuration.value > 0, slotDuration.value.isFinite else {
      throw .setting(name: "slot duration", found: "\(slotDuration)", expected: "above 0 s and finite")
    }
    try radio.fading.check()
    self.radio = radio
    identity = Identity(seed: seed, ue: ue)
    clock = SlotClock(slotDuration: slotDuration.value, attachSlot: attachSlot)
    do {
      path = try mobility.process(seed: seed, ue: ue, attachSlot: attachSlot)
    } catch {
      throw .mobility(error)
    }
    let start = path.movement(at: 0).position
    isLineOfSight = radio.pathLoss.drawLineOfSight(
      at: start.distance, seed: seed, ue: ue, attachSlot: attachSlot)
    shadowing = nil
    if let model = radio.shadowing {
      let statistics = try model.statistics(
        of: radio.pathLoss, over: radio.geometry(at: start), isLineOfSight: isLineOfSight)
      shadowing = AutoregressiveProcess(
        seed: seed, purpose: "shadowing", ue: ue, pairs: 1, attachSlot: attachSlot,
        memory: .exponential(distance: statistics.decorrelationDistance.value), clock: clock, path: path)
    }
    fading = FadingProcess(
      radio.fading, seed: seed, ue: ue, clock: clock, carrier: radio.carrier, path: path)
    do {
      _ = try radio.loss(at: start, isLineOfSight: isLineOfSight)
    } catch {
      throw .pathLoss(error)
    }
  }

  /// Puts settings in force from a slot on until the slot of the next ones, in place of those before and of any from the
  /// same slot; empty ones bring the scenario's values back. Applying the same settings from the same slot again changes
  /// nothing.
  ///
  /// - Parameters:
  ///   - settings: all that is set, not the change alone: see `LinkSettings.updated(by:)`.
  ///   - slot: the first slot in which they hold.
  /// - Throws: `LinkError` for values that cannot be.
  public mutating func apply(_ settings: LinkSettings, from slot: Int) throws(LinkError) {
    try settings.check(in: radio)
    self.settings.removeAll { $0.slot == slot }
    let place = self.settings.firstIndex { $0.slot > slot } ?? self.settings.endIndex
    self.settings.insert((slot, settings), at: place)
  }

  /// The channel in a slot.
  ///
  /// - Parameter slot: a slot, not before the attachment; asking for one slot after another costs least.
  /// - Returns: the state, the same however often and in which order slots are asked for.
  /// - Throws: `LinkError` where the way has left the path loss model's range.
  public mutating func state(at slot: Int) throws(LinkError) -> LinkState {
    precondition(
      slot >= clock.attachSlot, "a UE has a channel from its attachment in slot \(clock.attachSlot) on, found \(slot)")
    let settings = self.settings.last { $0.slot <= slot }?.settings ?? LinkSettings()
    let movement = path.movement(at: clock.time(of: slot))
    let position = settings.position ?? movement.position
    return LinkState(
      position: position, isLineOfSight: radio.pathLoss.isLineOfSight(drawn: isLineOfSight),
      pathLoss: try pathLoss(at: position, settings), shadowing: try shadowing(at: slot, movement.position),
      extraLoss: settings.extraLoss ?? Decibels(0), noiseDensity: settings.noiseDensity ?? radio.noiseDensity,
      fading: fading(at: slot, movement, settings))
  }

  private func pathLoss(at position: Position, _ settings: LinkSettings) throws(LinkError) -> Decibels {
    if let given = settings.pathLoss { return given }
    do {
      return try radio.loss(at: position, isLineOfSight: isLineOfSight)
    } catch {
      throw .pathLoss(error)
    }
  }

  private mutating func shadowing(at slot: Int, _ position: Position) throws(LinkError) -> Decibels {
    guard let model = radio.shadowing, let normal = shadowing?.values(at: slot)[0] else { return Decibels(0) }
    let statistics = try model.statistics(
      of: radio.pathLoss, over: radio.geometry(at: position), isLineOfSight: isLineOfSight)
    return statistics.deviation * normal
  }

  private mutating func fading(at slot: Int, _ movement: Movement, _ settings: LinkSettings) -> FadingState {
    if settings.isOutage == true { return .flat(.zero) }
    var wanted = settings.fading ?? radio.fading
    if let doppler = settings.doppler { wanted = wanted.with(.given(maximum: doppler)) }
    if fading.fading != wanted {
      fading = FadingProcess(
        wanted, seed: identity.seed, ue: identity.ue, clock: clock, carrier: radio.carrier, path: path)
    }
    return fading.state(at: slot, movement)
  }
}

extension PathLossModel {
  /// Whether a UE is seen: the first uniform number of the stream (seed, "line of sight", ue, attach slot) lies below
  /// the probability. Of models that draw nothing, what they say themselves.
  func drawLineOfSight(at distance: Metres, seed: UInt64, ue: String, attachSlot: Int) -> Bool {
    guard case .deployment(let scenario, .drawn) = self else { return isLineOfSight(drawn: false) ?? false }
    var stream = RandomStream(seed: seed, purpose: "line of sight", ue: ue, slot: attachSlot)
    return stream.uniform() < scenario.lineOfSightProbability(at: distance)
  }
}
