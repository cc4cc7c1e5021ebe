import Tasks

extension TaskAnswer {
  func wire(_ name: String) throws(ProtocolError) -> WireTaskAnswer {
    var wire = WireTaskAnswer()
    switch self {
    case .translated(let sentences):
      var translated = WireTranslated()
      translated.sentences = try Self.checked(sentences, name)
      wire.kind = .translated(translated)
    case .retrieved(let item, let label):
      var retrieved = WireRetrieved()
      retrieved.item = try item.count("\(name).retrieved.item")
      retrieved.label = try label.count("\(name).retrieved.label")
      wire.kind = .retrieved(retrieved)
    case .answered(let index, let text):
      var answered = WireAnswered()
      answered.index = try index.count("\(name).answered.index")
      answered.text = try text.text("\(name).answered.text")
      wire.kind = .answered(answered)
    case .undecodable: wire.kind = .undecodable(WireUndecodable())
    }
    return wire
  }

  init(_ wire: WireTaskAnswer, _ name: String) throws(ProtocolError) {
    switch try wire.kind.required(name, "translated, retrieved, answered or undecodable") {
    case .translated(let translated): self = .translated(sentences: try Self.checked(translated.sentences, name))
    case .retrieved(let retrieved):
      self = .retrieved(
        item: try retrieved.item.count("\(name).retrieved.item"),
        label: try retrieved.label.count("\(name).retrieved.label"))
    case .answered(let answered):
      self = .answered(
        index: try answered.index.count("\(name).answered.index"),
        text: try answered.text.text("\(name).answered.text"))
    case .undecodable: self = .undecodable
    }
  }

  private static func checked(_ sentences: [String], _ name: String) throws(ProtocolError) -> [String] {
    let _: Int = try sentences.count.within(0...mostSentences, "number of \(name).translated.sentences")
    for sentence in sentences where sentence.utf8.count > longestSentence {
      throw ProtocolError.badField(
        name: "\(name).translated.sentences", found: "one of \(sentence.utf8.count) bytes",
        expected: "at most \(longestSentence) bytes of UTF-8 each")
    }
    return sentences
  }
}

extension TaskScore {
  func wire(_ name: String) throws(ProtocolError) -> WireTaskScore {
    var wire = WireTaskScore()
    switch self {
    case .right(let isRight): wire.kind = .right(isRight)
    case .translation(let statistics):
      try statistics.check(name)
      var sums = WireBLEUStatistics()
      sums.matches = statistics.matches.map { UInt64($0) }
      sums.totals = statistics.totals.map { UInt64($0) }
      sums.hypothesisLength = UInt64(statistics.hypothesisLength)
      sums.referenceLength = UInt64(statistics.referenceLength)
      wire.kind = .translation(sums)
    }
    return wire
  }

  init(_ wire: WireTaskScore, _ name: String) throws(ProtocolError) {
    switch try wire.kind.required(name, "right or translation") {
    case .right(let isRight): self = .right(isRight)
    case .translation(let sums):
      for counts in [sums.matches, sums.totals] {
        let _: Int = try counts.count.within(4...4, "number of \(name).translation's n-gram counts")
      }
      var numbers: [Int] = []
      for number in sums.matches + sums.totals + [sums.hypothesisLength, sums.referenceLength] {
        numbers.append(try number.within(BLEUStatistics.counts, "\(name).translation"))
      }
      let statistics = BLEUStatistics(
        matches: Array(numbers[0..<4]), totals: Array(numbers[4..<8]), hypothesisLength: numbers[8],
        referenceLength: numbers[9])
      try statistics.check(name)
      self = .translation(statistics)
    }
  }
}

extension BLEUStatistics {
  /// Refuses what no sentences have.
  fileprivate func check(_ name: String) throws(ProtocolError) {
    for number in matches + totals + [hypothesisLength, referenceLength] {
      let _: Int = try number.within(Self.counts, "\(name).translation")
    }
    guard matchesAreAmongTotals else {
      throw ProtocolError.badField(
        name: "\(name).translation.matches", found: "\(matches)", expected: "at most the totals \(totals)")
    }
  }
}
