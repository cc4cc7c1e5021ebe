import Radio

extension Form where Value == SmallScaleFading {
  /// A word, one coefficient with its distribution, or echoes.
  static var fading: Form {
    let words: [(name: String, value: SmallScaleFading)] = [("none", .none), ("rayleigh", .rayleigh)]
    let expected =
      "`none`, `rayleigh`, or a mapping like `{ distribution: rician, k-factor: 3 dB }` or "
      + "`{ profile: tdl-a, delay-spread: 300 ns }`"
    return Form(
      expected: expected,
      read: { field, _, log in
        switch field.node.content {
        case .mapping(let pairs):
          if pairs.contains(where: { $0.key == "profile" }) {
            return Schema.echoes.read(field, over: EchoesDraft(), log: log)?.fading(field, log)
          }
          return Schema.flatFading.read(field, over: FlatFadingDraft(), log: log)?.fading(field, log)
        case .scalar(let text):
          if let word = words.first(where: { $0.name == text }) { return word.value }
          log.add(field, expected: expected, suggestion: advice(text))
        case .sequence: log.add(field, expected: expected)
        }
        return nil
      },
      write: { fading in
        if let word = words.first(where: { $0.value == fading }) { return word.name }
        switch fading {
        case .none: return "none"
        case .flat(let flat): return Schema.flatFading.write(FlatFadingDraft(flat))
        case .tappedDelayLine(let line): return Schema.echoes.write(EchoesDraft(line))
        }
      })
  }

  /// A mapping for a word that asks for one.
  private static func advice(_ text: String) -> String? {
    if text == "rician" { return "write `fading: { distribution: rician, k-factor: 3 dB }`" }
    if let variation = VariationDraft.Kind.allCases.first(where: { Spelling.kebabCase($0.rawValue) == text }) {
      return variation == .block
        ? "write `fading: rayleigh`" : "write `fading: { variation: \(text), doppler: from-speed }`"
    }
    if DelayProfile.allCases.contains(where: { Spelling.kebabCase($0.rawValue) == text }) {
      return "write `fading: { profile: \(text), delay-spread: 300 ns }`"
    }
    return Spelling.didYouMean(text, among: ["none", "rayleigh"])
  }
}

extension FlatFadingDraft {
  init(_ flat: FlatFading) {
    variation = VariationDraft(flat.variation)
    if case .rician(let factor, let mean) = flat.distribution {
      distribution = .rician
      self.factor = factor
      self.mean = mean
    }
  }

  /// The fading; nil after a fault.
  func fading(_ field: Field, _ log: FaultLog) -> SmallScaleFading? {
    guard log.isFree(of: field.path) else { return nil }
    let variation = variation.variation(field, log)
    switch (distribution, factor) {
    case (.rician, nil):
      log.add(
        at: field.node.place, key: "\(field.path).k-factor", found: "no key `k-factor` beside `distribution: rician`",
        expected: "the power of the constant part over that of the diffuse one, in dB",
        suggestion: "add `k-factor: 3 dB`")
      return nil
    case (.rician, let factor?):
      return variation.map {
        .flat(FlatFading(distribution: .rician(factor: factor, mean: mean ?? .unitPower), variation: $0))
      }
    case (.rayleigh, _):
      for key in ["k-factor", "mean"] where log.isWritten("\(field.path).\(key)") {
        log.add(
          at: log.place(of: "\(field.path).\(key)"), key: "\(field.path).\(key)",
          found: "`\(key)` with Rayleigh fading, which has no constant part",
          expected: "it beside `distribution: rician`",
          suggestion: "remove it, or write `distribution: rician`")
      }
      return variation.map { .flat(FlatFading(distribution: .rayleigh, variation: $0)) }
    }
  }
}

extension EchoesDraft {
  init(_ line: TappedDelayLine) {
    profile = line.profile
    delaySpread = line.delaySpread
    subBands = line.subBands
    equaliser = line.equaliser
    variation = VariationDraft(line.variation)
  }

  /// The fading; nil after a fault.
  func fading(_ field: Field, _ log: FaultLog) -> SmallScaleFading? {
    guard log.isFree(of: field.path), let variation = variation.variation(field, log) else { return nil }
    return .tappedDelayLine(
      TappedDelayLine(
        profile: profile, delaySpread: delaySpread, variation: variation, subBands: subBands, equaliser: equaliser))
  }
}

extension VariationDraft {
  init(_ variation: FadingVariation) {
    switch variation {
    case .block: kind = .block
    case .gaussMarkov(let doppler): (kind, self.doppler) = (.gaussMarkov, doppler)
    case .clarke(let doppler): (kind, self.doppler) = (.clarke, doppler)
    }
  }

  /// The variation; nil after a fault.
  func variation(_ field: Field, _ log: FaultLog) -> FadingVariation? {
    let path = "\(field.path).doppler"
    switch (kind, doppler) {
    case (.block, nil): return .block
    case (.gaussMarkov, let doppler?): return .gaussMarkov(doppler: doppler)
    case (.clarke, let doppler?): return .clarke(doppler: doppler)
    case (.block, .some):
      log.add(
        at: log.place(of: path), key: path, found: "a Doppler shift of fading that is independent from slot to slot",
        expected: "it beside `variation: gauss-markov` or `variation: clarke`",
        suggestion: "remove `doppler`, or add one of these")
    case (.gaussMarkov, nil), (.clarke, nil):
      log.add(
        at: field.node.place, key: path,
        found: "no key `doppler` beside `variation: \(Spelling.kebabCase(kind.rawValue))`",
        expected: Form<Doppler>.doppler.expected,
        suggestion: "add `doppler: from-speed`, or a shift such as `doppler: 20 Hz`")
    }
    return nil
  }
}
