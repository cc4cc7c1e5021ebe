import Offloading
import Scenario

extension Schema {
  static let offloading = Section<OffloadingParameters>([
    Entry(
      "minimum-accuracy", \.minimumAccuracy, .number(ScenarioLimits.shares),
      "ε_min of (11b), relative to local accuracy"),
    Entry("maximum-latency", \.maximumLatency, .quantity(ScenarioLimits.maximumLatencies), "t_max of (11g)"),
    Entry(
      "preference", \.preference, .preference,
      "β, energy against latency; `dynamic`: 1 − B/(2·B_max), Eq. (28)"),
    Entry(
      "downlink-latency", \.downlinkLatency, .quantity(ScenarioLimits.downlinkLatencies),
      "t^dl, the time to download a result"),
    Entry(
      "timed-model", \.timedModel, .choice(),
      "Whose operations and symbols time the tasks: those of the `paper`'s models, or those of the models that are `run`"
    ),
    Entry("flops", \.flopModel, .choice(), "How operations are counted, Eqs. (29) to (33): as printed, or as usual"),
    Entry("encoder-cost", \.encoderCost, .choice(), "Whether an offloading UE pays for its encoder"),
    Entry("power", \.transmitPower, .range(of: .quantity(ScenarioLimits.transmitPowers)), "The range of p, (11d)"),
    Entry("bid", \.bandwidthBid, .range(of: .number(ScenarioLimits.bids)), "The range of b̂, the bandwidth bid"),
    Entry(
      "circuit-power", \.circuitPower, .quantity(ScenarioLimits.circuitPowers), "p^c, static and circuit power of a UE"),
    Entry(
      "local-flops-per-cycle", \.localFLOPsPerCycle, .number(ScenarioLimits.operationsPerCycle),
      "Operations per cycle of a UE's processor"),
    Entry(
      "local-frequency", \.localFrequency, .range(of: .quantity(ScenarioLimits.frequencies)), "The range of f, (11e)"),
    Entry(
      "local-energy-coefficient", \.localEnergyCoefficient, .number(ScenarioLimits.energyCoefficients),
      "α^lc in W/Hz³: a UE's processor takes α·f³"),
    Entry(
      "remote-flops-per-cycle", \.remoteFLOPsPerCycle, .number(ScenarioLimits.operationsPerCycle),
      "Operations per cycle of the server"),
    Entry(
      "remote-frequency", \.remoteFrequency, .quantity(ScenarioLimits.frequencies), "f^rc, the server's clock frequency"
    ),
    Entry(
      "symbols-per-patch", \.symbolsPerPatch, .integer(ScenarioLimits.symbolsPerToken),
      "k^I, complex symbols per token of a picture, in the codec and in the timed model"),
    Entry(
      "symbols-per-word", \.symbolsPerWord, .integer(ScenarioLimits.symbolsPerToken), "k^T, complex symbols per word"),
  ])
}
