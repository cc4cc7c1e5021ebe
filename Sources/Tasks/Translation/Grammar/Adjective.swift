/// What an adjective can be said of.
struct AdjectiveDomain: OptionSet, Sendable {
  let rawValue: Int
  static let people = AdjectiveDomain(rawValue: 1)
  static let animals = AdjectiveDomain(rawValue: 2)
  static let vehicles = AdjectiveDomain(rawValue: 4)
  static let places = AdjectiveDomain(rawValue: 8)
  static let things = AdjectiveDomain(rawValue: 16)
  static let clothes = AdjectiveDomain(rawValue: 32)
  static let food = AdjectiveDomain(rawValue: 64)
  static let drinks = AdjectiveDomain(rawValue: 128)

  static let living: AdjectiveDomain = [.people, .animals]
  static let made: AdjectiveDomain = [.vehicles, .things, .clothes]

  /// The domain that a class of nouns belongs to.
  init(of nounClass: NounClass) {
    switch nounClass {
    case .person: self = .people
    case .animal, .mount: self = .animals
    case .vehicle, .cycle: self = .vehicles
    case .enclosure, .surface, .road, .stop: self = .places
    case .fixture, .item, .reading: self = .things
    case .clothing: self = .clothes
    case .food: self = .food
    case .drink: self = .drinks
    }
  }

  init(rawValue: Int) { self.rawValue = rawValue }
}

/// An adjective in both languages.
struct Adjective: Sendable {
  /// The comparative in both languages.
  struct Comparative: Sendable {
    let english: String
    let german: String
  }

  let english: String
  /// The German form behind `sein`.
  let german: String
  /// What German endings are added to.
  let germanStem: String
  /// `rosa` takes no endings.
  let isInvariant: Bool
  let domain: AdjectiveDomain
  let comparative: Comparative?

  init(
    _ english: String, _ german: String, _ domain: AdjectiveDomain, stem: String? = nil, isInvariant: Bool = false,
    comparative: (String, String)? = nil
  ) {
    self.english = english
    self.german = german
    self.domain = domain
    germanStem = stem ?? german
    self.isInvariant = isInvariant
    self.comparative = comparative.map { Comparative(english: $0.0, german: $0.1) }
  }

  /// The German attributive form with an ending of ``Declension``.
  func german(ending: String) -> String {
    if isInvariant { return german }
    return germanStem.hasSuffix("e") ? germanStem + ending.dropFirst() : germanStem + ending
  }
}
