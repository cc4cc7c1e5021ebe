public import ArgumentParser
import CommandLineSupport
import Offloading
import Quantities
import Radio
import Scenario
public import Tasks

/// What a UE that attaches by itself says about itself; what is left out the topology's template decides.
struct ProfileOptions: ParsableArguments {
  @Option(help: "The kind of the UE's tasks: \(TaskKind.allCases.map(\.rawValue).joined(separator: ", ")).")
  var task: TaskKind?

  @Option(help: "How the UE decides; trained:NAME by NAME.policy.safetensors of the models folder.")
  var policy: PolicyChoice?

  @Flag(help: "The UE learns to decide while the run goes on: the same as --policy learning.")
  var learn = false

  @Option(
    help: ArgumentHelp("Where the UE is, east and north of the base station, such as 40,10.", valueName: "x,y in m"))
  var position: String?

  @Option(help: "Tasks that wait when the UE attaches.")
  var tasks: Int?

  @Option(help: ArgumentHelp("Mean number of tasks that come with each later slot.", valueName: "mean"))
  var arrivals: Double?

  /// The wish; nil when nothing is said.
  func wish() throws -> ProfileWish? {
    if let tasks, !(0...1_000_000).contains(tasks) {
      throw ValidationError("--tasks is \(tasks), expected 0 to 1000000")
    }
    if let arrivals, !(arrivals >= 0 && arrivals <= 1000) {
      throw ValidationError("--arrivals is \(arrivals), expected 0 to 1000")
    }
    guard !learn || policy == nil else {
      throw ValidationError("--learn is a policy of its own: leave out either it or --policy")
    }
    let wish = ProfileWish(
      task: task, policy: learn ? .learning(OnlineLearning()) : policy, mobility: try mobility(), initialTasks: tasks,
      arrivalsPerSlot: arrivals)
    return wish == ProfileWish() ? nil : wish
  }

  private func mobility() throws -> Mobility? {
    guard let position else { return nil }
    let parts = position.split(separator: ",").map { Double($0.filter { $0 != " " }) }
    guard parts.count == 2, let x = parts[0], let y = parts[1], x.isFinite, y.isFinite else {
      throw ValidationError("--position is \"\(position)\", expected two numbers in metres such as 40,10")
    }
    return .still(.fixed(Position(x: Metres(x), y: Metres(y))))
  }
}

extension TaskKind: ExpressibleByArgument {}
