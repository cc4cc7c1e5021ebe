import Testing

@testable import Tasks

@Suite struct StreetScenesTests {
  private let scenes = StreetScenes()

  private func pairs(_ split: Split, _ count: Int) throws -> [SentencePair] {
    try (0..<count).map { try scenes.pair($0 * (scenes.count(of: split) / count), of: split) }
  }

  /// Words and punctuation marks.
  private func tokens(_ sentence: String) -> [String] {
    sentence.split(separator: " ").flatMap { word in
      guard let last = word.last, ".,?".contains(last) else { return [String(word)] }
      return [String(word.dropLast()), String(last)]
    }
  }

  private func isWord(_ token: String) -> Bool { token.first?.isLetter == true }

  @Test("a pair is the same at every call, and has a name of its own")
  func sameAtEveryCall() throws {
    #expect(scenes.count(of: .train) == 200_000)
    #expect(scenes.count(of: .test) == 10_000)
    let first = try pairs(.train, 200)
    #expect(try pairs(.train, 200) == first)
    #expect(Set(first.map(\.identifier)).count == 200)
    #expect(first[0].identifier == "street-scenes/train/0")
    #expect(throws: DataSetError.self) { try scenes.pair(10_000, of: .test) }
    #expect(throws: DataSetError.self) { try scenes.pair(-1, of: .train) }
  }

  @Test("the first pairs of both splits stay as they are, for models are trained on them")
  func pinned() throws {
    #expect(
      try scenes.pair(0, of: .train).source
        == "In autumn, the businesswoman promises her seller a warm tomato slowly.")
    #expect(
      try scenes.pair(0, of: .test).target
        == "Wenn ein paar schöne Fahrgäste arbeiten, lachen zwölf kluge Geschäftsfrauen über starke Straßenkehrer.")
  }

  @Test("no test pattern is a train pattern, also when the present tenses are not told apart")
  func disjointPatterns() {
    let train = SentencePattern.all(of: .train)
    let test = SentencePattern.all(of: .test)
    #expect(train.count >= 30)
    #expect(test.count >= 8)
    #expect(Set(train).count == train.count)
    #expect(Set(test).count == test.count)
    // Verbs such as `know` have no progressive: their simple present looks like that of habits.
    func present(_ pattern: SentencePattern) -> SentencePattern {
      SentencePattern(
        pattern.frame, pattern.form == .habitual ? .progressive : pattern.form, front: pattern.front,
        subject: pattern.subject, isNegated: pattern.isNegated, mood: pattern.mood, link: pattern.link)
    }
    #expect(Set(train.map(present)).isDisjoint(with: test.map(present)))
  }

  @Test("each construction of the test patterns stands in a train pattern")
  func knownConstructions() {
    let train = SentencePattern.all(of: .train)
    func kinds(_ link: SentencePattern.Link) -> String {
      switch link {
      case .subordinate(let conjunction, _): "behind, \(conjunction)"
      case .subordinateFirst(let conjunction, _): "first, \(conjunction)"
      case .purpose: "purpose"
      case .and: "and"
      case .but: "but"
      default: "\(link)"
      }
    }
    for pattern in SentencePattern.all(of: .test) {
      #expect(train.contains { $0.frame == pattern.frame && $0.form == pattern.form }, "\(pattern)")
      #expect(train.contains { $0.front == pattern.front && $0.form == pattern.form }, "\(pattern)")
      #expect(train.contains { $0.subject == pattern.subject }, "\(pattern)")
      #expect(train.contains { kinds($0.link) == kinds(pattern.link) }, "\(pattern)")
      #expect(train.contains { $0.mood == pattern.mood && $0.isNegated == pattern.isNegated }, "\(pattern)")
    }
  }

  @Test("no test sentence of a sample occurs in a sample of train, and an English sentence has one German rendering")
  func disjointSentences() throws {
    let train = try pairs(.train, 4000)
    let test = try pairs(.test, 1000)
    #expect(Set(train.map(\.source)).isDisjoint(with: test.map(\.source)))
    #expect(Set(train.map(\.target)).isDisjoint(with: test.map(\.target)))
    var renderings: [String: String] = [:]
    for pair in train + test {
      let known = renderings[pair.source]
      #expect(known == nil || known == pair.target, "\(pair.source)")
      renderings[pair.source] = pair.target
    }
  }

  @Test("each language has at least 1500 word forms, counted without regard to case, most of them in both splits")
  func wordForms() throws {
    let train = try pairs(.train, 8000)
    let test = try pairs(.test, 1000)
    for side in [\SentencePair.source, \.target] {
      func forms(_ pairs: [SentencePair]) -> Set<String> {
        Set(pairs.flatMap { tokens($0[keyPath: side]).filter(isWord).map { $0.lowercased() } })
      }
      let known = forms(train)
      #expect(known.count >= 1500)
      #expect(forms(test).subtracting(known).count < 40)
    }
  }

  @Test("a sentence is cased and punctuated, has at most 24 tokens, and ten to thirteen on average")
  func shape() throws {
    for split in Split.allCases {
      var total = 0
      let pairs = try pairs(split, 1000)
      for pair in pairs {
        for sentence in [pair.source, pair.target] {
          let count = tokens(sentence).count
          total += count
          #expect(count <= StreetScenes.mostTokens, "\(sentence)")
          #expect(sentence.first?.isUppercase == true, "\(sentence)")
          #expect(sentence.hasSuffix(".") || sentence.hasSuffix("?"), "\(sentence)")
          #expect(!sentence.contains("  ") && !sentence.contains(" ,") && !sentence.contains(",,"), "\(sentence)")
        }
      }
      let mean = Double(total) / Double(2 * pairs.count)
      #expect((10...13.5).contains(mean), "\(split): \(mean)")
    }
  }

  @Test("equal English names have one German noun within a class, adjectives one German stem")
  func uniqueTranslations() {
    for nounClass in NounClass.allCases {
      let names = Lexicon.nouns(nounClass).map(\.singular)
      #expect(Set(names).count == names.count, "\(nounClass)")
      #expect(Lexicon.nouns(nounClass).allSatisfy { $0.isMass || $0.singular != $0.plural }, "\(nounClass)")
      let adjectives = Lexicon.adjectives(for: nounClass).map(\.english)
      #expect(Set(adjectives).count == adjectives.count, "\(nounClass)")
    }
  }
}
