import Quantities
import Radio
import Scenario

/// Fading of one coefficient as a file writes it.
struct FlatFadingDraft: Sendable {
  enum Distribution: String, CaseIterable, Sendable { case rayleigh, rician }

  var distribution = Distribution.rayleigh
  var factor: Decibels?
  var mean: RicianMean?
  var variation = VariationDraft()
}

/// Fading with echoes as a file writes it.
struct EchoesDraft: Sendable {
  var profile = DelayProfile.tdlA
  var delaySpread = Seconds(0)
  var subBands = 16
  var equaliser = Equaliser.minimumMeanSquareError
  var variation = VariationDraft()
}

/// How a diffuse part varies, as a file writes it.
struct VariationDraft: Sendable {
  enum Kind: String, CaseIterable, Sendable { case block, gaussMarkov, clarke }

  var kind = Kind.block
  var doppler: Doppler?
}

extension Schema {
  static let flatFading = Section<FlatFadingDraft>(
    [
      Entry("distribution", \.distribution, .choice(), "The distribution of h at one time"),
      Entry(
        "k-factor", \.factor, .quantity(ScenarioLimits.ricianFactors), from: Decibels(0),
        "K of `rician`, the power of the constant part over that of the diffuse one, and required there: a ratio of 2 is 3.01 dB"
      ),
      Entry(
        "mean", \.mean, .choice(), from: .unitPower,
        "The constant part of `rician`: `unit-power` (√(K/(K + 1)), if nothing is written) leaves E\\|h\\|² = 1; `paper` is √K/(K + 1), as Hu et al. print it"
      ),
    ] + variation(\FlatFadingDraft.variation))

  static let echoes = Section<EchoesDraft>(
    [
      Entry(
        "profile", \.profile, .choice(), isRequired: true,
        "The power delay profile, TR 38.901, Tables 7.7.2-1 to 7.7.2-5; D and E have a direct path"),
      Entry(
        "delay-spread", \.delaySpread, .quantity(ScenarioLimits.delaySpreads), isRequired: true,
        "DS, which the profile's delays are multiplied by: 10 ns is very short, 1 us very long"),
      Entry(
        "sub-bands", \.subBands, .integer(ScenarioLimits.subBands),
        "Into how many parts of one coefficient each the bandwidth of a burst is cut"),
      Entry("equaliser", \.equaliser, .choice(), "What the receiver makes of a sub-band's coefficient"),
    ] + variation(\EchoesDraft.variation))

  private static func variation<Root>(
    _ property: any WritableKeyPath<Root, VariationDraft> & Sendable
  ) -> [Entry<Root>] {
    [
      Entry<VariationDraft>(
        "variation", \.kind, .choice(),
        "`block`: independent from slot to slot; `gauss-markov`: correlated from slot to slot; `clarke`: varying within a burst, too"
      ).within(property),
      Entry<VariationDraft>(
        "doppler", \.doppler, .doppler, from: .fromSpeed,
        "f_d of `gauss-markov` and `clarke`, required there; `from-speed`: v·f_c/c with the UE's speed v"
      ).within(property),
    ]
  }
}

extension Form where Value == Doppler {
  /// A frequency, or the word that asks for the one that follows from a UE's speed.
  static var doppler: Form {
    let shift = Form<Hertz>.quantity(ScenarioLimits.dopplerShifts)
    let expected = "`from-speed`, or \(shift.expected)"
    return Form(
      expected: expected,
      read: { field, _, log in
        guard let text = field.node.text, text.first?.isLetter == true else {
          return shift.read(field, Hertz(0), log).map { .given(maximum: $0) }
        }
        if text == "from-speed" { return .fromSpeed }
        log.add(field, expected: expected, suggestion: Spelling.didYouMean(text, among: ["from-speed"]))
        return nil
      },
      write: { doppler in
        switch doppler {
        case .fromSpeed: "from-speed"
        case .given(let maximum): shift.write(maximum)
        }
      })
  }
}
