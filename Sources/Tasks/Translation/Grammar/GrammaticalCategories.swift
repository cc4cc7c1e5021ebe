/// The gender of a German noun.
enum Gender: Int, Sendable {
  case masculine
  case feminine
  case neuter
}

/// The German cases that the grammar uses; there is no genitive.
enum GrammaticalCase: Int, Sendable {
  case nominative
  case accusative
  case dative
}

/// One or more than one.
enum GrammaticalNumber: Int, Sendable {
  case singular
  case plural
}

/// Who a subject is, as far as verbs agree with it.
enum Agreement: Sendable {
  case firstSingular
  case thirdSingular
  case plural
}

/// What a noun names, as far as verbs, adjectives and prepositions choose by it.
enum NounClass: Sendable, CaseIterable {
  case person
  case animal
  /// An animal to ride.
  case mount
  case vehicle
  /// A vehicle on two wheels.
  case cycle
  /// A place that one is *in* and goes *in(to)*.
  case enclosure
  /// A place that one is *on*.
  case surface
  /// A long surface, which one also goes *along*.
  case road
  /// A place that one is *at*.
  case stop
  /// What stands in a street.
  case fixture
  case item
  /// What has words on it.
  case reading
  case clothing
  case food
  case drink

  var isLiving: Bool { [.person, .animal, .mount].contains(self) }
}
