extension Lexicon {
  static let weekdays: [Adverbial] = [
    ("Monday", "Montag"), ("Tuesday", "Dienstag"), ("Wednesday", "Mittwoch"), ("Thursday", "Donnerstag"),
    ("Friday", "Freitag"), ("Saturday", "Samstag"), ("Sunday", "Sonntag"),
  ].map { Adverbial($0, $1) }

  private static let months: [Adverbial] = [
    ("January", "Januar"), ("February", "Februar"), ("March", "März"), ("April", "April"), ("May", "Mai"),
    ("June", "Juni"), ("July", "Juli"), ("August", "August"), ("September", "September"), ("October", "Oktober"),
    ("November", "November"), ("December", "Dezember"), ("spring", "Frühling"), ("summer", "Sommer"),
    ("autumn", "Herbst"), ("winter", "Winter"),
  ].map { Adverbial($0, $1) }

  private static let hours: [Adverbial] = [
    ("one", "eins"), ("two", "zwei"), ("three", "drei"), ("four", "vier"), ("five", "fünf"), ("six", "sechs"),
    ("seven", "sieben"), ("eight", "acht"), ("nine", "neun"), ("ten", "zehn"), ("eleven", "elf"), ("twelve", "zwölf"),
  ].map { Adverbial($0, $1) }

  /// `at half past seven` is `um halb acht`.
  private static let clockTimes: [Adverbial] =
    hours.map { Adverbial("at \($0.english)", "um \($0.german)") }
    + hours.indices.map {
      Adverbial("at half past \(hours[$0].english)", "um halb \(hours[($0 + 1) % 12].german)")
    }

  /// When something is going on.
  static let presentTimes: [Adverbial] = [
    ("today", "heute"), ("now", "jetzt"), ("at the moment", "im Moment"), ("this morning", "heute Morgen"),
    ("this evening", "heute Abend"), ("this week", "diese Woche"), ("right now", "gerade"), ("again", "wieder"),
  ].map { Adverbial($0, $1) }

  /// When something happened.
  static let pastTimes: [Adverbial] =
    [
      ("yesterday", "gestern"), ("last week", "letzte Woche"), ("last night", "letzte Nacht"),
      ("last year", "letztes Jahr"), ("yesterday evening", "gestern Abend"), ("an hour ago", "vor einer Stunde"),
      ("a week ago", "vor einer Woche"), ("a month ago", "vor einem Monat"), ("at noon", "am Mittag"),
      ("in the afternoon", "am Nachmittag"), ("the day before yesterday", "vorgestern"), ("recently", "neulich"),
    ].map { Adverbial($0, $1) }
    + weekdays.map { Adverbial("last \($0.english)", "letzten \($0.german)") }
    + weekdays.map { Adverbial("on \($0.english)", "am \($0.german)") }
    + months.map { Adverbial("in \($0.english)", "im \($0.german)") } + clockTimes
    + Quantifier.all.prefix(7).flatMap { number in
      [("days", "Tagen"), ("weeks", "Wochen"), ("hours", "Stunden"), ("minutes", "Minuten")].map {
        Adverbial("\(number.english) \($0.0) ago", "vor \(number.german) \($0.1)")
      }
    }

  /// When something usually happens.
  static let habitualTimes: [Adverbial] =
    [
      ("every day", "jeden Tag"), ("every morning", "jeden Morgen"), ("every evening", "jeden Abend"),
      ("every week", "jede Woche"), ("every year", "jedes Jahr"), ("at night", "in der Nacht"),
      ("in the morning", "am Morgen"), ("at the weekend", "am Wochenende"),
    ].map { Adverbial($0, $1) }
    + weekdays.map { Adverbial("every \($0.english)", "jeden \($0.german)") }
    + months.map { Adverbial("in \($0.english)", "im \($0.german)") } + clockTimes

  /// When something can or will happen.
  static let futureTimes: [Adverbial] =
    [
      ("today", "heute"), ("tomorrow", "morgen"), ("soon", "bald"), ("next week", "nächste Woche"),
      ("next year", "nächstes Jahr"), ("tomorrow morning", "morgen früh"), ("tonight", "heute Nacht"),
      ("the day after tomorrow", "übermorgen"), ("later", "später"),
    ].map { Adverbial($0, $1) }
    + weekdays.map { Adverbial("on \($0.english)", "am \($0.german)") } + clockTimes

  /// How often; English puts it before the full verb.
  static let frequencies: [Adverbial] = [
    ("always", "immer"), ("often", "oft"), ("sometimes", "manchmal"), ("usually", "meistens"), ("rarely", "selten"),
    ("never", "nie"),
  ].map { Adverbial($0, $1) }

  /// How something moves or is done, whoever does it.
  static let motionManners: [Adverbial] = [
    ("slowly", "langsam"), ("quickly", "schnell"), ("suddenly", "plötzlich"), ("immediately", "sofort"),
  ].map { Adverbial($0, $1) }

  /// How the living do something.
  static let manners: [Adverbial] =
    motionManners
    + [
      ("quietly", "leise"), ("loudly", "laut"), ("carefully", "vorsichtig"), ("happily", "fröhlich"),
      ("patiently", "geduldig"), ("alone", "allein"), ("secretly", "heimlich"), ("calmly", "gelassen"),
      ("proudly", "stolz"), ("eagerly", "eifrig"), ("impatiently", "ungeduldig"), ("nervously", "nervös"),
    ].map { Adverbial($0, $1) }

  /// How much, before an adjective.
  static let degrees: [Adverbial] = [
    ("very", "sehr"), ("too", "zu"), ("quite", "ziemlich"), ("really", "wirklich"), ("almost", "fast"),
    ("unusually", "ungewöhnlich"),
  ].map { Adverbial($0, $1) }
}
