/// The words of the street scenes in both languages.
enum Lexicon {
  /// The nouns of a class.
  static func nouns(_ nounClass: NounClass) -> [Noun] {
    switch nounClass {
    case .person: people
    case .animal: animals
    case .mount: mounts
    case .vehicle: vehicles
    case .cycle: cycles
    case .enclosure: enclosures
    case .surface: surfaces
    case .road: roads
    case .stop: stops
    case .fixture: fixtures
    case .item: items
    case .reading: readings
    case .clothing: clothing
    case .food: food
    case .drink: drinks
    }
  }

  /// The adjectives that can be said of a class of nouns.
  static func adjectives(for nounClass: NounClass) -> [Adjective] { adjectivesByClass[nounClass] ?? [] }

  private static let adjectivesByClass: [NounClass: [Adjective]] = Dictionary(
    uniqueKeysWithValues: NounClass.allCases.map { nounClass in
      (nounClass, adjectives.filter { $0.domain.contains(AdjectiveDomain(of: nounClass)) })
    })

  /// Where one is at a place of a class: `in`, `on` or `at` it.
  static func location(in nounClass: NounClass) -> Preposition {
    switch nounClass {
    case .enclosure: Preposition("in", "in", .dative)
    case .surface, .road: Preposition("on", "auf", .dative)
    default: Preposition("at", "an", .dative)
    }
  }

  /// Places that one is in, on or at.
  static let places: [NounClass] = [.enclosure, .surface, .road, .stop]

  /// Relations that hold to any place or thing that stands somewhere.
  static let relations = [
    Preposition("behind", "hinter", .dative), Preposition("in front of", "vor", .dative),
    Preposition("next to", "neben", .dative), Preposition("near", "bei", .dative),
  ]

  /// Ways to go, each with the places that it fits.
  static let directions: [(preposition: Preposition, places: [NounClass])] = [
    (Preposition("into", "in", .accusative), [.enclosure]),
    (Preposition("out of", "aus", .dative), [.enclosure]),
    (Preposition("through", "durch", .accusative), [.enclosure]),
    (Preposition("across", "über", .accusative), [.surface, .road]),
    (Preposition("onto", "auf", .accusative), [.surface, .road]),
    (Preposition("along", "entlang", .accusative, isPostposition: true), [.road]),
    (Preposition("to", "zu", .dative), [.stop]),
    (Preposition("from", "von", .dative), [.stop]),
    (Preposition("around", "um", .accusative), [.fixture]),
  ]
}
