import Protocol
import Quantities
import Radio
import Scenario

/// What happens to the symbols: positions, gains and noise of one slot, each a function of seed, UE and slot alone.
struct Physics: Sendable {
  private var slot = Header.outsideSlots
  private var states: [UEName: (channel: ChannelState, timedSymbols: Int)] = [:]

  /// Draws every participant's channel.
  mutating func open(
    _ opening: SlotOpening, slot: Int, scenario: Scenario
  ) throws -> [(Participant, ChannelState)] {
    self.slot = slot
    states = [:]
    var result: [(Participant, ChannelState)] = []
    for participant in opening.participants {
      let state = try channelState(of: participant, slot: slot, scenario: scenario)
      states[participant.name] = (state, participant.timedSymbols)
      result.append((participant, state))
    }
    return result
  }

  private func channelState(of participant: Participant, slot: Int, scenario: Scenario) throws -> ChannelState {
    let placement = try CanonicalJSON.decode(Placement.self, from: participant.placement)
    let position = try placement.position(
      seed: scenario.seed, ue: participant.name.rawValue, attachSlot: participant.attachSlot)
    let state = try scenario.radio.linkState(
      at: position, seed: scenario.seed, ue: participant.name.rawValue, slot: slot)
    return ChannelState(
      x: position.x, y: position.y, distance: state.distance, largeScaleGain: state.largeScaleGain,
      fadingReal: state.coefficient.real, fadingImaginary: state.coefficient.imaginary)
  }

  /// Sends a burst through this slot's channel: y = h·s + n, normalised by √(p·g).
  func transmit(_ burst: Burst, of name: UEName, slot: Int, scenario: Scenario) throws -> Arrival {
    guard slot == self.slot, let state = states[name] else {
      throw PhysicsError.otherSlot(burst: slot, open: self.slot)
    }
    let allotment = burst.allotment
    guard allotment.bandwidth.value > 0, allotment.power.value > 0 else {
      throw PhysicsError.emptyAllotment(bandwidth: allotment.bandwidth, power: allotment.power)
    }
    let coefficient = ComplexGain(real: state.channel.fadingReal, imaginary: state.channel.fadingImaginary)
    let budget = try LinkBudget(
      transmitPower: allotment.power, largeScaleGain: state.channel.largeScaleGain, coefficient: coefficient,
      bandwidth: allotment.bandwidth, noiseDensity: scenario.radio.noiseDensity)
    guard let sent = ComplexSamples(interleaved: try burst.symbols.floats()) else {
      throw PhysicsError.oddCount(burst.symbols.shape)
    }
    let airtime = allotment.bandwidth.airtime(symbols: state.timedSymbols)
    guard budget.noiseVariancePerSymbol.isFinite, budget.snr.isFinite, airtime.value.isFinite else {
      throw PhysicsError.unreal(bandwidth: allotment.bandwidth, power: allotment.power)
    }
    let channel = FlatChannel(budget)
    let received = channel.transmit(sent, seed: scenario.seed, ue: name.rawValue, slot: slot)
    // A noise below the resolution of the samples leaves nothing to measure: the declared ratio then stands.
    let seen = channel.measuredSNR(sent: sent, received: received) ?? .infinity
    let measured = seen == .infinity ? budget.snr : seen
    guard received.averagePower.isFinite, measured.isFinite else { throw PhysicsError.notFinite }
    return Arrival(
      task: burst.task, allotment: allotment,
      samples: try TensorFrame(floats: received.interleaved, shape: burst.symbols.shape),
      fadingReal: state.channel.fadingReal, fadingImaginary: state.channel.fadingImaginary,
      noiseVariance: channel.noiseVariance,
      declaredSNR: budget.snr, measuredSNR: measured,
      airtime: airtime)
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
