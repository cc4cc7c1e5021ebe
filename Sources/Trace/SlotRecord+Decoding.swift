import Protocol
import Quantities
import Tasks

extension SlotRecord {
  /// The slot whose `canonicalBytes()` these are: their exact inverse.
  ///
  /// Of an arrival's samples the SHA-256 is kept, not the samples; an outcome's `lateness` is not in the bytes and is 0.
  ///
  /// - Parameter canonicalBytes: what `canonicalBytes()` made.
  /// - Throws: `CanonicalDecodingError` naming the first field that does not fit.
  public init(canonicalBytes: [UInt8]) throws(CanonicalDecodingError) {
    var decoder = CanonicalDecoder(canonicalBytes)
    slot = try decoder.integer("slot")
    events = []
    for _ in 0..<(try decoder.count("number of events", ofAtLeast: 24)) { events.append(try decoder.event()) }
    // Each UE has its name and a flag in each of the five phases.
    let count = try decoder.count("number of UEs", ofAtLeast: 5 * 10)
    ues = []
    try decoder.phase(0)
    for _ in 0..<count {
      let start = decoder.offset
      let name = try decoder.name()
      if let last = ues.last, !(last.name < name) {
        throw .unexpected(field: "UE name", offset: start, found: "\(name)", expected: "a name after \(last.name)")
      }
      var ue = UESlotRecord(name: name)
      ue.report = try decoder.optional("report") { (decoder) throws(CanonicalDecodingError) in try decoder.report() }
      ues.append(ue)
    }
    try decoder.phase(1, of: &ues) { (decoder, ue) throws(CanonicalDecodingError) in
      ue.grant = try decoder.optional("grant") { (decoder) throws(CanonicalDecodingError) in try decoder.grant() }
    }
    try decoder.phase(2, of: &ues) { (decoder, ue) throws(CanonicalDecodingError) in
      ue.arrival = try decoder.optional("arrival") { (decoder) throws(CanonicalDecodingError) in
        try decoder.arrival()
      }
    }
    try decoder.phase(3, of: &ues) { (decoder, ue) throws(CanonicalDecodingError) in
      ue.answer = try decoder.optional("answer") { (decoder) throws(CanonicalDecodingError) in try decoder.answer() }
    }
    try decoder.phase(4, of: &ues) { (decoder, ue) throws(CanonicalDecodingError) in
      ue.outcome = try decoder.optional("outcome") { (decoder) throws(CanonicalDecodingError) in
        try decoder.outcome()
      }
    }
    sumReward = try decoder.double("sum of rewards")
    try decoder.finish()
  }
}

extension ArrivalRecord {
  /// An arrival as it was recorded.
  ///
  /// - Parameters:
  ///   - task: the number of the task at the UE.
  ///   - samplesDigest: SHA-256 of the received samples' bytes.
  ///   - declaredSNR: γ of Eq. (1) of Ji et al., linear.
  ///   - measuredSNR: the SNR measured on the samples, linear.
  ///   - airtime: seconds on the air.
  public init(task: Int, samplesDigest: [UInt8], declaredSNR: Double, measuredSNR: Double, airtime: Double) {
    self.task = task
    self.samplesDigest = samplesDigest
    self.declaredSNR = declaredSNR
    self.measuredSNR = measuredSNR
    self.airtime = airtime
  }
}

extension CanonicalDecoder {
  fileprivate mutating func name() throws(CanonicalDecodingError) -> UEName {
    let start = offset
    guard let name = try optionalName() else {
      throw .unexpected(field: "UE name", offset: start, found: "\"\"", expected: "a UE name")
    }
    return name
  }

  fileprivate mutating func optionalName() throws(CanonicalDecodingError) -> UEName? {
    let start = offset
    let text = try string("UE name")
    guard !text.isEmpty else { return nil }
    do {
      return try UEName(text)
    } catch {
      throw .unexpected(field: "UE name", offset: start, found: "\"\(text.prefix(80))\"", expected: "a UE name")
    }
  }

  fileprivate mutating func phase(_ number: Int) throws(CanonicalDecodingError) {
    _ = try choice("phase", "\(number)") { $0 == number ? $0 : nil }
  }

  fileprivate mutating func phase(
    _ number: Int, of ues: inout [UESlotRecord],
    _ read: (inout CanonicalDecoder, inout UESlotRecord) throws(CanonicalDecodingError) -> Void
  ) throws(CanonicalDecodingError) {
    try phase(number)
    for index in ues.indices {
      let start = offset
      let found = try name()
      guard found == ues[index].name else {
        throw .unexpected(field: "UE name", offset: start, found: "\(found)", expected: "\(ues[index].name)")
      }
      try read(&self, &ues[index])
    }
  }

  fileprivate mutating func optional<Value>(
    _ field: String, _ read: (inout CanonicalDecoder) throws(CanonicalDecodingError) -> Value
  ) throws(CanonicalDecodingError) -> Value? {
    try bool("presence of the \(field)") ? try read(&self) : nil
  }

  fileprivate mutating func event() throws(CanonicalDecodingError) -> ExternalEvent {
    switch try choice("kind of event", "1, 2, 3 or 4", { (1...4).contains($0) ? $0 : nil }) {
    case 1: .attached(try name(), profile: try raw("profile"))
    case 2:
      .detached(
        try name(), try choice("reason", "a reason to detach") { UInt32(exactly: $0).flatMap(DetachReason.init) })
    case 3: .channel(try optionalName(), settings: try raw("settings"))
    default: .attached(try name(), profile: try raw("profile"), policyDigest: try string("digest of the policy"))
    }
  }

  fileprivate mutating func report() throws(CanonicalDecodingError) -> SlotReport {
    let wish: Wish
    switch try choice("wish", "0, 1 or 2", { (0...2).contains($0) ? $0 : nil }) {
    case 0: wish = .idle
    case 1: wish = .local(task: try integer("task"), frequency: Hertz(try double("frequency")))
    default:
      wish = .offload(task: try integer("task"), bid: try double("bid"), power: Watts(try double("power")))
    }
    let channel = ChannelState(
      x: Metres(try double("x")), y: Metres(try double("y")), distance: Metres(try double("distance")),
      largeScaleGain: try double("large-scale gain"), fadingReal: try double("fading"),
      fadingImaginary: try double("fading"))
    return SlotReport(
      wish: wish, channel: channel, battery: Joules(try double("battery")), generated: try tasks("generated"),
      completed: try tasks("completed"), failed: try tasks("failed"), queued: try tasks("queued"))
  }

  /// A number of tasks: no slot report has more.
  private mutating func tasks(_ field: String) throws(CanonicalDecodingError) -> Int {
    try integer(field, in: SlotReport.taskCounts)
  }

  fileprivate mutating func grant() throws(CanonicalDecodingError) -> Grant {
    let decision: GrantDecision
    let kind = try choice("grant", "0, 1, 2 or 3") { (0...3).contains($0) ? $0 : nil }
    switch kind {
    case 0: decision = .idle
    case 1: decision = .local
    default:
      decision = .offload(
        Allotment(
          bandwidth: Hertz(try double("bandwidth")), power: Watts(try double("power")),
          symbols: SymbolCounts(
            words: kind == 3 ? try wordSymbols() : 0, patches: try integer("symbols per patch"))))
    }
    return Grant(decision: decision, offloaders: try integer("offloaders"))
  }

  /// k^T, which is written only where it is not 0.
  private mutating func wordSymbols() throws(CanonicalDecodingError) -> Int {
    try choice("symbols per word", "above 0") { $0 > 0 ? $0 : nil }
  }

  fileprivate mutating func arrival() throws(CanonicalDecodingError) -> ArrivalRecord {
    ArrivalRecord(
      task: try integer("task"), samplesDigest: try raw("digest of the samples"),
      declaredSNR: try double("declared SNR"), measuredSNR: try double("measured SNR"), airtime: try double("airtime"))
  }

  fileprivate mutating func taskAnswer() throws(CanonicalDecodingError) -> TaskAnswer {
    switch try choice("kind of answer", "1, 2, 3 or 4", { (1...4).contains($0) ? $0 : nil }) {
    case 1: return .retrieved(item: try integer("item"), label: try integer("label"))
    case 2: return .undecodable
    case 3:
      var sentences: [String] = []
      for _ in 0..<(try count("number of sentences", ofAtLeast: 8)) { sentences.append(try string("sentence")) }
      return .translated(sentences: sentences)
    default: return .answered(index: try integer("index of the answer"), text: try string("answer"))
    }
  }

  private mutating func score() throws(CanonicalDecodingError) -> TaskScore {
    let kind = try byte("score", atMost: 2)
    guard kind == 2 else { return .right(kind == 1) }
    var numbers: [Int] = []
    let start = offset
    for _ in 0..<10 { numbers.append(try integer("BLEU statistics", in: BLEUStatistics.counts)) }
    let statistics = BLEUStatistics(
      matches: Array(numbers[0..<4]), totals: Array(numbers[4..<8]), hypothesisLength: numbers[8],
      referenceLength: numbers[9])
    guard statistics.matchesAreAmongTotals else {
      throw .unexpected(
        field: "BLEU statistics", offset: start, found: "\(statistics.matches) matches of \(statistics.totals)",
        expected: "at most as many matches as there are n-grams")
    }
    return .translation(statistics)
  }

  fileprivate mutating func answer() throws(CanonicalDecodingError) -> Answer {
    Answer(
      task: try integer("task"), answer: try taskAnswer(), declaredSNR: try double("declared SNR"),
      measuredSNR: try double("measured SNR"), remoteTime: Seconds(try double("remote time")))
  }

  fileprivate mutating func outcome() throws(CanonicalDecodingError) -> Outcome {
    Outcome(
      task: try integer("task"),
      result: try choice("result", "a result of an attempt") { UInt32(exactly: $0).flatMap(AttemptResult.init) },
      givenUp: try bool("given up"), latency: Seconds(try double("latency")), energy: Joules(try double("energy")),
      cost: try double("cost"), qoe: try double("QoE"), reward: try double("reward"),
      expectedAccuracy: try double("expected accuracy"), answer: try taskAnswer(), score: try score())
  }
}
