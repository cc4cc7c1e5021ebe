import Offloading
import Quantities

extension Schema {
  static let offloading = Section<OffloadingParameters>([
    Entry(
      "minimum-accuracy", \.minimumAccuracy, .number(.from(0, to: 1)), "ε_min of (11b), relative to local accuracy"),
    Entry("maximum-latency", \.maximumLatency, .quantity(.above(Seconds(0))), "t_max of (11g)"),
    Entry(
      "preference", \.preference, .preference,
      "β, energy against latency; `dynamic`: 1 − B/(2·B_max), Eq. (28)"),
    Entry(
      "downlink-latency", \.downlinkLatency, .quantity(.atLeast(Seconds(0))), "t^dl, the time to download a result"),
    Entry(
      "timed-model", \.timedModel, .choice(),
      "Whose operations and symbols time the tasks: those of the `paper`'s models, or those of the models that are `run`"
    ),
    Entry("flops", \.flopModel, .choice(), "How operations are counted, Eqs. (29) to (33): as printed, or as usual"),
    Entry("encoder-cost", \.encoderCost, .choice(), "Whether an offloading UE pays for its encoder"),
    Entry("power", \.transmitPower, .range(of: .quantity(.above(Watts(0)))), "The range of p, (11d)"),
    Entry("bid", \.bandwidthBid, .range(of: .number(.from(-30, to: 30))), "The range of b̂, the bandwidth bid"),
    Entry("circuit-power", \.circuitPower, .quantity(.atLeast(Watts(0))), "p^c, static and circuit power of a UE"),
    Entry(
      "local-flops-per-cycle", \.localFLOPsPerCycle, .number(.above(0)), "Operations per cycle of a UE's processor"),
    Entry("local-frequency", \.localFrequency, .range(of: .quantity(.above(Hertz(0)))), "The range of f, (11e)"),
    Entry(
      "local-energy-coefficient", \.localEnergyCoefficient, .number(.above(0)),
      "α^lc in W/Hz³: a UE's processor takes α·f³"),
    Entry(
      "remote-flops-per-cycle", \.remoteFLOPsPerCycle, .number(.above(0)), "Operations per cycle of the server"),
    Entry("remote-frequency", \.remoteFrequency, .quantity(.above(Hertz(0))), "f^rc, the server's clock frequency"),
    Entry(
      "symbols-per-patch", \.symbolsPerPatch, .integer(.from(1, to: 1024)),
      "k^I, complex symbols per token of a picture, in the codec and in the timed model"),
    Entry("symbols-per-word", \.symbolsPerWord, .integer(.from(1, to: 1024)), "k^T, complex symbols per word"),
  ])
}
