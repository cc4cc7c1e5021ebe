import FoundationEssentials
import Glibc
import Quantities
import Radio
import Testing

@Suite("Link budget")
struct LinkBudgetTests {
  @Test("the ratio of Eq. (1) comes out at a hand-computed point")
  func handComputed() throws {
    // 20 dBm, losses 104 − 1 + 7 = 110 dB, |h|² = 1/2, 1 MHz, −160 dBm/Hz: 20 − 110 − 3.0103 − (−160 + 60) = 6.9897 dB, i.e. 5.
    let state = LinkState(
      position: Position(x: Metres(100), y: Metres(0)), pathLoss: Decibels(104), shadowing: Decibels(-1),
      extraLoss: Decibels(7), noiseDensity: WattsPerHertz(dBmPerHertz: -160),
      fading: .flat(ComplexGain(real: 0.5, imaginary: 0.5)))
    let budget = try state.linkBudget(transmitPower: Watts(dBm: 20), bandwidth: Hertz(1e6))
    #expect(abs(budget.snr - 5) < 1e-12)
    #expect(abs(budget.snrLevel.value - 6.989_700) < 1e-6)
    #expect(abs(budget.noisePower.dBm - -100) < 1e-12)
    #expect(abs(budget.receivedPower.dBm - -93.010_300) < 1e-6)
    // b·σ²/(p·g) = 1e-13 / (0.1 · 1e-11).
    #expect(abs(budget.noiseVariancePerSymbol - 0.1) < 1e-15)
    #expect(abs(state.powerGain - 0.5e-11) < 1e-25)
  }

  @Test("a bandwidth of zero is refused by name")
  func zeroBandwidth() {
    let state = LinkState(
      position: Position(x: Metres(100), y: Metres(0)), pathLoss: Decibels(110), noiseDensity: WattsPerHertz(1e-19),
      fading: .flat(.unit))
    let error = #expect(throws: LinkBudgetError.self) {
      try state.linkBudget(transmitPower: Watts(0.1), bandwidth: Hertz(0))
    }
    #expect(error?.description == "a link's bandwidth must be above zero and finite, found 0 Hz")
  }

  @Test("airtime is one second per symbol and hertz")
  func airtime() {
    // 197 tokens of 32 symbols in 1.25 MHz: 6304 / 1.25e6 s.
    #expect(Hertz(1.25e6).airtime(symbols: 197 * 32) == Seconds(0.005_043_2))
    #expect(Hertz(0).airtime(symbols: 0) == Seconds(0))
    #expect(Hertz(0).airtime(symbols: 1) == Seconds(.infinity))
  }
}

@Suite("Environment")
struct EnvironmentTests {
  @Test("Rayleigh power gains follow the unit exponential distribution, by Kolmogorov and Smirnov")
  func rayleigh() {
    let count = 20_000
    let gains = (0..<count).map {
      SmallScaleFading.rayleigh.coefficient(seed: 9, ue: "ue-1", slot: $0).power
    }
    #expect(isPlausible(gains) { 1 - exp(-$0) })
    // var|h|² = 1; five standard deviations.
    #expect(abs(gains.reduce(0, +) / Double(count) - 1) < 5 / Double(count).squareRoot())
  }

  @Test("a coefficient is constant within a slot, differs between slots and UEs, and is 1 without fading")
  func blocks() {
    let first = SmallScaleFading.rayleigh.coefficient(seed: 9, ue: "ue-1", slot: 1)
    #expect(first == SmallScaleFading.rayleigh.coefficient(seed: 9, ue: "ue-1", slot: 1))
    #expect(first != SmallScaleFading.rayleigh.coefficient(seed: 9, ue: "ue-1", slot: 2))
    #expect(first != SmallScaleFading.rayleigh.coefficient(seed: 9, ue: "ue-2", slot: 1))
    #expect(SmallScaleFading.none.coefficient(seed: 9, ue: "ue-1", slot: 1) == .unit)
  }

  @Test("UEs in a disc are uniform in area and in angle")
  func placement() throws {
    let count = 10_000
    let disc = Placement.disc(minimum: Metres(10), maximum: Metres(150))
    let positions = try (0..<count).map { try disc.position(seed: 2, ue: "ue-\($0)", attachSlot: 0) }
    // Area inside 80 m: (80² − 10²)/(150² − 10²) = 6300/22400 = 9/32; a binomial count, five standard deviations.
    func expectShare(_ share: Double, _ belongs: (Position) -> Bool) {
      let found = Double(positions.count(where: belongs)) / Double(count)
      #expect(abs(found - share) < 5 * (share * (1 - share) / Double(count)).squareRoot())
    }
    expectShare(9.0 / 32) { $0.distance.value < 80 }
    expectShare(0.5) { $0.x.value > 0 }
    expectShare(0.25) { $0.y.value > abs($0.x.value) }
    #expect(positions.allSatisfy { $0.distance.value > 10 - 1e-9 && $0.distance.value < 150 + 1e-9 })
    #expect(try disc.position(seed: 2, ue: "ue-0", attachSlot: 0) == positions[0])
    #expect(try disc.position(seed: 2, ue: "ue-0", attachSlot: 1) != positions[0])
  }

  @Test("a circle of no width puts every UE within reach of a model that begins there")
  func boundary() throws {
    let circle = Placement.disc(minimum: Metres(10), maximum: Metres(10))
    for index in 0..<200 {
      let position = try circle.position(seed: 2, ue: "ue-\(index)", attachSlot: 0)
      _ = try RadioConfiguration().linkState(at: position, seed: 2, ue: "ue-\(index)", slot: 0)
    }
  }

  @Test("a disc with its distances in the wrong order is refused with both")
  func wrongDisc() {
    let error = #expect(throws: PlacementError.self) {
      try Placement.disc(minimum: Metres(150), maximum: Metres(10)).position(seed: 0, ue: "ue-1", attachSlot: 0)
    }
    #expect(
      error?.description
        == "a disc's distances must satisfy 0 m ≤ minimum ≤ maximum, found minimum 150 m and maximum 10 m")
  }

  @Test("an environment's defaults are those of Table I, and it survives coding")
  func configuration() throws {
    let configuration = RadioConfiguration()
    #expect(configuration.noiseDensity == WattsPerHertz(1e-19))
    #expect(configuration.carrier == Hertz(6e9))
    #expect(configuration.bandwidth == Hertz(5e6))
    let data = try JSONEncoder().encode(configuration)
    #expect(try JSONDecoder().decode(RadioConfiguration.self, from: data) == configuration)
    let placement = Placement.disc(minimum: Metres(10), maximum: Metres(150))
    #expect(try JSONDecoder().decode(Placement.self, from: JSONEncoder().encode(placement)) == placement)
  }

  @Test("the channel of a fixed UE has the path loss of its distance")
  func linkState() throws {
    let position = try Placement.fixed(Position(x: Metres(60), y: Metres(80))).position(
      seed: 0, ue: "ue-1", attachSlot: 0)
    var configuration = RadioConfiguration()
    configuration.fading = .none
    let state = try configuration.linkState(at: position, seed: 0, ue: "ue-1", slot: 0)
    #expect(state.distance == Metres(100))
    #expect(abs(state.pathLoss.value - 109.629804) < 1e-5)
    #expect(abs(state.largeScaleGain / 1.088_98e-11 - 1) < 1e-5)
    #expect(state.powerGain == state.largeScaleGain)
  }
}
