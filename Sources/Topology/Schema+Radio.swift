import Quantities
import Radio
import Scenario

extension Schema {
  static let radio = Section<RadioConfiguration>([
    Entry("carrier", \.carrier, .quantity(ScenarioLimits.frequencies), "f_c, the carrier frequency"),
    Entry("bandwidth", \.bandwidth, .quantity(ScenarioLimits.frequencies), "BW, the bandwidth that the UEs share"),
    Entry("noise", \.noiseDensity, .quantity(), "σ², the power spectral density of the noise"),
    Entry(
      "path-loss", \.pathLoss, .pathLoss,
      "The loss over distance; a scenario without `-los` or `-nlos` draws line of sight for each UE. Formulas and the ranges in which they hold: [channel.md](channel.md)"
    ),
    Entry("shadowing", \.shadowing, .shadowing, "What obstacles add; `model`: what goes with the path loss model"),
    Entry("fading", \.fading, .fading, "The small-scale channel; `rayleigh` alone is independent from slot to slot"),
    Entry(
      "base-station-height", \.baseStationHeight, .quantity(ScenarioLimits.lengths),
      "h_BS; UMi holds for 10 m, UMa for 25 m, RMa from 10 m to 150 m"),
    Entry(
      "user-height", \.userHeight, .quantity(ScenarioLimits.lengths),
      "h_UT; UMi holds from 1.5 m to 22.5 m, UMa from 1.5 m to 13 m, RMa from 1 m to 10 m"),
  ])

  static let logDistance = Section<LogDistancePathLoss>([
    Entry<LogDistancePathLoss>.model,
    Entry(
      "exponent", \.exponent, .number(ScenarioLimits.pathLossExponents), isRequired: true,
      "n: 2 in free space, 2.7 to 5 in towns"),
    Entry(
      "reference-loss", \.referenceLoss, .quantity(ScenarioLimits.losses), isRequired: true,
      "PL₀, the loss at the reference distance"),
    Entry(
      "reference-distance", \.referenceDistance, .quantity(ScenarioLimits.lengths),
      "d₀, the shortest distance between the antennas"),
  ])

  /// What a mapping says where nothing else does.
  static let leastLaw = LogDistancePathLoss(
    referenceLoss: Decibels(40), referenceDistance: Metres(1), exponent: 2)

  static let shadowing = Section<ShadowingStatistics>([
    Entry(
      "deviation", \.deviation, .quantity(ScenarioLimits.shadowingDeviations), isRequired: true,
      "σ, the standard deviation of the loss"),
    Entry(
      "decorrelation", \.decorrelationDistance, .quantity(ScenarioLimits.lengths), isRequired: true,
      "d_corr: two places so far apart have a correlation of 1/e"),
  ])

  static let leastShadowing = ShadowingStatistics(deviation: Decibels(0), decorrelationDistance: Metres(1))
}

extension Entry where Root == LogDistancePathLoss {
  /// The word that says which law a mapping is.
  fileprivate static var model: Entry {
    Entry(
      name: "model", expected: "`\(Form<PathLossModel>.logDistance)`",
      summary: "The law; every other model is written as its name alone",
      isRequired: true,
      read: { _, field, log in
        guard let text = field.node.text, text != Form<PathLossModel>.logDistance else {
          if field.node.text == nil { log.add(field, expected: "`\(Form<PathLossModel>.logDistance)`") }
          return
        }
        let isNamed = Form<PathLossModel>.named.contains { $0.name == text }
        log.add(
          field, expected: "`\(Form<PathLossModel>.logDistance)`",
          suggestion: isNamed
            ? "write `path-loss: \(text)`" : Spelling.didYouMean(text, among: [Form<PathLossModel>.logDistance]))
      }, write: { _ in Form<PathLossModel>.logDistance })
  }
}

extension Form where Value == PathLossModel {
  static var logDistance: String { "log-distance" }

  /// What the models are called.
  static var named: [(name: String, value: PathLossModel)] {
    PathLossModel.named.map { (Spelling.kebabCase($0.name), $0) }
  }

  /// A model's name, or the log-distance law with its numbers.
  static var pathLoss: Form {
    let names = named.map(\.name)
    let example = "{ model: log-distance, exponent: 3.2, reference-loss: 40 dB }"
    let expected = names.map { "`\($0)`" }.joined(separator: ", ") + " or a mapping like `\(example)`"
    return Form(
      expected: expected,
      read: { field, _, log in
        if case .mapping = field.node.content {
          let law = Schema.logDistance.read(field, over: Schema.leastLaw, log: log)
          return law.map { .logDistance($0) }
        }
        guard let text = field.node.text else {
          log.add(field, expected: expected)
          return nil
        }
        if let model = named.first(where: { $0.name == text })?.value { return model }
        log.add(
          field, expected: expected,
          suggestion: text == logDistance
            ? "write `path-loss: \(example)`" : Spelling.didYouMean(text, among: names + [logDistance]))
        return nil
      },
      write: { model in
        if case .logDistance(let law) = model { return Schema.logDistance.write(law) }
        return Spelling.kebabCase(model.name)
      })
  }
}

extension Form where Value == Shadowing? {
  /// Nothing, what goes with the path loss model, or a deviation and a decorrelation distance.
  static var shadowing: Form {
    let expected = "`none`, `model` or a mapping like `{ deviation: 7.8 dB, decorrelation: 13 m }`"
    return Form(
      expected: expected,
      read: { field, _, log in
        switch field.node.content {
        case .mapping:
          let statistics = Schema.shadowing.read(field, over: Schema.leastShadowing, log: log)
          return statistics.map { Shadowing.given(statistics: $0) }
        case .scalar("none"): return .some(nil)
        case .scalar("model"): return Shadowing.ofModel
        case .scalar(let text):
          log.add(field, expected: expected, suggestion: Spelling.didYouMean(text, among: ["none", "model"]))
        case .sequence: log.add(field, expected: expected)
        }
        return nil
      },
      write: { shadowing in
        switch shadowing {
        case nil: "none"
        case .ofModel: "model"
        case .given(let statistics): Schema.shadowing.write(statistics)
        }
      })
  }
}
