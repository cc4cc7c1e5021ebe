import Dispatch
public import Offloading
import Randomness
import Synchronization
public import Tensors

/// Multi-agent proximal policy optimisation, Section IV of Ji et al. [Ji24]: plays whole episodes in many environments, then
/// moves the actors along the clipped objective (24) and the critic towards A + V, the discounted rewards (26) as (23) estimates them.
///
/// Several starts compete over the first updates: all play the same episodes with the same random numbers. Then their actors
/// play episodes that nothing is learned from, without exploring, and the one with the greatest sum QoE goes on.
///
/// A learner belongs to one thread; competing starts learn on as many as there are processors. The same configuration and problem make the same weights on the same machine.
public final class MAPPOLearner: PolicyLearner {
  /// How it trains.
  public let configuration: MAPPOConfiguration
  /// What it trains for.
  public let problem: OffloadingProblem
  /// The updates done.
  public private(set) var update = 0

  private let layout: ObservationLayout
  /// The starts that are left, by their places among all.
  private var candidates: [(start: Int, learned: MAPPOCandidate)]
  /// The place in `candidates` of the one with the greatest reward in the last update.
  private var leader = 0
  private let player: MAPPOPlayer

  /// The episodes that the starts are compared on.
  static let validationEpisodes = 500

  /// Draws the weights.
  ///
  /// - Parameters:
  ///   - problem: what to play.
  ///   - configuration: how to train.
  /// - Throws: `TensorError` for sizes that libtorch refuses, `LinkError` for channels that cannot be.
  public init(_ problem: OffloadingProblem, _ configuration: MAPPOConfiguration = MAPPOConfiguration()) throws {
    self.problem = problem
    self.configuration = configuration
    let layout = ObservationLayout(problem, version: configuration.observation)
    self.layout = layout
    let agents = problem.players.count
    candidates = try configuration.locals(agents: agents).enumerated().map { start, locals in
      (start, try MAPPOCandidate(configuration, agents: agents, observations: layout.count, locals: locals))
    }
    player = try MAPPOPlayer(problem, configuration)
  }

  /// MAPPO with its configuration.
  public var method: PolicyTraining.Method { .mappo(configuration) }

  /// The actors of the start that leads, as they are deployed, by player.
  public func actors() throws -> [ActorNetwork] { try actors(of: candidates[leader].learned) }

  /// Plays, then learns, with every start that is left.
  ///
  /// - Returns: the update's figures, those of the start that leads: the mean entropy, −L^Clip of (24) and L^CR of (26) of the
  ///   last minibatch; the starts that played.
  /// - Throws: ``LossNotFinite``; `LinkError` for channels that cannot be, `TensorError` when memory runs out.
  public func advance() throws -> PolicyUpdate {
    let lessons = try learnTogether()
    leader = lessons.map(\.reward).indexOfGreatest
    update += 1
    if candidates.count > 1, update >= configuration.competingUpdates { try keepTheBest() }
    let best = lessons.max { $0.reward < $1.reward }
    let figures = best?.figures ?? MAPPOCandidate.Figures()
    return PolicyUpdate(
      update: update, reward: best?.reward ?? 0, agentSteps: lessons.reduce(0) { $0 + $1.agentSteps },
      figures: [
        .init("entropy", figures.entropy), .init("actor_loss", figures.actorLoss),
        .init("critic_loss", figures.criticLoss), .init("starts", Double(lessons.count)),
      ])
  }

  /// A start after an update.
  private struct Lesson: Sendable {
    let candidate: MAPPOCandidate
    let figures: MAPPOCandidate.Figures
    let reward: Double
    let agentSteps: Int
  }

  /// Plays and learns with every start that is left; which thread does what changes no bit of it. A start that comes to
  /// what is no number is left out, as long as there is another.
  private func learnTogether() throws -> [Lesson] {
    var (kept, lessons) = ([(start: Int, learned: MAPPOCandidate)](), [Lesson]())
    var failure: LossNotFinite?
    for (candidate, result) in zip(candidates, resultsOfAll()) {
      do {
        let lesson = try result.get()
        kept.append((candidate.start, lesson.candidate))
        lessons.append(lesson)
      } catch let error as LossNotFinite {
        failure = failure ?? error
      }
    }
    if let failure, kept.isEmpty { throw failure }
    candidates = kept
    return lessons
  }

  private func resultsOfAll() -> [Result<Lesson, any Error>] {
    let starts = candidates.map(\.learned)
    let (player, update) = (player, update)
    guard starts.count > 1 else { return starts.map { start in Result { try Self.lesson(of: start, player, update) } } }
    let next = Atomic(0)
    let results = Mutex([Int: Result<Lesson, any Error>]())
    // Operations with threads of their own would fight over the processors.
    let threads = configuration.simultaneousStarts(agents: problem.players.count)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < starts.count else { return }
        let lesson = Result { try Self.lesson(of: starts[index], player, update) }
        results.withLock { $0[index] = lesson }
      }
    }
    return results.withLock { $0 }.sorted { $0.key < $1.key }.map(\.value)
  }

  private static func lesson(of start: MAPPOCandidate, _ player: MAPPOPlayer, _ update: Int) throws -> Lesson {
    var (candidate, player) = (start, player)
    try player.play(update: update, candidate.networks)
    let figures = try candidate.learn(from: player.rollout, update: update)
    return Lesson(
      candidate: candidate, figures: figures, reward: player.rollout.meanReward, agentSteps: player.rollout.agentSteps)
  }

  /// Weights and moments of the starts that are left.
  public func state() throws -> [NamedTensor] {
    try candidates.flatMap { try $0.learned.state(under: Self.prefix(of: $0.start)) }
  }

  /// Continues from a state.
  public func restore(_ state: PolicyState) throws {
    candidates.removeAll { state.tensors(under: Self.prefix(of: $0.start)).isEmpty }
    guard !candidates.isEmpty else { throw state.damaged("the weights of a start", "none") }
    leader = 0
    for index in candidates.indices {
      try candidates[index].learned.restore(state, under: Self.prefix(of: candidates[index].start))
    }
    update = state.update
  }

  /// Drops all starts but that with the greatest sum QoE.
  private func keepTheBest() throws {
    let qualities = try candidates.map { try validation(of: actors(of: $0.learned)) }
    candidates = [candidates[qualities.indexOfGreatest]]
    leader = 0
  }

  /// The mean sum QoE of actors in the episodes that starts are compared on.
  func validation(of actors: [ActorNetwork]) throws -> Double {
    var stream = RandomStream(seed: configuration.seed, purpose: "validation episodes")
    // The highest bit is set: no episode with a small seed is ever used in a training.
    let seeds = (0..<Self.validationEpisodes).map { _ in stream.next() | 1 << 63 }
    var policy = ActorsPolicy(actors)
    return try PolicyEvaluation(of: problem, by: &policy, seeds: seeds).meanQoE.mean
  }

  private func actors(of candidate: MAPPOCandidate) throws -> [ActorNetwork] {
    let space = ActionSpace(.hybrid, problem.offloading)
    return try problem.players.indices.map { player in
      ActorNetwork(
        network: try candidate.networks.actor.perceptron(of: player), layout: layout, space: space, player: player)
    }
  }

  private static func prefix(of start: Int) -> String { "start.\(start)." }
}
