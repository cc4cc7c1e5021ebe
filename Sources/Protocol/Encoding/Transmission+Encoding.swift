import Quantities
import Tasks

extension Allotment {
  func wire(_ name: String) throws(ProtocolError) -> WireAllotment {
    var wire = WireAllotment()
    wire.bandwidth = try bandwidth.value.nonNegative("\(name).bandwidth")
    wire.power = try power.value.nonNegative("\(name).power")
    try Self.check(symbols, name)
    wire.symbolsPerWord = try symbols.words.within(0...FieldLimit.symbolsPerToken, "\(name).symbols_per_word")
    wire.symbolsPerPatch = try symbols.patches.within(0...FieldLimit.symbolsPerToken, "\(name).symbols_per_patch")
    return wire
  }

  init(_ wire: WireAllotment, _ name: String) throws(ProtocolError) {
    let symbols = SymbolCounts(
      words: try wire.symbolsPerWord.within(0...FieldLimit.symbolsPerToken, "\(name).symbols_per_word"),
      patches: try wire.symbolsPerPatch.within(0...FieldLimit.symbolsPerToken, "\(name).symbols_per_patch"))
    try Self.check(symbols, name)
    self.init(
      bandwidth: Hertz(try wire.bandwidth.nonNegative("\(name).bandwidth")),
      power: Watts(try wire.power.nonNegative("\(name).power")), symbols: symbols)
  }

  private static func check(_ symbols: SymbolCounts, _ name: String) throws(ProtocolError) {
    guard symbols != SymbolCounts() else {
      throw ProtocolError.badField(
        name: "\(name).symbols_per_word", found: "0 beside symbols_per_patch 0", expected: "one of the two above 0")
    }
  }
}

extension Grant {
  func wire() throws(ProtocolError) -> WireGrant {
    var wire = WireGrant()
    switch decision {
    case .idle: wire.decision = .idle(WireIdle())
    case .local: wire.decision = .local(WireLocalDecision())
    case .offload(let allotment): wire.decision = .offload(try allotment.wire("grant.offload"))
    }
    wire.offloaders = try offloaders.within(0...FieldLimit.participants, "grant.offloaders")
    return wire
  }

  init(_ wire: WireGrant) throws(ProtocolError) {
    let decision: GrantDecision
    switch try wire.decision.required("grant.decision", "idle, local or offload") {
    case .idle: decision = .idle
    case .local: decision = .local
    case .offload(let allotment): decision = .offload(try Allotment(allotment, "grant.offload"))
    }
    self.init(
      decision: decision, offloaders: try wire.offloaders.within(0...FieldLimit.participants, "grant.offloaders"))
  }
}

extension Burst {
  func wire() throws(ProtocolError) -> WireBurst {
    var wire = WireBurst()
    wire.task = try task.count("burst.task")
    wire.allotment = try allotment.wire("burst.allotment")
    wire.payloadBytes = try content.wirePayload("burst")
    wire.blocks = try content.wireBlocks("burst")
    try content.check(try symbols.checkedSymbols(of: "burst"), of: "burst")
    return wire
  }

  init(_ wire: WireBurst, tensors: [TensorFrame]) throws(ProtocolError) {
    let symbols = try tensors.single("burst").checkedSymbols(of: "burst")
    let content = try BurstContent(payload: wire.payloadBytes, blocks: wire.blocks, "burst")
    try content.check(symbols, of: "burst")
    self.init(
      task: try wire.task.count("burst.task"), allotment: try Allotment(wire.allotment, "burst.allotment"),
      symbols: symbols, content: content)
  }
}

extension Arrival {
  func wire() throws(ProtocolError) -> WireArrival {
    var wire = WireArrival()
    wire.task = try task.count("arrival.task")
    wire.allotment = try allotment.wire("arrival.allotment")
    wire.fadingReal = try fadingReal.finite("arrival.fading_real")
    wire.fadingImaginary = try fadingImaginary.finite("arrival.fading_imaginary")
    wire.noiseVariance = try noiseVariance.nonNegative("arrival.noise_variance")
    wire.declaredSnr = try declaredSNR.nonNegative("arrival.declared_snr")
    wire.measuredSnr = try measuredSNR.nonNegative("arrival.measured_snr")
    wire.airtime = try airtime.value.nonNegative("arrival.airtime")
    wire.payloadBytes = try content.wirePayload("arrival")
    wire.blocks = try content.wireBlocks("arrival")
    try content.check(try samples.checkedSymbols(of: "arrival"), of: "arrival")
    _ = try gains?.checkedGains(of: samples, content)
    return wire
  }

  init(_ wire: WireArrival, tensors: [TensorFrame]) throws(ProtocolError) {
    let samples = try Array(tensors.prefix(1)).single("arrival").checkedSymbols(of: "arrival")
    let content = try BurstContent(payload: wire.payloadBytes, blocks: wire.blocks, "arrival")
    try content.check(samples, of: "arrival")
    let gains = Array(tensors.dropFirst())
    self.init(
      task: try wire.task.count("arrival.task"), allotment: try Allotment(wire.allotment, "arrival.allotment"),
      samples: samples, content: content,
      gains: gains.isEmpty ? nil : try gains.single("arrival").checkedGains(of: samples, content),
      fadingReal: try wire.fadingReal.finite("arrival.fading_real"),
      fadingImaginary: try wire.fadingImaginary.finite("arrival.fading_imaginary"),
      noiseVariance: try wire.noiseVariance.nonNegative("arrival.noise_variance"),
      declaredSNR: try wire.declaredSnr.nonNegative("arrival.declared_snr"),
      measuredSNR: try wire.measuredSnr.nonNegative("arrival.measured_snr"),
      airtime: Seconds(try wire.airtime.nonNegative("arrival.airtime")))
  }
}

extension TensorFrame {
  /// The tensor itself when it may tell the gains of an arrival's samples.
  fileprivate func checkedGains(of samples: TensorFrame, _ content: BurstContent) throws(ProtocolError) -> TensorFrame {
    guard content.payloadBytes != nil, shape == samples.shape else {
      throw ProtocolError.badTensor(
        "arrival: expected gains of the shape \(samples.shape) with bytes alone, found the shape \(shape)")
    }
    return try checkedSymbols(of: "arrival's gains")
  }
}

extension [TensorFrame] {
  /// The one tensor that a message carries.
  fileprivate func single(_ name: String) throws(ProtocolError) -> TensorFrame {
    guard count == 1 else {
      throw ProtocolError.badField(name: "tensors", found: "\(count)", expected: "exactly one with \(name)")
    }
    return self[0]
  }
}

extension Answer {
  func wire() throws(ProtocolError) -> WireAnswer {
    var wire = WireAnswer()
    wire.task = try task.count("answer.task")
    wire.answer = try answer.wire("answer.answer")
    wire.declaredSnr = try declaredSNR.nonNegative("answer.declared_snr")
    wire.measuredSnr = try measuredSNR.nonNegative("answer.measured_snr")
    wire.remoteTime = try remoteTime.value.nonNegative("answer.remote_time")
    return wire
  }

  init(_ wire: WireAnswer) throws(ProtocolError) {
    self.init(
      task: try wire.task.count("answer.task"),
      answer: try TaskAnswer(wire.answer, "answer.answer"),
      declaredSNR: try wire.declaredSnr.nonNegative("answer.declared_snr"),
      measuredSNR: try wire.measuredSnr.nonNegative("answer.measured_snr"),
      remoteTime: Seconds(try wire.remoteTime.nonNegative("answer.remote_time")))
  }
}

extension Outcome {
  func wire() throws(ProtocolError) -> WireOutcome {
    var wire = WireOutcome()
    wire.task = try task.count("outcome.task")
    wire.result = WireAttemptResult(rawValue: Int(result.rawValue)) ?? .completed
    wire.givenUp = givenUp
    wire.latency = try latency.value.nonNegative("outcome.latency")
    wire.energy = try energy.value.nonNegative("outcome.energy")
    wire.cost = try cost.finite("outcome.cost")
    wire.qoe = try qoe.finite("outcome.qoe")
    wire.reward = try reward.finite("outcome.reward")
    wire.expectedAccuracy = try expectedAccuracy.nonNegative("outcome.expected_accuracy")
    wire.answer = try answer.wire("outcome.answer")
    wire.score = try score.wire("outcome.score")
    wire.lateness = try lateness.value.finite("outcome.lateness")
    return wire
  }

  init(_ wire: WireOutcome) throws(ProtocolError) {
    self.init(
      task: try wire.task.count("outcome.task"),
      result: try AttemptResult(wireValue: wire.result.rawValue, "outcome.result"),
      givenUp: wire.givenUp,
      latency: Seconds(try wire.latency.nonNegative("outcome.latency")),
      energy: Joules(try wire.energy.nonNegative("outcome.energy")),
      cost: try wire.cost.finite("outcome.cost"),
      qoe: try wire.qoe.finite("outcome.qoe"),
      reward: try wire.reward.finite("outcome.reward"),
      expectedAccuracy: try wire.expectedAccuracy.nonNegative("outcome.expected_accuracy"),
      answer: try TaskAnswer(wire.answer, "outcome.answer"),
      score: try TaskScore(wire.score, "outcome.score"),
      lateness: Seconds(try wire.lateness.finite("outcome.lateness")))
  }
}
