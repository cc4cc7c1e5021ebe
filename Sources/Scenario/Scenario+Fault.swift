import Offloading
import Quantities
import Radio
import Tasks

extension Scenario {
  /// What makes the scenario impossible. A topology has been held against the same limits; whoever is handed a scenario by
  /// somebody else, in a message or in a record, has not seen that.
  ///
  /// - Returns: the thing, what was found and what was expected, for the first fault; nil when the scenario can be run.
  public var fault: String? {
    nameFault ?? scheduleFault ?? radio.fault ?? offloading.fault ?? semanticsFault ?? ueFault
  }

  private var nameFault: String? {
    name.count <= ScenarioLimits.longestName
      ? nil : "its name has \(name.count) characters, expected at most \(ScenarioLimits.longestName)"
  }

  private var scheduleFault: String? {
    firstFault([
      slots.count.flatMap { ScenarioLimits.slotCounts.fault("slots.count", $0) },
      ScenarioLimits.slotDurations.fault("slots.duration", slots.duration),
      ScenarioLimits.slotScales.fault("slots.scale", slots.scale),
      ScenarioLimits.leases.fault("attendance.lease", attendance.lease),
      ScenarioLimits.startTimeouts.fault("attendance.start-timeout", attendance.startTimeout),
    ])
  }

  private var semanticsFault: String? {
    func fault(_ key: String, _ model: String?) -> String? {
      guard let model, !ScenarioLimits.isModelName(model) else { return nil }
      return "semantics.\(key) is \"\(model.prefix(80))\", expected a model's name"
    }
    return firstFault([
      fault("translation.model", translation?.model), fault("retrieval.model", retrieval?.model),
      fault("vqa.model", questions?.model), fault("vqa.local-model", questions?.localModel),
      translation.flatMap {
        ScenarioLimits.sentences.fault("semantics.translation.sentences", $0.sentencesPerTask)
      },
      retrieval.flatMap { ScenarioLimits.gallerySizes.fault("semantics.retrieval.gallery", $0.gallery) },
    ])
  }

  private var ueFault: String? {
    guard ues.count <= ScenarioLimits.mostUEs else {
      return "it names \(ues.count) UEs, expected at most \(ScenarioLimits.mostUEs)"
    }
    var names: Set<String> = []
    for ue in ues {
      guard names.insert(ue.name).inserted else { return "it names the UE \(ue.name) twice" }
      if let fault = ue.profile.fault(in: self) { return "the profile of \(ue.name): \(fault)" }
    }
    // Of what kind the tasks of the template are does not matter before somebody joins with them.
    return template.faultApartFromTask(in: self).map { "the template: \($0)" }
  }
}

extension RadioConfiguration {
  /// What is outside of the limits; nil when nothing is.
  fileprivate var fault: String? {
    firstFault([
      ScenarioLimits.frequencies.fault("radio.carrier", carrier),
      ScenarioLimits.frequencies.fault("radio.bandwidth", bandwidth),
      noiseDensity.value >= 0 ? nil : "radio.noise is \(noiseDensity.value) W/Hz, expected at least 0",
      ScenarioLimits.lengths.fault("radio.base-station-height", baseStationHeight),
      ScenarioLimits.lengths.fault("radio.user-height", userHeight), pathLossFault, shadowingFault, fadingFault,
    ])
  }

  private var pathLossFault: String? {
    guard case .logDistance(let law) = pathLoss else { return nil }
    return firstFault([
      ScenarioLimits.pathLossExponents.fault("radio.path-loss.exponent", law.exponent),
      ScenarioLimits.losses.fault("radio.path-loss.reference-loss", law.referenceLoss),
      ScenarioLimits.lengths.fault("radio.path-loss.reference-distance", law.referenceDistance),
    ])
  }

  private var shadowingFault: String? {
    switch (shadowing, pathLoss) {
    case (nil, _), (.ofModel, .deployment), (.ofModel, .macroCell): nil
    case (.ofModel, .freeSpace), (.ofModel, .logDistance):
      "radio.shadowing is that of the path loss model, which comes with none"
    case (.given(let statistics), _):
      ScenarioLimits.shadowingDeviations.fault("radio.shadowing.deviation", statistics.deviation)
        ?? ScenarioLimits.lengths.fault("radio.shadowing.decorrelation", statistics.decorrelationDistance)
    }
  }

  private var fadingFault: String? {
    switch fading {
    case .none: return nil
    case .flat(let flat):
      if case .rician(let factor, _) = flat.distribution,
        let fault = ScenarioLimits.ricianFactors.fault("radio.fading.k-factor", factor)
      {
        return fault
      }
      return fault(flat.variation)
    case .tappedDelayLine(let line):
      return ScenarioLimits.delaySpreads.fault("radio.fading.delay-spread", line.delaySpread)
        ?? ScenarioLimits.subBands.fault("radio.fading.sub-bands", line.subBands) ?? fault(line.variation)
    }
  }

  private func fault(_ variation: FadingVariation) -> String? {
    switch variation {
    case .block, .gaussMarkov(.fromSpeed), .clarke(.fromSpeed): nil
    case .gaussMarkov(.given(let maximum)), .clarke(.given(let maximum)):
      ScenarioLimits.dopplerShifts.fault("radio.fading.doppler", maximum)
    }
  }
}

extension OffloadingParameters {
  /// What is outside of the limits; nil when nothing is.
  fileprivate var fault: String? {
    var weight: String?
    if case .fixed(let beta) = preference { weight = ScenarioLimits.shares.fault("offloading.preference", beta) }
    return firstFault([
      ScenarioLimits.symbolsPerToken.fault("offloading.symbols-per-word", symbolsPerWord),
      ScenarioLimits.symbolsPerToken.fault("offloading.symbols-per-patch", symbolsPerPatch),
      ScenarioLimits.shares.fault("offloading.minimum-accuracy", minimumAccuracy),
      ScenarioLimits.maximumLatencies.fault("offloading.maximum-latency", maximumLatency),
      ScenarioLimits.downlinkLatencies.fault("offloading.downlink-latency", downlinkLatency), weight,
      ScenarioLimits.transmitPowers.fault("offloading.power", transmitPower),
      ScenarioLimits.bids.fault("offloading.bid", bandwidthBid),
      ScenarioLimits.circuitPowers.fault("offloading.circuit-power", circuitPower),
      ScenarioLimits.operationsPerCycle.fault("offloading.local-flops-per-cycle", localFLOPsPerCycle),
      ScenarioLimits.frequencies.fault("offloading.local-frequency", localFrequency),
      ScenarioLimits.energyCoefficients.fault("offloading.local-energy-coefficient", localEnergyCoefficient),
      ScenarioLimits.operationsPerCycle.fault("offloading.remote-flops-per-cycle", remoteFLOPsPerCycle),
      ScenarioLimits.frequencies.fault("offloading.remote-frequency", remoteFrequency),
    ])
  }
}

/// The first of several faults; nil when there is none.
private func firstFault(_ faults: [String?]) -> String? { faults.compactMap(\.self).first }
