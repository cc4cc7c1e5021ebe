extension Lexicon {
  /// Verbs without an object.
  static let intransitiveVerbs: [Verb] = [
    Verb("sing sings singing sang sung", "singen singt gesungen", by: [.person, .animal]),
    Verb("dance dances dancing danced", "tanzen tanzt getanzt"),
    Verb("laugh laughs laughing laughed", "lachen lacht gelacht"),
    Verb("smile smiles smiling smiled", "lächeln lächelt gelächelt"),
    Verb("cry cries crying cried", "weinen weint geweint"),
    Verb("shout shouts shouting shouted", "schreien schreit geschrien"),
    Verb("whisper whispers whispering whispered", "flüstern flüstert geflüstert"),
    Verb("sleep sleeps sleeping slept", "schlafen schläft geschlafen", by: [.person, .animal, .mount]),
    Verb("wait waits waiting waited", "warten wartet gewartet", by: [.person, .animal, .vehicle]),
    Verb("work works working worked", "arbeiten arbeitet gearbeitet"),
    Verb("play plays playing played", "spielen spielt gespielt", by: [.person, .animal]),
    Verb("rest rests resting rested", "ruhen ruht geruht", by: [.person, .animal, .mount]),
    Verb("smoke smokes smoking smoked", "rauchen raucht geraucht"),
    Verb("cough coughs coughing coughed", "husten hustet gehustet"),
    Verb("sneeze sneezes sneezing sneezed", "niesen niest geniest", by: [.person, .animal]),
    Verb("bark barks barking barked", "bellen bellt gebellt", by: [.animal]),
    Verb("swim swims swimming swam swum", "schwimmen schwimmt geschwommen", .sein, by: [.person, .animal]),
    Verb("jump jumps jumping jumped", "springen springt gesprungen", .sein, by: [.person, .animal, .mount]),
    Verb("fall falls falling fell fallen", particle: "down", "hin|fallen fällt hingefallen", .sein),
    Verb("get gets getting got", particle: "up", "auf|stehen steht aufgestanden", .sein),
    Verb("wake wakes waking woke woken", particle: "up", "auf|wachen wacht aufgewacht", .sein, by: [.person, .animal]),
    Verb(
      "fall falls falling fell fallen", particle: "asleep", "ein|schlafen schläft eingeschlafen", .sein,
      by: [.person, .animal]),
    Verb(
      "come comes coming came come", particle: "back", "zurück|kommen kommt zurückgekommen", .sein,
      by: [.person, .animal, .vehicle]),
    Verb(
      "run runs running ran run", particle: "away", "weg|laufen läuft weggelaufen", .sein,
      by: [.person, .animal, .mount]),
    Verb("arrive arrives arriving arrived", "an|kommen kommt angekommen", .sein, by: [.person, .vehicle]),
    Verb("depart departs departing departed", "ab|fahren fährt abgefahren", .sein, by: [.vehicle]),
    Verb("stop stops stopping stopped", "an|halten hält angehalten", by: [.vehicle, .cycle, .person]),
    Verb(
      "drive drives driving drove driven", particle: "on", "weiter|fahren fährt weitergefahren", .sein, by: [.vehicle]),
    Verb("get gets getting got", particle: "on", "ein|steigen steigt eingestiegen", .sein),
    Verb("get gets getting got", particle: "off", "aus|steigen steigt ausgestiegen", .sein),
    Verb("change changes changing changed", particle: "trains", "um|steigen steigt umgestiegen", .sein),
    Verb("watch watches watching watched", "zu|sehen sieht zugesehen"),
    Verb("listen listens listening listened", "zu|hören hört zugehört"),
    Verb("go goes going went gone", particle: "shopping", "ein|kaufen kauft eingekauft"),
    Verb("turn turns turning turned", particle: "off", "ab|biegen biegt abgebogen", .sein, by: [.vehicle, .cycle]),
    Verb("brake brakes braking braked", "bremsen bremst gebremst", by: [.vehicle, .cycle]),
    Verb("hoot hoots hooting hooted", "hupen hupt gehupt", by: [.vehicle]),
    Verb("burn burns burning burned", "brennen brennt gebrannt", by: [.vehicle, .enclosure]),
    Verb("fly flies flying flew flown", particle: "away", "weg|fliegen fliegt weggeflogen", .sein, by: [.animal]),
    Verb("study studies studying studied", "lernen lernt gelernt"),
  ]

  /// Verbs that say how something moves; a direction stands beside them.
  static let motionVerbs: [Verb] = [
    Verb("walk walks walking walked", "gehen geht gegangen", .sein),
    Verb("run runs running ran run", "laufen läuft gelaufen", .sein, by: [.person, .animal, .mount]),
    Verb("drive drives driving drove driven", "fahren fährt gefahren", .sein, by: [.vehicle]),
    Verb("hurry hurries hurrying hurried", "eilen eilt geeilt", .sein),
    Verb("stroll strolls strolling strolled", "schlendern schlendert geschlendert", .sein),
    Verb("hike hikes hiking hiked", "wandern wandert gewandert", .sein),
    Verb("limp limps limping limped", "humpeln humpelt gehumpelt", .sein),
    Verb("sneak sneaks sneaking sneaked", "schleichen schleicht geschlichen", .sein, by: [.person, .animal]),
    Verb("trot trots trotting trotted", "traben trabt getrabt", .sein, by: [.mount, .animal]),
    Verb("gallop gallops galloping galloped", "galoppieren galoppiert galoppiert", .sein, by: [.mount]),
    Verb("hop hops hopping hopped", "hüpfen hüpft gehüpft", .sein, by: [.person, .animal]),
    Verb("march marches marching marched", "marschieren marschiert marschiert", .sein),
    Verb("flee flees fleeing fled", "fliehen flieht geflohen", .sein, by: [.person, .animal]),
    Verb("race races racing raced", "rasen rast gerast", .sein, by: [.vehicle, .cycle]),
    Verb("roll rolls rolling rolled", "rollen rollt gerollt", .sein, by: [.vehicle, .cycle]),
    Verb("stumble stumbles stumbling stumbled", "stolpern stolpert gestolpert", .sein),
    Verb("travel travels travelling travelled", "reisen reist gereist", .sein),
    Verb("jog jogs jogging jogged", "joggen joggt gejoggt", .sein),
  ]

  /// Verbs that say where something is.
  static let positionVerbs: [Verb] = [
    Verb("stand stands standing stood", "stehen steht gestanden", by: [.person, .animal, .mount, .vehicle, .cycle]),
    Verb("sit sits sitting sat", "sitzen sitzt gesessen", by: [.person, .animal]),
    Verb("lie lies lying lay lain", "liegen liegt gelegen", by: [.animal, .person]),
    Verb("live lives living lived", "wohnen wohnt gewohnt"),
    Verb("kneel kneels kneeling knelt", "knien kniet gekniet"),
    Verb("stay stays staying stayed", "bleiben bleibt geblieben", .sein, by: [.person, .animal, .vehicle]),
  ]

  /// How what is tall, and what is flat, is somewhere.
  static let standing = Verb("stand stands standing stood", "stehen steht gestanden")
  static let lying = Verb("lie lies lying lay lain", "liegen liegt gelegen")

  /// Verbs with a dative object.
  static let dativeVerbs: [Verb] = [
    Verb("help helps helping helped", "helfen hilft geholfen", of: [.person]),
    Verb(
      "follow follows following followed", "folgen folgt gefolgt", .sein, by: [.person, .animal, .vehicle],
      of: [.person, .vehicle]),
    Verb("thank thanks thanking thanked", "danken dankt gedankt", of: [.person]),
    Verb("answer answers answering answered", "antworten antwortet geantwortet", of: [.person]),
    Verb("congratulate congratulates congratulating congratulated", "gratulieren gratuliert gratuliert", of: [.person]),
    Verb("trust trusts trusting trusted", "vertrauen vertraut vertraut", of: [.person], isStative: true),
    Verb(
      "avoid avoids avoiding avoided", "aus|weichen weicht ausgewichen", .sein, by: [.person, .vehicle, .cycle],
      of: [.vehicle, .person, .animal]),
    Verb("listen listens listening listened", particle: "to", "zu|hören hört zugehört", of: [.person]),
    Verb("wave waves waving waved", particle: "to", "zu|winken winkt zugewinkt", of: [.person]),
    Verb("nod nods nodding nodded", particle: "to", "zu|nicken nickt zugenickt", of: [.person]),
    Verb(
      "run runs running ran run", particle: "after", "nach|laufen läuft nachgelaufen", .sein, by: [.person, .animal],
      of: [.person, .animal, .vehicle]),
  ]

  /// Verbs with a dative and an accusative object.
  static let ditransitiveVerbs: [Verb] = [
    Verb("give gives giving gave given", "geben gibt gegeben", of: [.item, .reading, .food]),
    Verb("show shows showing showed shown", "zeigen zeigt gezeigt", of: [.item, .reading, .clothing]),
    Verb("bring brings bringing brought", "bringen bringt gebracht", of: [.item, .food, .drink]),
    Verb("lend lends lending lent", "leihen leiht geliehen", of: [.item, .reading, .cycle]),
    Verb("send sends sending sent", "schicken schickt geschickt", of: [.item, .reading]),
    Verb("hand hands handing handed", "reichen reicht gereicht", of: [.item, .food]),
    Verb("promise promises promising promised", "versprechen verspricht versprochen", of: [.item, .food]),
    Verb("offer offers offering offered", "an|bieten bietet angeboten", of: [.food, .drink]),
    Verb("read reads reading read", "vor|lesen liest vorgelesen", of: [.reading]),
  ]

  /// Verbs with an object behind a preposition.
  static let prepositionalVerbs: [Verb] = [
    Verb(
      "wait waits waiting waited", "warten wartet gewartet", of: [.person, .vehicle],
      preposition: Preposition("for", "auf", .accusative)),
    Verb(
      "talk talks talking talked", "reden redet geredet", of: [.person, .animal],
      preposition: Preposition("to", "mit", .dative)),
    Verb(
      "talk talks talking talked", "sprechen spricht gesprochen", of: [.person, .vehicle, .enclosure],
      preposition: Preposition("about", "über", .accusative)),
    Verb(
      "laugh laughs laughing laughed", "lachen lacht gelacht", of: [.person, .clothing, .animal],
      preposition: Preposition("at", "über", .accusative)),
    Verb(
      "play plays playing played", "spielen spielt gespielt", by: [.person, .animal], of: [.item, .animal, .person],
      preposition: Preposition("with", "mit", .dative)),
    Verb(
      "point points pointing pointed", "zeigen zeigt gezeigt", of: [.fixture, .vehicle, .enclosure],
      preposition: Preposition("at", "auf", .accusative)),
    Verb(
      "ask asks asking asked", "bitten bittet gebeten", of: [.item, .food, .drink],
      preposition: Preposition("for", "um", .accusative)),
    Verb(
      "think thinks thinking thought", "denken denkt gedacht", of: [.person],
      preposition: Preposition("of", "an", .accusative)),
    Verb(
      "dream dreams dreaming dreamed", "träumen träumt geträumt", of: [.vehicle, .person],
      preposition: Preposition("of", "von", .dative)),
    Verb(
      "look looks looking looked", particle: "after", "auf|passen passt aufgepasst", of: [.person, .animal, .item],
      preposition: Preposition("", "auf", .accusative)),
    Verb(
      "complain complains complaining complained", "klagen klagt geklagt", of: [.person, .food],
      preposition: Preposition("about", "über", .accusative)),
    Verb(
      "ask asks asking asked", "fragen fragt gefragt", of: [.person, .enclosure, .stop],
      preposition: Preposition("about", "nach", .dative)),
    Verb(
      "work works working worked", "arbeiten arbeitet gearbeitet", of: [.item],
      preposition: Preposition("with", "mit", .dative)),
    Verb(
      "start starts starting started", "an|fangen fängt angefangen", of: [.reading],
      preposition: Preposition("with", "mit", .dative)),
  ]

  /// Verbs that say what somebody says or thinks; a clause with `that`, `dass` follows.
  static let reportingVerbs: [Verb] = [
    Verb("say says saying said", "sagen sagt gesagt", isStative: true),
    Verb("think thinks thinking thought", "denken denkt gedacht", isStative: true),
    Verb("believe believes believing believed", "glauben glaubt geglaubt", isStative: true),
    Verb("hope hopes hoping hoped", "hoffen hofft gehofft", isStative: true),
    Verb("know knows knowing knew known", "wissen weiß gewusst", isStative: true),
    Verb("report reports reporting reported", "berichten berichtet berichtet", isStative: true),
    Verb("notice notices noticing noticed", "bemerken bemerkt bemerkt", isStative: true),
    Verb("claim claims claiming claimed", "behaupten behauptet behauptet", isStative: true),
  ]

  /// Verbs of asking; a clause with `whether`, `ob` follows.
  static let askingVerbs: [Verb] = [
    Verb("ask asks asking asked", "fragen fragt gefragt", isStative: true),
    Verb("wonder wonders wondering wondered", "überlegen überlegt überlegt", isStative: true),
    Verb("check checks checking checked", "prüfen prüft geprüft", isStative: true),
  ]
}
