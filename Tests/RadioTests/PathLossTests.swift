import Quantities
import Radio
import Testing

@Suite("Path loss")
struct PathLossTests {
  private func loss(
    _ model: PathLossModel, _ distance: Double, _ gigahertz: Double, _ userHeight: Double = 1.5,
    baseStationHeight: Double = 10
  ) throws -> Double {
    try model.loss(
      distance: Metres(distance), carrier: Hertz(gigahertz * 1e9), baseStationHeight: Metres(baseStationHeight),
      userHeight: Metres(userHeight)
    ).value
  }

  @Test("line of sight before the breakpoint follows PL1 of TR 38.901")
  func lineOfSightNear() throws {
    // d3D = √(100² + 8.5²) = 100.36059; 32.4 + 21·2.0015632 + 20·0.7781513 = 32.4 + 42.032827 + 15.563025.
    #expect(abs(try loss(.umiStreetCanyonLOS, 100, 6) - 89.995853) < 1e-5)
    // d3D = √(10² + 8.5²) = 13.124405; 32.4 + 21·1.1180796 + 15.563025.
    #expect(abs(try loss(.umiStreetCanyonLOS, 10, 6) - 71.442697) < 1e-5)
  }

  @Test("line of sight beyond the breakpoint follows PL2 of TR 38.901")
  func lineOfSightFar() throws {
    // d′BP = 4·9·0.5·6e9/3e8 = 360 m; d3D = 1000.03612, log₁₀ = 3.0000157;
    // 32.4 + 120.000627 + 15.563025 − 9.5·log₁₀(129600 + 72.25) = … − 9.5·5.1128469.
    #expect(abs(try loss(.umiStreetCanyonLOS, 1000, 6) - 119.391606) < 1e-5)
    // 0.5 GHz, h_UT 22.5 m: d′BP = 4·9·21.5·0.5e9/3e8 = 1290 m; d3D = 5000.01562;
    // 32.4 + 40·3.6989714 − 6.0206 − 9.5·log₁₀(1664100 + 156.25) = … − 9.5·6.2212202.
    #expect(abs(try loss(.umiStreetCanyonLOS, 5000, 0.5, 22.5) - 115.236663) < 1e-5)
  }

  @Test("line of sight is continuous at the breakpoint")
  func breakpoint() throws {
    let before = try loss(.umiStreetCanyonLOS, 360, 6)
    let after = try loss(.umiStreetCanyonLOS, 360.000_001, 6)
    #expect(abs(after - before) < 1e-4)
  }

  @Test("without line of sight the loss follows TR 38.901")
  func noLineOfSight() throws {
    // 35.3·2.0015632 + 22.4 + 21.3·0.7781513 = 70.655180 + 22.4 + 16.574622.
    #expect(abs(try loss(.umiStreetCanyonNLOS, 100, 6) - 109.629804) < 1e-5)
    // 28 GHz at 200 m: d3D = 200.18054, 35.3·2.3014218 + 22.4 + 21.3·1.4471580.
    #expect(abs(try loss(.umiStreetCanyonNLOS, 200, 28) - 134.464658) < 1e-5)
    // 2 GHz at 50 m, h_UT 22.5 m: d3D = √(2500 + 156.25) = 51.538820, 35.3·1.7121345 + 22.4 + 21.3·0.30103 − 6.3.
    #expect(abs(try loss(.umiStreetCanyonNLOS, 50, 2, 22.5) - 82.950286) < 1e-5)
  }

  @Test("the loss without line of sight is never below that with it")
  func ordering() throws {
    for distance in stride(from: 10.0, through: 5000, by: 37) {
      for height in [1.5, 10, 22.5] {
        for gigahertz in [0.5, 6, 100] {
          #expect(
            try loss(.umiStreetCanyonNLOS, distance, gigahertz, height)
              >= loss(.umiStreetCanyonLOS, distance, gigahertz, height))
        }
      }
    }
  }

  @Test("free space follows Friis")
  func freeSpace() throws {
    // λ = 0.299792458/6 m = 49.965 mm; 20·log₁₀(4π·100.36059/0.0499654) = 20·log₁₀ 25240.8.
    #expect(abs(try loss(.freeSpace, 100, 6) - 88.042073) < 1e-5)
  }

  @Test(
    "a value outside the model's range is refused with the limit",
    arguments: [
      (
        9.0, 6.0, 1.5, 10.0,
        "the path loss model umiStreetCanyonNLOS holds for a distance on the ground from 10 m to 5 km, found 9 m; "
          + "choose a value in that range, or use the path loss model freeSpace"
      ),
      (
        5001, 6, 1.5, 10,
        "the path loss model umiStreetCanyonNLOS holds for a distance on the ground from 10 m to 5 km, "
          + "found 5.001 km; choose a value in that range, or use the path loss model freeSpace"
      ),
      (
        100, 0.4, 1.5, 10,
        "the path loss model umiStreetCanyonNLOS holds for a carrier frequency from 500 MHz to 100 GHz, "
          + "found 400 MHz; choose a value in that range, or use the path loss model freeSpace"
      ),
      (
        100, 6, 1, 10,
        "the path loss model umiStreetCanyonNLOS holds for a UE height from 1.5 m to 22.5 m, found 1 m; "
          + "choose a value in that range, or use the path loss model freeSpace"
      ),
      (
        100, 6, 1.5, 25,
        "the path loss model umiStreetCanyonNLOS holds for a base station height of 10 m, found 25 m; "
          + "choose a value in that range, or use the path loss model freeSpace"
      ),
      (
        .nan, 6, 1.5, 10,
        "the path loss model umiStreetCanyonNLOS holds for a distance on the ground from 10 m to 5 km, "
          + "found nan m; choose a value in that range, or use the path loss model freeSpace"
      ),
    ])
  func outside(distance: Double, gigahertz: Double, userHeight: Double, baseStationHeight: Double, message: String) {
    let error = #expect(throws: PathLossError.self) {
      try loss(.umiStreetCanyonNLOS, distance, gigahertz, userHeight, baseStationHeight: baseStationHeight)
    }
    #expect(error?.description == message)
  }

  @Test("free space is refused below one wavelength")
  func tooNear() {
    let error = #expect(throws: PathLossError.self) { try loss(.freeSpace, 0, 6, 10) }
    #expect(
      error?.description
        == "the path loss model freeSpace holds for a distance between the antennas of at least one wavelength, "
        + "49.96540966666667 mm, found 0 m; choose a value in that range")
  }
}
