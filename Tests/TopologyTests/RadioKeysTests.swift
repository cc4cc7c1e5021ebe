import Foundation
import Quantities
import Radio
import Scenario
import Testing
import Topology

@Suite("The radio in a topology")
struct RadioKeysTests {
  /// The radio of a topology whose UEs stand 100 m away.
  private func radio(_ keys: String) throws -> RadioConfiguration {
    let scenario = try TopologyFile.read(
      """
      topology: t
      radio: { \(keys) }
      template: { position: { x: 100 m, y: 0 m } }
      ues: [{ name: ue-1 }]
      """)
    // What `helio validate --complete` prints reads back as the same scenario.
    #expect(try TopologyFile.read(TopologyFile.text(of: scenario)) == scenario)
    return scenario.radio
  }

  @Test("every path loss model that has a name is read by it")
  func pathLoss() throws {
    let heights: [(stem: String, scenario: DeploymentScenario, height: String)] = [
      ("uma", .urbanMacro, "25 m"), ("umi-street-canyon", .urbanMicroStreetCanyon, "10 m"),
      ("rma", .ruralMacro, "35 m"), ("inh-mixed-office", .indoorMixedOffice, "3 m"),
      ("inh-open-office", .indoorOpenOffice, "3 m"),
    ]
    for (stem, scenario, height) in heights {
      for (suffix, sight) in [("", LineOfSight.drawn), ("-los", .always), ("-nlos", .never)] {
        #expect(
          try radio("path-loss: \(stem)\(suffix), base-station-height: \(height), shadowing: model")
            == RadioConfiguration(
              pathLoss: .deployment(scenario, sight), baseStationHeight: Metres(parsing: height), shadowing: .ofModel))
      }
    }
    #expect(try radio("path-loss: macro-cell").pathLoss == .macroCell)
    #expect(try radio("path-loss: free-space").pathLoss == .freeSpace)
  }

  @Test("the log-distance law is a mapping, its reference distance 1 m unless said otherwise")
  func logDistance() throws {
    #expect(
      try radio("path-loss: { model: log-distance, exponent: 3.2, reference-loss: 40 dB }").pathLoss
        == .logDistance(
          LogDistancePathLoss(referenceLoss: Decibels(40), referenceDistance: Metres(1), exponent: 3.2)))
    #expect(
      try radio("path-loss: { model: log-distance, exponent: 2, reference-loss: 61.4 dB, reference-distance: 5 m }")
        .pathLoss
        == .logDistance(
          LogDistancePathLoss(referenceLoss: Decibels(61.4), referenceDistance: Metres(5), exponent: 2)))
  }

  @Test("shadowing is none, the model's, or given")
  func shadowing() throws {
    #expect(try radio("shadowing: none").shadowing == nil)
    #expect(try radio("shadowing: model").shadowing == .ofModel)
    #expect(
      try radio("path-loss: free-space, shadowing: { deviation: 7.8 dB, decorrelation: 13 m }").shadowing
        == .given(
          statistics: ShadowingStatistics(deviation: Decibels(7.8), decorrelationDistance: Metres(13))))
  }

  @Test("one coefficient has a distribution, a variation and a Doppler shift")
  func flatFading() throws {
    func fading(_ keys: String) throws -> SmallScaleFading { try radio("fading: \(keys)").fading }
    func flat(_ distribution: FadingDistribution, _ variation: FadingVariation) -> SmallScaleFading {
      .flat(FlatFading(distribution: distribution, variation: variation))
    }
    #expect(try fading("none") == .none)
    #expect(try fading("rayleigh") == .rayleigh)
    #expect(try fading("{ distribution: rayleigh, variation: block }") == .rayleigh)
    #expect(
      try fading("{ distribution: rician, k-factor: 3 dB }")
        == flat(.rician(factor: Decibels(3), mean: .unitPower), .block))
    #expect(
      try fading("{ distribution: rician, k-factor: 3.01 dB, mean: paper, variation: gauss-markov, doppler: 20 Hz }")
        == flat(
          .rician(factor: Decibels(3.01), mean: .paper), .gaussMarkov(doppler: .given(maximum: Hertz(20)))))
    #expect(try fading("{ variation: clarke, doppler: from-speed }") == flat(.rayleigh, .clarke(doppler: .fromSpeed)))
  }

  @Test("echoes have a profile, a delay spread, sub-bands and an equaliser")
  func echoes() throws {
    #expect(
      try radio("fading: { profile: tdl-a, delay-spread: 300 ns }").fading
        == .tappedDelayLine(TappedDelayLine(profile: .tdlA, delaySpread: Seconds(300e-9))))
    #expect(
      try radio(
        "fading: { profile: tdl-d, delay-spread: 30 ns, sub-bands: 64, equaliser: zero-forcing, variation: clarke, "
          + "doppler: from-speed }"
      ).fading
        == .tappedDelayLine(
          TappedDelayLine(
            profile: .tdlD, delaySpread: Seconds(30e-9), variation: .clarke(doppler: .fromSpeed), subBands: 64,
            equaliser: .zeroForcing)))
  }

  @Test("defaults that are written out leave the scenario's bytes as they are")
  func defaults() throws {
    let least = "topology: t\nues: [{ name: ue-1 }]\n"
    let written = """
      topology: t
      radio: { shadowing: none, fading: { distribution: rayleigh, variation: block } }
      ues: [{ name: ue-1 }]
      """
    let bytes = try CanonicalJSON.encode(TopologyFile.read(least))
    #expect(try CanonicalJSON.encode(TopologyFile.read(written)) == bytes)
    #expect(!String(decoding: bytes, as: UTF8.self).contains("shadowing"))
  }
}
