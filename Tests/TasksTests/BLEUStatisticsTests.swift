import Tasks
import Testing

@Suite struct BLEUStatisticsTests {
  private func corpus(_ pairs: [(String, String)]) -> BLEUStatistics {
    pairs.reduce(BLEUStatistics()) { $0 + BLEUStatistics(hypothesis: $1.0, reference: $1.1) }
  }

  // Computed with sacreBLEU 2.6.0, signature nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp.
  @Test(
    "scores are those of sacreBLEU",
    arguments: [
      ("perfect", [("Der Hund läuft über die Straße.", "Der Hund läuft über die Straße.")], 100),
      ("partial", [("Der Mann trägt einen roten Hut.", "Der alte Mann trägt einen roten Hut.")], 72.89545183625967),
      ("case matters", [("der hund schläft im Garten.", "Der Hund schläft im Garten.")], 50.81327481546149),
      (
        "empty hypothesis among others",
        [("", "Die Frau singt."), ("Der Bus hält an der Ecke an.", "Der Bus hält heute an der Ecke an.")],
        37.010200211230334
      ),
      ("only an empty hypothesis", [("", "Die Frau singt.")], 0.0),
      ("short", [("Sie singt", "Sie singt heute")], 0.0),
      ("no 4-gram matches", [("a b c x d e f", "a b c d e f g")], 41.11336169005196),
      ("no 3- and 4-gram matches", [("the cat a dog sat mat", "the cat sat on a dog mat")], 21.506254256566315),
      (
        "numbers", [("Es kostet 1,000.5 Euro, etwa 20-30 Prozent.", "Es kostet 1,000.5 Euro, ungefähr 20-30 Prozent.")],
        70.16879391277372
      ),
      (
        "quotes and entities",
        [("Er sagte: \"Ja & nein\" (vielleicht) ...", "Er sagte: &quot;Ja &amp; nein&quot; (vielleicht)...")], 100
      ),
      (
        "apostrophes and hyphens",
        [("It's a well-known man's half-open door; isn't it?", "It's the well-known man's half-open door, isn't it?")],
        39.281465090051285
      ),
      (
        "unicode", [("„Größe“ – café\u{A0}naïve Straße… 日本 ok", "„Größe“ – cafe\u{301}\u{A0}naïve Straße… 日本 ok")],
        48.892302243490086
      ),
      ("repetition is clipped", [("the the the the the the the", "the cat is on the mat")], 7.809849842300637),
      (
        "too long",
        [("Ein Kind spielt heute mit dem Ball im großen Park dort.", "Ein Kind spielt mit dem Ball im Park.")],
        32.649710286280516
      ),
      (
        "symbols",
        [("A/B {x} [y] a_b c^d 50% $3.50 v1.2. e-mail: a@b.de", "A/B {x} [y] a_b c^d 50 % $3,50 v1.2. e-mail: a@b.de")],
        90.25139799587889
      ),
      (
        "corpus",
        [
          ("Der Hund läuft durch den Park.", "Der Hund rennt durch den Park."),
          ("Eine Frau kauft drei frische Äpfel auf dem Markt.", "Auf dem Markt kauft eine Frau drei frische Äpfel."),
          ("Heute steigt er in den Bus ein.", "Heute steigt er in den Bus ein."), ("Nein.", "Ja, gerne."),
        ], 51.15653849826841
      ),
    ] as [(String, [(String, String)], Double)])
  func publishedScores(name: String, pairs: [(String, String)], expected: Double) {
    let score = corpus(pairs).score
    #expect(abs(score - expected) < 1e-9, "\(name): \(score)")
    #expect(abs(corpus(pairs.reversed()).score - expected) < 1e-9, "\(name), in reverse")
  }

  // Hypothesis "the the the the the the the" of Papineni et al. (2002), example 2: two of seven unigrams count.
  @Test("n-grams count at most as often as in the reference")
  func clipping() {
    let statistics = BLEUStatistics(
      hypothesis: "the the the the the the the", reference: "the cat is on the mat")
    #expect(statistics.matches == [2, 0, 0, 0])
    #expect(statistics.totals == [7, 6, 5, 4])
    #expect(statistics.hypothesisLength == 7)
    #expect(statistics.referenceLength == 6)
  }

  @Test("nothing, compared with nothing, scores 0")
  func nothing() {
    #expect(BLEUStatistics().score == 0)
    #expect(BLEUStatistics(hypothesis: "", reference: "").score == 0)
  }
}
