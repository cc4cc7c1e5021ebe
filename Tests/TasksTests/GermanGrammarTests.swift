import Testing

@testable import Tasks

@Suite struct GermanGrammarTests {
  private func phrase(
    _ determiner: Determiner, _ noun: Noun, _ nounClass: NounClass = .person, _ adjectives: [String] = ["old"],
    _ number: GrammaticalNumber = .singular
  ) -> NounPhrase {
    NounPhrase(
      determiner: determiner, number: number,
      adjectives: adjectives.compactMap { name in Lexicon.adjectives.first { $0.english == name } }, noun: noun,
      nounClass: nounClass)
  }

  private func forms(_ phrase: NounPhrase) -> [String] {
    [.nominative, .accusative, .dative].map { phrase.german($0).joined(separator: " ") }
  }

  private let man = Noun.masculine("man", plural: "men", "Mann", "Männer")
  private let woman = Noun.feminine("woman", plural: "women", "Frau", "Frauen")
  private let child = Noun.neuter("child", plural: "children", "Kind", "Kinder")
  private let boy = Noun.weak("boy", "Junge", "Jungen")
  private let water = Noun.mass("water", .neuter, "Wasser")

  // The tables of any German grammar, for instance Duden, Die Grammatik, "Deklination des Adjektivs".
  @Test("the weak, mixed and strong declension follow the tables in gender, case and number")
  func declension() {
    #expect(forms(phrase(.definite, man)) == ["der alte Mann", "den alten Mann", "dem alten Mann"])
    #expect(forms(phrase(.definite, woman)) == ["die alte Frau", "die alte Frau", "der alten Frau"])
    #expect(forms(phrase(.definite, child)) == ["das alte Kind", "das alte Kind", "dem alten Kind"])
    #expect(
      forms(phrase(.definite, man, .person, ["old"], .plural))
        == ["die alten Männer", "die alten Männer", "den alten Männern"])
    #expect(forms(phrase(.indefinite, man)) == ["ein alter Mann", "einen alten Mann", "einem alten Mann"])
    #expect(forms(phrase(.no, woman)) == ["keine alte Frau", "keine alte Frau", "keiner alten Frau"])
    #expect(
      forms(phrase(.possessive(.firstSingular), child)) == ["mein altes Kind", "mein altes Kind", "meinem alten Kind"])
    #expect(
      forms(phrase(.possessive(.firstPlural), man, .person, ["old"], .plural))
        == ["unsere alten Männer", "unsere alten Männer", "unseren alten Männern"])
    #expect(
      forms(phrase(.indefinite, child, .person, ["old"], .plural)) == ["alte Kinder", "alte Kinder", "alten Kindern"])
    #expect(
      forms(phrase(.indefinite, water, .drink, ["cold"]))
        == ["kaltes Wasser", "kaltes Wasser", "kaltem Wasser"])
    #expect(forms(phrase(.this, boy, .person, [])) == ["dieser Junge", "diesen Jungen", "diesem Jungen"])
    let many = Quantifier.all.first { $0.english == "many" }
    #expect(
      many.map { forms(phrase(.quantity($0), man, .person, ["old"], .plural)) }
        == ["viele alte Männer", "viele alte Männer", "vielen alten Männern"])
  }

  @Test("adjectives that drop an e, end in one or take no ending at all")
  func adjectiveStems() {
    let coat = Noun.masculine("coat", "Mantel", "Mäntel")
    #expect(forms(phrase(.indefinite, coat, .clothing, ["expensive"]))[1] == "einen teuren Mantel")
    #expect(forms(phrase(.definite, coat, .clothing, ["pink"]))[2] == "dem rosa Mantel")
    #expect(forms(phrase(.indefinite, man, .person, ["tired"]))[0] == "ein müder Mann")
  }

  private let getOn = Verb("get gets getting got", particle: "on", "ein|steigen steigt eingestiegen", .sein)
  private let pickUp = Verb("pick picks picking picked", particle: "up", "auf|heben hebt aufgehoben", of: [.item])

  @Test("a separable prefix stands at the end, before the verb, in the participle or around zu")
  func separablePrefix() {
    let bag = Nominal.phrase(phrase(.definite, .feminine("bag", "Tasche", "Taschen"), .item, []))
    func clause(_ form: Clause.Form) -> Clause {
      Clause(
        subject: .phrase(phrase(.definite, man, .person, [])), predicate: .active(pickUp), form: form,
        complements: [.time(Adverbial("today", "heute")), .accusative(bag)])
    }
    func german(_ form: Clause.Form, _ order: Clause.GermanOrder) -> String {
      clause(form).german(order).joined(separator: " ")
    }
    #expect(german(.progressive, .verbSecond) == "der Mann hebt heute die Tasche auf")
    #expect(german(.progressive, .verbFinal(withSubject: true)) == "der Mann heute die Tasche aufhebt")
    #expect(german(.past, .verbFirst) == "hat der Mann heute die Tasche aufgehoben")
    #expect(german(.past, .verbFinal(withSubject: true)) == "der Mann heute die Tasche aufgehoben hat")
    #expect(german(.modal(.will), .verbSecond) == "der Mann wird heute die Tasche aufheben")
    #expect(german(.progressive, .infinitiveWithZu) == "heute die Tasche aufzuheben")
    #expect(clause(.progressive).english(.statement).joined(separator: " ") == "the man is picking up the bag today")
    #expect(clause(.past).english(.question).joined(separator: " ") == "did the man pick up the bag today")
  }

  @Test("nicht stands behind the object, kein in an indefinite one; English has do, not and any")
  func negation() {
    func clause(_ determiner: Determiner, _ number: GrammaticalNumber = .singular) -> Clause {
      Clause(
        subject: .pronoun(.they), predicate: .active(pickUp), form: .past, isNegated: true,
        complements: [
          .accusative(.phrase(phrase(determiner, .feminine("bag", "Tasche", "Taschen"), .item, [], number)))
        ])
    }
    #expect(clause(.definite).german(.verbSecond).joined(separator: " ") == "sie haben die Tasche nicht aufgehoben")
    #expect(
      clause(.negatedIndefinite, .plural).german(.verbSecond).joined(separator: " ")
        == "sie haben keine Taschen aufgehoben")
    #expect(
      clause(.negatedIndefinite, .plural).english(.statement).joined(separator: " ")
        == "they did not pick up any bags")
  }

  @Test("prepositions govern their case and draw the article in, but not before a relative clause")
  func prepositions() {
    func words(_ preposition: Preposition, _ phrase: NounPhrase) -> String {
      PrepositionalPhrase(preposition: preposition, object: .phrase(phrase)).german.joined(separator: " ")
    }
    let park = phrase(.definite, .masculine("park", "Park", "Parks"), .enclosure, [])
    #expect(words(Preposition("in", "in", .dative), park) == "im Park")
    #expect(words(Preposition("into", "in", .accusative), park) == "in den Park")
    #expect(words(Preposition("into", "in", .accusative), phrase(.definite, child, .person, [])) == "ins Kind")
    var watched = park
    watched.relativeClauses = [
      RelativeClause(
        clause: Clause(subject: .pronoun(.they), predicate: .active(pickUp), form: .progressive, complements: []),
        isOfObject: true)
    ]
    #expect(words(Preposition("in", "in", .dative), watched) == "in dem Park , den sie aufheben ,")
  }

  @Test("verbs agree with their subject in person and number")
  func agreement() {
    #expect(getOn.german.present(.firstSingular) == "steige")
    #expect(getOn.german.infinitiveWithZu == ["einzusteigen"])
    let collect = GermanVerb("sammeln sammelt gesammelt", .haben)
    #expect([.firstSingular, .thirdSingular, .plural].map(collect.present) == ["sammle", "sammelt", "sammeln"])
    #expect(GermanVerb("wissen weiß gewusst", .haben).present(.firstSingular) == "weiß")
    #expect(GermanVerb("füttern füttert gefüttert", .haben).present(.firstSingular) == "füttere")
  }

  @Test("a pronoun takes a noun up by its gender, and people by their own")
  func pronouns() {
    let girl = Noun.neuter("girl", "Mädchen", "Mädchen", pronoun: .feminine)
    let bag = Noun.feminine("bag", "Tasche", "Taschen")
    #expect(phrase(.definite, girl).pronoun.english == "she")
    #expect(phrase(.definite, girl).pronoun.german[0] == "sie")
    #expect(phrase(.definite, bag, .item, []).pronoun.english == "it")
    #expect(phrase(.definite, bag, .item, []).pronoun.german == ["sie", "sie", "ihr"])
    #expect(phrase(.definite, child).pronoun.german[0] == "es")
  }
}
