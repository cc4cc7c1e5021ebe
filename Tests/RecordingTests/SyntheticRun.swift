import FoundationEssentials
import GRDB
import Offloading
import Protocol
import Quantities
import Radio
import Recording
import Scenario
import Tasks
import Trace

/// A run without roles: queues that move by a fixed rule, so that every count is known beforehand.
struct SyntheticRun {
  let scenario: Scenario
  private(set) var slots: [SlotRecord] = []
  /// The queues of the UEs.
  private(set) var queues: [UEName: TaskQueue] = [:]

  /// UEs named `ue-1` and so on: odd ones offload, even ones compute locally. When `returning`, ue-1 leaves at slot 6
  /// and comes back at slot 8 to the queue that it had.
  init(ues: Int = 3, slots: Int = 24, tasks: Int = 6, returning: Bool = true) throws {
    let named = (1...ues).map { NamedUE(name: "ue-\($0)", profile: UEProfile(policy: $0 % 2 == 1 ? .remote : .local)) }
    scenario = Scenario(
      name: "synthetic", seed: 7, clock: .virtual, slots: SlotSchedule(count: slots), radio: RadioConfiguration(),
      offloading: OffloadingParameters(), retrieval: RetrievalCodecChoice(model: "synthetic", data: .shapes),
      ues: named,
      template: UEProfile())
    for slot in 0..<slots { try appendSlot(slot, tasks: tasks, returning: returning) }
  }

  private mutating func appendSlot(_ slot: Int, tasks: Int, returning: Bool) throws {
    var events: [ExternalEvent] = []
    for ue in scenario.ues {
      let name = try UEName(ue.name)
      let comesAgain = returning && slot == 8 && ue.name == "ue-1"
      if slot == 0 || comesAgain {
        events.append(.attached(name, profile: try CanonicalJSON.encode(ue.profile)))
        if !comesAgain {
          queues[name] = TaskQueue(attemptLimit: 2)
          queues[name]?.arrive(tasks)
        }
      } else if returning, slot == 6, ue.name == "ue-1" {
        events.append(.detached(name, .leaseExpired))
      }
    }
    var records: [UESlotRecord] = []
    for (index, ue) in scenario.ues.enumerated() where !(returning && (6..<8).contains(slot) && ue.name == "ue-1") {
      records.append(try attempt(try UEName(ue.name), index: index, in: slot))
    }
    let reward = records.reduce(0) { $0 + ($1.outcome?.reward ?? 0) }
    slots.append(SlotRecord(slot: slot, events: events.sorted(), ues: records, sumReward: reward))
  }

  /// Tasks 3 and 5 of each UE miss the accuracy in even slots; two misses and a task is given up.
  private mutating func attempt(_ name: UEName, index: Int, in slot: Int) throws -> UESlotRecord {
    var ue = UESlotRecord(name: name)
    guard var queue = queues[name] else { return ue }
    let counts = queue.counts
    let offloads = index % 2 == 0
    let channel = ChannelState(
      x: Metres(30), y: Metres(40), distance: Metres(50), largeScaleGain: 1e-9, fadingReal: 0.6, fadingImaginary: 0.8)
    var wish = Wish.idle
    let task = queue.beginAttempt(inSlot: slot)
    if let task {
      wish =
        offloads ? .offload(task: task.id, bid: 0.5, power: Watts(0.1)) : .local(task: task.id, frequency: Hertz(1e9))
    }
    ue.report = SlotReport(
      wish: wish, channel: channel, battery: Joules(100 - Double(slot)), generated: counts.generated,
      completed: counts.completed, failed: counts.failed, queued: counts.queued)
    let allotment = Allotment(bandwidth: Hertz(1e6), power: Watts(0.1), symbols: SymbolCounts(patches: 4))
    ue.grant = Grant(decision: task == nil ? .idle : offloads ? .offload(allotment) : .local, offloaders: 1)
    guard let task else { return ue }
    let answer = TaskAnswer.retrieved(item: task.id, label: index)
    if offloads {
      ue.arrival = ArrivalRecord(
        task: task.id, samplesDigest: [UInt8](repeating: 1, count: 32), declaredSNR: 100, measuredSNR: 10, airtime: 0.01
      )
      ue.answer = Answer(
        task: task.id, answer: answer, declaredSNR: 100, measuredSNR: 10, remoteTime: Seconds(0.002))
    }
    let succeeds = ![3, 5].contains(task.id) || slot % 2 == 1
    let givenUp = queue.finishAttempt(succeeded: succeeds) && !succeeds
    queues[name] = queue
    ue.outcome = Outcome(
      task: task.id, result: succeeds ? .completed : .accuracyTooLow, givenUp: givenUp,
      latency: Seconds(0.01 * Double(index + 1) + 0.001 * Double(task.id)), energy: Joules(0.5), cost: 0.1,
      qoe: succeeds ? 0.75 : 0, reward: succeeds ? 0.75 : -1, expectedAccuracy: 0.9, answer: answer,
      score: .right(task.id % 2 == 0))
    return ue
  }

  /// What the record begins with.
  var header: RunHeader {
    RunHeader(
      scenario: scenario, models: [ModelUse(name: "synthetic", digest: "abc123")], numericsFingerprint: .max,
      tokenSecret: [1, 2, 3], runner: "in-process", startedAt: Date(timeIntervalSince1970: 1_800_000_000.5),
      host: "test-host")
  }

  /// The digest after the last slot.
  func digest() throws -> RunDigest {
    var digest = try header.digest()
    for slot in slots { digest.chain(slot) }
    return digest
  }

  /// A UE's counts over all its stays.
  func counts(of name: UEName) -> TaskCounts {
    queues[name]?.counts ?? TaskCounts()
  }

  /// A summary with what the record checks in it.
  func summary() throws -> RunSummary {
    RunSummary(
      topology: scenario.name, seed: scenario.seed, clock: "virtual", runner: "in-process", slots: slots.count,
      digest: try digest().text, ues: [], totals: RunTotals(tasks: TaskCounts(), sumQoE: 1.5),
      messages: MessageSummary(sent: 1, received: 2, duplicates: 3, gaps: 4, refused: 5), timing: nil, wallSeconds: 2,
      slotsPerSecond: 12)
  }

  /// Writes the whole run.
  func record(to path: String, finishing: Bool = true) throws {
    let recorder = try RunRecorder(path: path, .new)
    try recorder.begin(header)
    for slot in slots { try recorder.append(slot) }
    if finishing { try recorder.finish(try summary()) }
    try recorder.close()
  }
}

/// A folder of one test.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/record-\(UInt64.random(in: 0...(.max)))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func file(_ name: String = "run.sqlite") -> String { path + "/" + name }

  func write(_ text: String, to name: String) {
    _ = FileManager.default.createFile(atPath: file(name), contents: Data(text.utf8))
  }

  /// Changes a closed record as a person with a database tool would.
  func edit(_ name: String = "run.sqlite", _ sql: String) throws {
    let queue = try DatabaseQueue(path: file(name))
    try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    try queue.close()
  }
}

/// What an error says.
func words(_ body: () throws -> Void) -> String {
  do {
    try body()
    return "no error"
  } catch {
    return "\(error)"
  }
}
