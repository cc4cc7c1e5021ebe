import Offloading
import Quantities
import Radio
import Tasks

/// Problems and steps that the tests of searches play.
enum SearchProblem {
  static func problem(players: Int, noise: Double, preference: Preference = .dynamic) -> OffloadingProblem {
    var radio = RadioConfiguration()
    radio.noiseDensity = WattsPerHertz(dBmPerHertz: noise)
    let kinds: [(Modality, TaskKind)] = [
      (.text, .translation), (.image, .retrieval), (.bimodal, .visualQuestionAnswering),
      (.bimodal, .visualQuestionAnswering),
    ]
    return OffloadingProblem(
      radio: radio, offloading: OffloadingParameters(preference: preference),
      players: (0..<players).map { index in
        OffloadingProblem.Player(
          name: "ue-\(index + 1)", modality: kinds[index % 4].0,
          mobility: .still(.disc(minimum: Metres(10), maximum: Metres(150))), arrivals: ArrivalProcess(initial: 10),
          battery: BatteryConfiguration(), knowledge: .synthetic(kinds[index % 4].1))
      })
  }

  /// The first step of episodes with the seeds 0 …
  static func steps(_ problem: OffloadingProblem, count: Int) throws -> [[Contender]] {
    let environment = try OffloadingEnvironment(problem, seeds: (0..<count).map { UInt64($0) })
    return (0..<count).map { environment.contenders($0) }
  }

  /// What every action of a UE on its own comes to in a step, in the order of the levels: local ones, then bid by bid.
  static func actions(_ levels: SearchLevels) -> [Decision] {
    levels.frequencies.map { .local(frequency: $0) }
      + levels.bids.flatMap { bid in levels.powers.map { .offload(bid: bid, power: $0) } }
  }
}

extension Contender {
  /// The same UE with something else about it.
  func with(coefficient: ComplexGain? = nil, battery: Battery? = nil) -> Contender {
    Contender(
      player: player, largeScaleGain: largeScaleGain, coefficient: coefficient ?? self.coefficient,
      noiseDensity: noiseDensity, battery: battery ?? self.battery, workload: workload, symbols: symbols,
      knowledge: knowledge, localAccuracy: localAccuracy)
  }
}
