import Randomness
import Tensors

/// What a UE has lived through, a ring of transitions (o, a, r, o′): when it is full, the newest takes the oldest's place.
struct ReplayMemory: Sendable {
  let capacity: Int
  let features: Int
  /// o, `[count, F]`.
  private(set) var observations: [Float] = []
  /// a.
  private(set) var actions: [Int] = []
  /// r.
  private(set) var rewards: [Float] = []
  /// o′, `[count, F]`.
  private(set) var following: [Float] = []
  /// Whether nothing counts any more after the transition. That an episode was cut short is no such end.
  private(set) var isTerminal: [Bool] = []
  /// Where the next transition goes once the ring is full.
  private(set) var place = 0

  init(capacity: Int, features: Int) {
    self.capacity = capacity
    self.features = features
  }

  /// The transitions in it.
  var count: Int { actions.count }

  mutating func remember(
    _ observation: ArraySlice<Float>, action: Int, reward: Float, next: ArraySlice<Float>, isTerminal ends: Bool
  ) {
    precondition(
      observation.count == features && next.count == features,
      "an observation has \(features) numbers, found \(observation.count) and \(next.count)")
    if count < capacity {
      observations += observation
      following += next
      actions.append(action)
      rewards.append(reward)
      isTerminal.append(ends)
      return
    }
    let range = place * features..<(place + 1) * features
    observations.replaceSubrange(range, with: observation)
    following.replaceSubrange(range, with: next)
    actions[place] = action
    rewards[place] = reward
    isTerminal[place] = ends
    place = (place + 1) % capacity
  }

  /// The memory as tensors, for a checkpoint.
  func state() throws(TensorError) -> [NamedTensor] {
    [
      (name: "observations", tensor: try Tensor(observations, shape: [count, features])),
      (name: "next", tensor: try Tensor(following, shape: [count, features])),
      (name: "actions", tensor: try Tensor(indices: actions)), (name: "rewards", tensor: try Tensor(rewards)),
      (name: "terminal", tensor: try Tensor(mask: isTerminal)), (name: "place", tensor: try Tensor(indices: [place])),
    ]
  }
}

extension ReplayMemory {
  /// Reads a memory out of a checkpoint.
  ///
  /// - Parameters:
  ///   - file: the checkpoint's state.
  ///   - prefix: what the names of its tensors begin with.
  ///   - capacity: the most transitions.
  ///   - features: the numbers of an observation.
  ///   - choices: how many actions there are.
  /// - Throws: ``PolicyError`` or `TensorError` for tensors that do not fit.
  init(_ file: PolicyState, under prefix: String, capacity: Int, features: Int, actions choices: Int) throws {
    self.init(capacity: capacity, features: features)
    observations = try file.tensor(prefix + "observations").floats()
    following = try file.tensor(prefix + "next").floats()
    actions = try file.tensor(prefix + "actions").integers()
    rewards = try file.tensor(prefix + "rewards").floats()
    isTerminal = try file.tensor(prefix + "terminal").booleans()
    place = try file.count(prefix + "place")
    guard count <= capacity, rewards.count == count, isTerminal.count == count,
      observations.count == count * features, following.count == count * features,
      actions.allSatisfy({ (0..<choices).contains($0) }), place < max(count, 1)
    else {
      throw file.damaged(
        "at most \(capacity) transitions of \(features) numbers and \(choices) actions in \(prefix)…",
        "\(count) that do not fit")
    }
  }
}

/// B transitions of each of U UEs.
struct TransitionBatch {
  /// o, `[U, B, F]`.
  let observations: Tensor
  /// a, `[U, B]`.
  let actions: Tensor
  /// r, `[U, B]`.
  let rewards: Tensor
  /// o′, `[U, B, F]`.
  let following: Tensor
  /// 0 where nothing counts any more after the transition, else 1, `[U, B]`.
  let continues: Tensor

  /// Draws transitions from each UE's memory, any of them more than once.
  ///
  /// - Parameters:
  ///   - memories: by UE, none of them empty.
  ///   - size: B.
  ///   - streams: a stream of random numbers for each UE.
  /// - Throws: `TensorError` when memory runs out.
  init(_ memories: [ReplayMemory], size: Int, streams: inout [RandomStream]) throws(TensorError) {
    let features = memories[0].features
    let total = memories.count * size
    var (observations, following, rewards, continues): ([Float], [Float], [Float], [Float]) = ([], [], [], [])
    var actions: [Int] = []
    observations.reserveCapacity(total * features)
    following.reserveCapacity(total * features)
    for (memory, stream) in zip(memories.indices, streams.indices) {
      for _ in 0..<size {
        let index = streams[stream].integer(below: memories[memory].count)
        let range = index * features..<(index + 1) * features
        observations += memories[memory].observations[range]
        following += memories[memory].following[range]
        actions.append(memories[memory].actions[index])
        rewards.append(memories[memory].rewards[index])
        continues.append(memories[memory].isTerminal[index] ? 0 : 1)
      }
    }
    let shape = [memories.count, size]
    self.observations = try Tensor(observations, shape: shape + [features])
    self.following = try Tensor(following, shape: shape + [features])
    self.actions = try Tensor(indices: actions, shape: shape)
    self.rewards = try Tensor(rewards, shape: shape)
    self.continues = try Tensor(continues, shape: shape)
  }

  /// By name, to be looked at.
  var tensors: [NamedTensor] {
    [
      (name: "observations", tensor: observations), (name: "actions", tensor: actions),
      (name: "rewards", tensor: rewards), (name: "next", tensor: following), (name: "continues", tensor: continues),
    ]
  }
}
