import FoundationEssentials
import Quantities
import Radio
import Testing

@Suite("Path loss of the other models")
struct DeploymentPathLossTests {
  private func loss(
    _ scenario: DeploymentScenario, _ sight: LineOfSight, _ distance: Double, _ gigahertz: Double,
    heights: (Double, Double)
  ) throws -> Double {
    try PathLossModel.deployment(scenario, sight).loss(
      distance: Metres(distance), carrier: Hertz(gigahertz * 1e9), baseStationHeight: Metres(heights.0),
      userHeight: Metres(heights.1)
    ).value
  }

  @Test("urban macro follows its rows on both sides of the breakpoint")
  func urbanMacro() throws {
    func uma(_ sight: LineOfSight, _ distance: Double, _ gigahertz: Double, _ height: Double = 1.5) throws -> Double {
      try loss(.urbanMacro, sight, distance, gigahertz, heights: (25, height))
    }
    // d3D = √(100² + 23.5²) = 102.7241; 28 + 22·2.0116714 + 15.563025; d′BP = 4·24·0.5·6e9/3e8 = 960 m.
    #expect(abs(try uma(.always, 100, 6) - 87.819821) < 1e-5)
    // d′BP = 320 m at 2 GHz: 28 + 40·3.0001199 + 6.0206 − 9·log₁₀(320² + 23.5²).
    #expect(abs(try uma(.always, 1000, 2) - 108.911673) < 1e-5)
    #expect(abs(try uma(.always, 2000, 3.5) - 121.449498) < 1e-5)
    // 13.54 + 39.08·log₁₀ √(500² + 23.5²) + 20·log₁₀ 3.5.
    #expect(abs(try uma(.never, 500, 3.5) - 129.915834) < 1e-5)
    #expect(abs(try uma(.never, 50, 28, 10) - 104.510222) < 1e-5)
    #expect(abs(try uma(.always, 960, 6) - uma(.always, 960.000_001, 6)) < 1e-4)
  }

  @Test("rural macro follows its rows on both sides of the breakpoint")
  func ruralMacro() throws {
    func rma(_ sight: LineOfSight, _ distance: Double, _ gigahertz: Double, _ station: Double = 35) throws -> Double {
      try loss(.ruralMacro, sight, distance, gigahertz, heights: (station, 1.5))
    }
    // dBP = 2π·35·1.5·0.7e9/3e8 = 769.69 m: PL1(dBP) + 40·log₁₀(d3D/dBP).
    #expect(abs(try rma(.always, 1000, 0.7) - 93.381607) < 1e-5)
    #expect(abs(try rma(.always, 5000, 0.7) - 121.331055) < 1e-5)
    #expect(abs(try rma(.always, 10_000, 6) - 141.964592) < 1e-5)
    // d3D = √(20² + 33.5²) = 39.0160; 20·log₁₀(40π·39.016·2/3) + 0.47792·log₁₀ d3D − 0.70096 + 0.0014·d3D.
    #expect(abs(try rma(.always, 20, 2) - 70.401311) < 1e-5)
    #expect(abs(try rma(.never, 1000, 0.7) - 116.444906) < 1e-5)
    #expect(abs(try rma(.never, 3000, 3.5, 50) - 144.792069) < 1e-5)
    // PL1 is continued past its end by the distance between the antennas, the bend is one of the ground.
    let bend = 2 * Double.pi * 35 * 1.5 * 0.7e9 / 3e8
    #expect(abs(try rma(.always, bend * 0.999_999, 0.7) - rma(.always, bend * 1.000_001, 0.7)) < 0.02)
  }

  @Test("indoor offices follow their rows, and obstruction never lowers the loss")
  func indoor() throws {
    func office(_ sight: LineOfSight, _ distance: Double, _ gigahertz: Double) throws -> Double {
      try loss(.indoorMixedOffice, sight, distance, gigahertz, heights: (3, 1))
    }
    // d3D = √104 = 10.198039; 32.4 + 17.3·1.0085167 + 10.881361.
    #expect(abs(try office(.always, 10, 3.5) - 60.728699) < 1e-5)
    #expect(abs(try office(.always, 50, 28) - 90.741348) < 1e-5)
    #expect(abs(try office(.never, 50, 28) - 118.418082) < 1e-5)
    // At d3D = √8 m and 6 GHz the row without line of sight lies below the other.
    #expect(try office(.never, 2, 6) == office(.always, 2, 6))
    #expect(
      try office(.never, 50, 28) == loss(.indoorOpenOffice, .never, 50, 28, heights: (3, 1)))
  }

  @Test("the macro cell and the log-distance law at hand-computed points")
  func simpleLaws() throws {
    func value(_ model: PathLossModel, _ distance: Double, height: Double = 0) throws -> Double {
      try model.loss(
        distance: Metres(distance), carrier: Hertz(2e9), baseStationHeight: Metres(height), userHeight: Metres(0)
      ).value
    }
    // 128.1 + 37.6·log₁₀ 0.5 = 128.1 − 11.318728.
    #expect(abs(try value(.macroCell, 500) - 116.781272) < 1e-5)
    #expect(abs(try value(.macroCell, 1000) - 128.1) < 1e-12)
    let law = LogDistancePathLoss(referenceLoss: Decibels(40), referenceDistance: Metres(1), exponent: 3.5)
    #expect(abs(try value(.logDistance(law), 100) - 110) < 1e-12)
    // The distance between the antennas counts: √(30² + 40²) = 50 m.
    #expect(abs(try value(.logDistance(law), 30, height: 40) - (40 + 35 * 1.698_970_004)) < 1e-6)
  }

  @Test("the probability of line of sight is the table's")
  func probabilities() {
    func probability(_ scenario: DeploymentScenario, _ distance: Double) -> Double {
      scenario.lineOfSightProbability(at: Metres(distance))
    }
    // 0.18 + e^(−100/36)·0.82, and with 63.
    #expect(abs(probability(.urbanMicroStreetCanyon, 100) - 0.230_984_75) < 1e-8)
    #expect(abs(probability(.urbanMacro, 100) - 0.347_670_84) < 1e-8)
    #expect(probability(.urbanMacro, 18) == 1)
    #expect(probability(.urbanMicroStreetCanyon, 17) == 1)
    // e^(−0.99).
    #expect(abs(probability(.ruralMacro, 1000) - 0.371_576_69) < 1e-8)
    #expect(probability(.ruralMacro, 10) == 1)
    #expect(probability(.indoorMixedOffice, 1.2) == 1)
    #expect(abs(probability(.indoorMixedOffice, 5) - 0.445_521_11) < 1e-8)
    #expect(abs(probability(.indoorMixedOffice, 20) - 0.211_496_95) < 1e-8)
    #expect(probability(.indoorOpenOffice, 5) == 1)
    #expect(abs(probability(.indoorOpenOffice, 20) - 0.809_074_40) < 1e-8)
    #expect(abs(probability(.indoorOpenOffice, 100) - 0.424_393_97) < 1e-8)
  }

  @Test("a model is read from and written to its name, today's names included")
  func coding() throws {
    func text(_ model: PathLossModel) throws -> String {
      String(decoding: try JSONEncoder().encode(model), as: UTF8.self)
    }
    #expect(try text(.umiStreetCanyonNLOS) == "\"umiStreetCanyonNLOS\"")
    #expect(try text(.umiStreetCanyonLOS) == "\"umiStreetCanyonLOS\"")
    #expect(try text(.freeSpace) == "\"freeSpace\"")
    #expect(try text(.deployment(.ruralMacro, .drawn)) == "\"rma\"")
    let law = PathLossModel.logDistance(
      LogDistancePathLoss(referenceLoss: Decibels(40), referenceDistance: Metres(1), exponent: 3.5))
    for model in PathLossModel.named + [law] {
      #expect(try JSONDecoder().decode(PathLossModel.self, from: JSONEncoder().encode(model)) == model)
    }
    #expect(Set(PathLossModel.named.map(\.name)).count == 17)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(PathLossModel.self, from: Data("\"umaNlos\"".utf8))
    }
  }

  @Test(
    "geometry outside a model's range is refused with the limit",
    arguments: [
      (PathLossModel.deployment(.urbanMacro, .always), 9.0, 6.0, 25.0, 1.5, "distance on the ground from 10 m to 5 km"),
      (.deployment(.urbanMacro, .never), 100, 6, 10, 1.5, "base station height of 25 m"),
      (.deployment(.urbanMacro, .never), 100, 6, 25, 14, "UE height from 1.5 m to 13 m"),
      (.deployment(.ruralMacro, .never), 5001, 6, 35, 1.5, "distance on the ground from 10 m to 5 km"),
      (.deployment(.ruralMacro, .always), 10_001, 6, 35, 1.5, "distance on the ground from 10 m to 10 km"),
      (.deployment(.ruralMacro, .always), 100, 31, 35, 1.5, "carrier frequency from 500 MHz to 30 GHz"),
      (.deployment(.ruralMacro, .always), 100, 3, 35, 11, "UE height from 1 m to 10 m"),
      (.deployment(.indoorOpenOffice, .drawn), 150, 6, 20, 1, "distance between the antennas from 1 m to 150 m"),
      (.macroCell, 34, 2, 25, 1.5, "distance on the ground of at least 35 m"),
      (
        .logDistance(
          LogDistancePathLoss(referenceLoss: Decibels(40), referenceDistance: Metres(10), exponent: 2)),
        5, 2, 3, 3, "distance between the antennas of at least the reference distance, 10 m"
      ),
      (
        .logDistance(LogDistancePathLoss(referenceLoss: Decibels(40), referenceDistance: Metres(0), exponent: 2)),
        5, 2, 3, 3, "reference distance above 0 m"
      ),
    ])
  func limits(
    _ model: PathLossModel, distance: Double, gigahertz: Double, station: Double, user: Double, limit: String
  ) throws {
    let error = #expect(throws: PathLossError.self) {
      try model.loss(
        distance: Metres(distance), carrier: Hertz(gigahertz * 1e9), baseStationHeight: Metres(station),
        userHeight: Metres(user))
    }
    let description = try #require(error).description
    #expect(description.contains("the path loss model \(model.name) holds for a \(limit), found "), "\(description)")
  }
}
