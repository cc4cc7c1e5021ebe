import FoundationEssentials
import Glibc
import Quantities
import Radio
import Testing

private func point(_ x: Double, _ y: Double) -> Position { Position(x: Metres(x), y: Metres(y)) }

private func flat(_ variation: FadingVariation) -> SmallScaleFading {
  .flat(FlatFading(distribution: .rayleigh, variation: variation))
}

@Suite("A link, slot after slot")
struct LinkProcessTests {
  private func process(
    _ radio: RadioConfiguration, _ mobility: Mobility, ue: String = "ue-1", attachSlot: Int = 3, seed: UInt64 = 21
  ) throws -> LinkProcess {
    try LinkProcess(
      radio: radio, mobility: mobility, slotDuration: Seconds(0.05), seed: seed, ue: ue, attachSlot: attachSlot)
  }

  private static let walk = Mobility.randomWaypoint(
    RandomWaypoint(
      area: .rectangle(x: Metres(20)...Metres(60), y: Metres(-30)...Metres(30)), speeds: 1...20, pause: Seconds(0.3)))
  private static let standing = Mobility.still(.disc(minimum: Metres(10), maximum: Metres(150)))
  private static let line = TappedDelayLine(
    profile: .tdlD, delaySpread: Seconds(100e-9), variation: .gaussMarkov(doppler: .given(maximum: Hertz(1))))

  private static let kinds: [(SmallScaleFading, Mobility)] = [
    (.rayleigh, walk), (.none, walk),
    // ρ = 0.472: a window of 49 slots.
    (flat(.gaussMarkov(doppler: .given(maximum: Hertz(5)))), standing),
    // ρ = 0.990: a window of 3 700 slots.
    (flat(.gaussMarkov(doppler: .given(maximum: Hertz(0.64)))), walk),
    (flat(.gaussMarkov(doppler: .given(maximum: Hertz(0)))), walk),
    (flat(.gaussMarkov(doppler: .fromSpeed)), walk), (flat(.gaussMarkov(doppler: .fromSpeed)), standing),
    (flat(.clarke(doppler: .fromSpeed)), walk), (flat(.clarke(doppler: .given(maximum: Hertz(70)))), standing),
    (.tappedDelayLine(line), walk),
  ]

  @Test("a state recomputed at a slot equals, bit for bit, the state carried there", arguments: kinds)
  func restart(fading: SmallScaleFading, mobility: Mobility) throws {
    let radio = RadioConfiguration(
      pathLoss: .deployment(.urbanMicroStreetCanyon, .drawn), fading: fading, shadowing: .ofModel)
    var carried = try process(radio, mobility)
    let looks = Set([3, 4, 48, 51, 52, 53, 100, 101, 102, 149, 150, 151, 200, 399])
    for slot in 3..<400 {
      let state = try carried.state(at: slot)
      guard looks.contains(slot) else { continue }
      var anew = try process(radio, mobility)
      #expect(try anew.state(at: slot) == state, "slot \(slot)")
    }
    // Back, and on in strides.
    var anew = try process(radio, mobility)
    for slot in [250, 3, 102, 120, 399] {
      #expect(try carried.state(at: slot) == anew.state(at: slot), "slot \(slot)")
    }
  }

  @Test("the recursion that begins later agrees with the one from the attachment to the last digits")
  func window() throws {
    var process = try process(
      RadioConfiguration(pathLoss: .freeSpace, fading: flat(.gaussMarkov(doppler: .given(maximum: Hertz(5))))),
      Self.standing)
    // ρ = J₀(π/2), from the attachment on.
    let correlation = 0.472_001_215_768_234_8
    let innovation = (1 - correlation * correlation).squareRoot()
    var expected = SmallScaleFading.rayleigh.coefficient(seed: 21, ue: "ue-1", slot: 3)
    for slot in 4..<300 {
      let drawn = SmallScaleFading.rayleigh.coefficient(seed: 21, ue: "ue-1", slot: slot)
      expected.real = correlation * expected.real + innovation * drawn.real
      expected.imaginary = correlation * expected.imaginary + innovation * drawn.imaginary
      let found = try process.state(at: slot).coefficient
      #expect(abs(found.real - expected.real) < 1e-13 && abs(found.imaginary - expected.imaginary) < 1e-13)
    }
  }

  @Test("shadowing has the model's deviation and forgets with distance, exp(−Δd/d_corr)")
  func shadowing() throws {
    // 13 m/s and 50 ms: 0.65 m to a slot; UMi without line of sight: 7.82 dB, 13 m, so that ρ = exp(−0.05).
    let way = Waypoints(points: [point(10, 0), point(4_900, 0)], speeds: [13], end: .stop)
    let radio = RadioConfiguration(fading: .none, shadowing: .ofModel)
    let count = 3_000
    var (first, sums) = ([Double](), [20: 0.0, 40: 0, 60: 0])
    for ue in 0..<count {
      var process = try process(radio, .waypoints(way), ue: "ue-\(ue)")
      let start = try process.state(at: 3).shadowing.value
      first.append(start)
      for lag in sums.keys.sorted() {
        sums[lag, default: 0] += start * (try process.state(at: 3 + lag).shadowing.value)
      }
    }
    #expect(isPlausible(first) { normalDistribution($0 / 7.82) })
    for (lag, sum) in sums {
      let correlation = exp(-0.05 * Double(lag))
      #expect(abs(sum / Double(count) / (7.82 * 7.82) - correlation) < 5 * (2 / Double(count)).squareRoot())
    }
    // Who stands still keeps what was drawn, and its gain includes it.
    var standing = try process(radio, .still(.fixed(point(100, 0))))
    let state = try standing.state(at: 3)
    #expect(try standing.state(at: 500).shadowing == state.shadowing)
    #expect(abs(Decibels(linear: state.largeScaleGain).value + state.pathLoss.value + state.shadowing.value) < 1e-9)
  }

  @Test("given shadowing replaces the model's, and a model without any is refused")
  func givenShadowing() throws {
    let statistics = ShadowingStatistics(deviation: Decibels(6), decorrelationDistance: Metres(50))
    var radio = RadioConfiguration(pathLoss: .freeSpace, fading: .none, shadowing: .given(statistics: statistics))
    let losses = try (0..<3_000).map { ue in
      var process = try process(radio, .still(.fixed(point(100, 0))), ue: "ue-\(ue)")
      return try process.state(at: 3).shadowing.value
    }
    #expect(isPlausible(losses) { normalDistribution($0 / 6) })
    radio.shadowing = .ofModel
    let error = #expect(throws: LinkError.self) { try process(radio, Self.standing) }
    #expect(
      error?.description
        == "the path loss model freeSpace comes with no shadowing; give a deviation and a decorrelation distance")
  }

  @Test("line of sight is drawn once with the table's probability and decides the path loss")
  func lineOfSight() throws {
    let radio = RadioConfiguration(pathLoss: .deployment(.urbanMicroStreetCanyon, .drawn), fading: .none)
    let count = 4_000
    var seen = 0
    for ue in 0..<count {
      var process = try process(radio, .still(.fixed(point(100, 0))), ue: "ue-\(ue)")
      let state = try process.state(at: 3)
      let isSeen = state.isLineOfSight == true
      seen += isSeen ? 1 : 0
      #expect(abs(state.pathLoss.value - (isSeen ? 89.995853 : 109.629804)) < 1e-5)
    }
    let probability = 0.230_984_75
    let deviation = (probability * (1 - probability) / Double(count)).squareRoot()
    #expect(abs(Double(seen) / Double(count) - probability) < 5 * deviation)
  }

  @Test("a UE that walks away loses path, slot after slot, until it leaves the model's range")
  func walkingAway() throws {
    let way = Waypoints(points: [point(100, 0), point(6_000, 0)], speeds: [1_000], end: .stop)
    var process = try process(RadioConfiguration(fading: .none), .waypoints(way))
    var previous = 0.0
    for slot in 3..<101 {
      let state = try process.state(at: slot)
      #expect(abs(state.distance.value - (100 + 50 * Double(slot - 3))) < 1e-6)
      #expect(state.pathLoss.value > previous)
      previous = state.pathLoss.value
    }
    let error = #expect(throws: LinkError.self) { try process.state(at: 102) }
    #expect(error?.description.contains("distance on the ground from 10 m to 5 km, found 5.05 km") == true)
  }

  @Test("settings hold from their slot on, change what they name alone, and can be set twice")
  func settings() throws {
    let radio = RadioConfiguration(fading: .rayleigh, shadowing: .ofModel)
    var plain = try process(radio, Self.walk)
    var process = try process(radio, Self.walk)
    var settings = LinkSettings()
    settings.extraLoss = Decibels(20)
    settings.noiseDensity = WattsPerHertz(1e-18)
    try process.apply(settings, from: 10)
    #expect(try process.state(at: 9) == plain.state(at: 9))
    var expected = try plain.state(at: 10)
    expected.extraLoss = Decibels(20)
    expected.noiseDensity = WattsPerHertz(1e-18)
    #expect(try process.state(at: 10) == expected)
    try process.apply(settings, from: 10)
    #expect(try process.state(at: 10) == expected)

    var more = LinkSettings()
    more.pathLoss = Decibels(90)
    more.isOutage = true
    try process.apply(settings.updated(by: more), from: 12)
    let state = try process.state(at: 12)
    #expect(state.pathLoss == Decibels(90))
    #expect(state.extraLoss == Decibels(20))
    #expect(state.coefficient == .zero)
    let budget = try state.linkBudget(transmitPower: Watts(0.1), bandwidth: Hertz(1e6))
    #expect(budget.snr == 0)
    #expect(try process.state(at: 11).coefficient == plain.state(at: 11).coefficient)

    try process.apply(LinkSettings(), from: 14)
    #expect(try process.state(at: 14) == plain.state(at: 14))
    // A command that comes again late takes nothing back.
    try process.apply(settings, from: 10)
    #expect(try process.state(at: 13).pathLoss == Decibels(90))
    #expect(try process.state(at: 14) == plain.state(at: 14))
  }

  @Test("another fading, Doppler or position is what it would be had it been so from the start")
  func otherFading() throws {
    let rayleigh = RadioConfiguration(fading: .rayleigh)
    let wanted = flat(.gaussMarkov(doppler: .given(maximum: Hertz(2))))
    var other = try process(RadioConfiguration(fading: wanted), Self.walk)
    var process = try process(rayleigh, Self.walk)
    var settings = LinkSettings()
    settings.fading = flat(.gaussMarkov(doppler: .fromSpeed))
    settings.doppler = Hertz(2)
    settings.position = point(30, 40)
    _ = try process.state(at: 3)
    try process.apply(settings, from: 20)
    let state = try process.state(at: 30)
    #expect(try state.fading == other.state(at: 30).fading)
    #expect(state.distance == Metres(50))
  }

  @Test("settings that cannot be are refused by name")
  func badSettings() throws {
    var process = try process(RadioConfiguration(), Self.standing)
    func message(_ change: (inout LinkSettings) -> Void) -> String? {
      var settings = LinkSettings()
      change(&settings)
      return #expect(throws: LinkError.self) { try process.apply(settings, from: 5) }?.description
    }
    #expect(message { $0.extraLoss = Decibels(.nan) }?.hasPrefix("the extra loss must be finite, found") == true)
    #expect(message { $0.noiseDensity = WattsPerHertz(0) }?.hasPrefix("the noise density must be above zero") == true)
    #expect(message { $0.doppler = Hertz(-1) } == "the Doppler shift must be at least 0 Hz and finite, found -1 Hz")
    #expect(message { $0.position = point(1, 0) }?.contains("found 1 m") == true)
    let line = TappedDelayLine(profile: .tdlA, delaySpread: Seconds(1e-7), subBands: 0)
    #expect(
      message { $0.fading = .tappedDelayLine(line) } == "the number of sub-bands must be 1 to 3300, found 0")
  }

  @Test("a radio environment without shadowing is coded as it always was")
  func coding() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let text = String(decoding: try encoder.encode(RadioConfiguration()), as: UTF8.self)
    #expect(
      text == """
        {"bandwidth":5000000,"baseStationHeight":10,"carrier":6000000000,"fading":"rayleigh","noiseDensity":1e-19,\
        "pathLoss":"umiStreetCanyonNLOS","userHeight":1.5}
        """)
    var settings = LinkSettings()
    settings.extraLoss = Decibels(3)
    #expect(String(decoding: try encoder.encode(settings), as: UTF8.self) == "{\"extraLoss\":3}")
  }
}
