import FoundationEssentials
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

/// Runs a body with a folder of its own, which is gone afterwards.
func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: "learning-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder.path)
}
