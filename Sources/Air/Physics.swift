import Protocol
import Quantities
import Radio
import Randomness
import Scenario

/// What happens to the symbols: positions, gains and noise of one slot, each a function of scenario, seed, UE, attach
/// slot, settings and slot alone.
struct Physics: Sendable {
  /// A UE's channel and what it was made from.
  private struct Link: Sendable {
    var participant: Participant
    var process: LinkProcess
  }

  private var slot = Header.outsideSlots
  private var links: [UEName: Link] = [:]
  private var states: [UEName: (state: LinkState, timedSymbols: Int?)] = [:]

  /// Draws every participant's channel.
  mutating func open(
    _ opening: SlotOpening, slot: Int, scenario: Scenario
  ) throws -> [(Participant, ChannelState)] {
    self.slot = slot
    states = [:]
    let former = links
    links = [:]
    var result: [(Participant, ChannelState)] = []
    for participant in opening.participants {
      // A link whose description is as it was is carried forward, another one made anew: the states are the same.
      var link =
        try former[participant.name].flatMap { $0.participant == participant ? $0 : nil }
        ?? Link(participant: participant, process: Self.process(of: participant, scenario: scenario))
      let state = try link.process.state(at: slot)
      links[participant.name] = link
      states[participant.name] = (state, participant.timedSymbols)
      let position = state.position
      result.append(
        (
          participant,
          ChannelState(
            x: position.x, y: position.y, distance: state.distance, largeScaleGain: state.largeScaleGain,
            fadingReal: state.coefficient.real, fadingImaginary: state.coefficient.imaginary)
        ))
    }
    return result
  }

  private static func process(of participant: Participant, scenario: Scenario) throws -> LinkProcess {
    var process = try LinkProcess(
      radio: scenario.radio, mobility: try CanonicalJSON.decode(Mobility.self, from: participant.mobility),
      slotDuration: scenario.slots.duration, seed: scenario.seed, ue: participant.name.rawValue,
      attachSlot: participant.attachSlot)
    for change in participant.settings {
      let settings = try CanonicalJSON.decode(ChannelSettings.self, from: change.settings)
      try process.apply(settings.link, from: change.slot)
    }
    return process
  }

  /// Sends a burst through this slot's channel: y = h·s + n, normalised by √(p·g).
  func transmit(_ burst: Burst, of name: UEName, slot: Int, scenario: Scenario) throws -> Arrival {
    guard slot == self.slot, let (state, timedSymbols) = states[name] else {
      throw PhysicsError.otherSlot(burst: slot, open: self.slot)
    }
    let allotment = burst.allotment
    guard allotment.bandwidth.value > 0, allotment.power.value > 0 else {
      throw PhysicsError.emptyAllotment(bandwidth: allotment.bandwidth, power: allotment.power)
    }
    guard let sent = ComplexSamples(interleaved: try burst.symbols.floats()) else {
      throw PhysicsError.oddCount(burst.symbols.shape)
    }
    let budget = try state.linkBudget(transmitPower: allotment.power, bandwidth: allotment.bandwidth)
    guard budget.noiseVariancePerSymbol.isFinite, budget.snr.isFinite else {
      throw PhysicsError.unreal(bandwidth: allotment.bandwidth, power: allotment.power)
    }
    let channel = try state.burstChannel(transmitPower: allotment.power, bandwidth: allotment.bandwidth)
    let declared = channel.snr(symbols: max(1, sent.count))
    let airtime = allotment.bandwidth.airtime(symbols: timedSymbols ?? sent.count)
    guard declared.isFinite, airtime.value.isFinite else {
      throw PhysicsError.unreal(bandwidth: allotment.bandwidth, power: allotment.power)
    }
    var samples = sent
    var noise = RandomStream(seed: scenario.seed, purpose: "noise", ue: name.rawValue, slot: slot)
    channel.transmit(&samples, noise: &noise)
    // A noise below the resolution of the samples leaves nothing to measure: the declared ratio then stands.
    let seen = channel.measuredSNR(sent: sent, received: samples) ?? .infinity
    let measured = seen == .infinity ? declared : seen
    // Bits are demapped symbol by symbol, each with its own h; the codec's decoder knows one h alone.
    let gains = burst.content.payloadBytes == nil ? nil : channel.gains(symbols: sent.count)
    let (coefficient, variance) = gains == nil ? channel.flatten(&samples) : (ComplexGain.unit, channel.noiseVariance)
    guard samples.averagePower.isFinite, measured.isFinite else { throw PhysicsError.notFinite }
    return Arrival(
      task: burst.task, allotment: allotment,
      samples: try TensorFrame(floats: samples.interleaved, shape: burst.symbols.shape),
      content: burst.content,
      gains: try gains.map { try TensorFrame(floats: $0.interleaved, shape: burst.symbols.shape) },
      fadingReal: coefficient.real, fadingImaginary: coefficient.imaginary, noiseVariance: variance,
      declaredSNR: declared, measuredSNR: measured, airtime: airtime)
  }
}

/// Why a burst does not go on the air.
enum PhysicsError: Error, CustomStringConvertible {
  case otherSlot(burst: Int, open: Int)
  case oddCount([Int])
  case notFinite
  case emptyAllotment(bandwidth: Hertz, power: Watts)
  case unreal(bandwidth: Hertz, power: Watts)

  var description: String {
    switch self {
    case .oddCount(let shape): "its symbols of shape \(shape) are not pairs of real and imaginary parts"
    case .notFinite: "its samples or their noise are too large to be received"
    case .otherSlot(let burst, let open): "it belongs to slot \(burst), the air is in slot \(open)"
    case .emptyAllotment(let bandwidth, let power):
      "its allotment is \(bandwidth) at \(power), expected both above zero"
    case .unreal(let bandwidth, let power):
      "its allotment of \(bandwidth) at \(power) gives no finite noise, signal-to-noise ratio or airtime"
    }
  }
}
