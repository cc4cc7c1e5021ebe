import Quantities

extension Allotment {
  func wire(_ name: String) throws(ProtocolError) -> WireAllotment {
    var wire = WireAllotment()
    wire.bandwidth = try bandwidth.value.nonNegative("\(name).bandwidth")
    wire.power = try power.value.nonNegative("\(name).power")
    wire.symbolsPerToken = try symbolsPerToken.within(1...FieldLimit.symbolsPerToken, "\(name).symbols_per_token")
    return wire
  }

  init(_ wire: WireAllotment, _ name: String) throws(ProtocolError) {
    self.init(
      bandwidth: Hertz(try wire.bandwidth.nonNegative("\(name).bandwidth")),
      power: Watts(try wire.power.nonNegative("\(name).power")),
      symbolsPerToken: try wire.symbolsPerToken.within(
        1...FieldLimit.symbolsPerToken, "\(name).symbols_per_token"))
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
    wire.payloadBytes = try payloadBytes.wire("burst.payload_bytes")
    _ = try symbols.checkedSymbols(perToken: allotment.symbolsPerToken, payloadBytes: payloadBytes, of: "burst")
    return wire
  }

  init(_ wire: WireBurst, tensors: [TensorFrame]) throws(ProtocolError) {
    let allotment = try Allotment(wire.allotment, "burst.allotment")
    let payload = try Int?(payload: wire.payloadBytes, "burst.payload_bytes")
    self.init(
      task: try wire.task.count("burst.task"), allotment: allotment,
      symbols: try tensors.single("burst").checkedSymbols(
        perToken: allotment.symbolsPerToken, payloadBytes: payload, of: "burst"), payloadBytes: payload)
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
    wire.payloadBytes = try payloadBytes.wire("arrival.payload_bytes")
    _ = try samples.checkedSymbols(perToken: allotment.symbolsPerToken, payloadBytes: payloadBytes, of: "arrival")
    _ = try gains?.checkedGains(of: samples, payloadBytes: payloadBytes)
    return wire
  }

  init(_ wire: WireArrival, tensors: [TensorFrame]) throws(ProtocolError) {
    let allotment = try Allotment(wire.allotment, "arrival.allotment")
    let payload = try Int?(payload: wire.payloadBytes, "arrival.payload_bytes")
    let samples = try Array(tensors.prefix(1)).single("arrival").checkedSymbols(
      perToken: allotment.symbolsPerToken, payloadBytes: payload, of: "arrival")
    let gains = Array(tensors.dropFirst())
    self.init(
      task: try wire.task.count("arrival.task"), allotment: allotment,
      samples: samples, payloadBytes: payload,
      gains: gains.isEmpty ? nil : try gains.single("arrival").checkedGains(of: samples, payloadBytes: payload),
      fadingReal: try wire.fadingReal.finite("arrival.fading_real"),
      fadingImaginary: try wire.fadingImaginary.finite("arrival.fading_imaginary"),
      noiseVariance: try wire.noiseVariance.nonNegative("arrival.noise_variance"),
      declaredSNR: try wire.declaredSnr.nonNegative("arrival.declared_snr"),
      measuredSNR: try wire.measuredSnr.nonNegative("arrival.measured_snr"),
      airtime: Seconds(try wire.airtime.nonNegative("arrival.airtime")))
  }
}

extension Int? {
  /// The bytes of a payload on the wire, where 0 stands for none.
  fileprivate func wire(_ name: String) throws(ProtocolError) -> UInt32 {
    guard let self else { return 0 }
    return try self.within(1...FieldLimit.payloadBytes, name)
  }

  fileprivate init(payload: UInt32, _ name: String) throws(ProtocolError) {
    guard payload > 0 else {
      self = nil
      return
    }
    let count: Int = try payload.within(1...FieldLimit.payloadBytes, name)
    self = count
  }
}

extension TensorFrame {
  /// The tensor itself when it may tell the gains of an arrival's samples.
  fileprivate func checkedGains(of samples: TensorFrame, payloadBytes: Int?) throws(ProtocolError) -> TensorFrame {
    guard payloadBytes != nil, shape == samples.shape else {
      throw ProtocolError.badTensor(
        "arrival: expected gains of the shape \(samples.shape) with bytes alone, found the shape \(shape)")
    }
    return try checkedSymbols(perToken: 1, payloadBytes: payloadBytes, of: "arrival's gains")
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

extension TaskAnswer {
  fileprivate func wire(_ name: String) throws(ProtocolError) -> WireTaskAnswer {
    var wire = WireTaskAnswer()
    switch self {
    case .retrieved(let item, let label):
      var retrieved = WireRetrieved()
      retrieved.item = try item.count("\(name).retrieved.item")
      retrieved.label = try label.count("\(name).retrieved.label")
      wire.kind = .retrieved(retrieved)
    case .undecodable: wire.kind = .undecodable(WireUndecodable())
    }
    return wire
  }

  fileprivate init(_ wire: WireTaskAnswer, _ name: String) throws(ProtocolError) {
    switch try wire.kind.required(name, "retrieved or undecodable") {
    case .retrieved(let retrieved):
      self = .retrieved(
        item: try retrieved.item.count("\(name).retrieved.item"),
        label: try retrieved.label.count("\(name).retrieved.label"))
    case .undecodable: self = .undecodable
    }
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
    wire.correct = correct
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
      correct: wire.correct,
      lateness: Seconds(try wire.lateness.finite("outcome.lateness")))
  }
}
