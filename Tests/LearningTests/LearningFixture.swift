import Offloading
import Quantities
import Radio
import Tasks

extension OffloadingProblem {
  /// The paper's four UEs with the synthetic accuracies.
  static func paper(noise: Double = -160, initial: Int = 10, steps: Int = 20) -> OffloadingProblem {
    var radio = RadioConfiguration()
    radio.noiseDensity = WattsPerHertz(dBmPerHertz: noise)
    let kinds: [TaskKind] = [.translation, .retrieval, .visualQuestionAnswering, .visualQuestionAnswering]
    return OffloadingProblem(
      radio: radio, offloading: OffloadingParameters(preference: .dynamic),
      players: kinds.enumerated().map { index, kind in
        Player(
          name: "ue-\(index + 1)", modality: kind.modality,
          mobility: .still(.disc(minimum: Metres(10), maximum: Metres(150))),
          arrivals: ArrivalProcess(initial: initial), battery: BatteryConfiguration(), knowledge: .synthetic(kind))
      }, steps: steps)
  }
}
