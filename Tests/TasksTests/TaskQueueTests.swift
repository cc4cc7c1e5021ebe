import Glibc
import Tasks
import Testing

@Suite struct TaskQueueTests {
  private func addsUp(_ counts: TaskCounts) -> Bool {
    counts.generated == counts.completed + counts.failed + counts.queued + counts.inFlight
  }

  @Test("the head of the line is tried once per slot, stays after a failure and leaves after a success")
  func headOfLine() {
    var queue = TaskQueue()
    queue.arrive(2)
    let first = queue.beginAttempt(inSlot: 0)
    #expect(first?.id == 1)
    #expect(queue.counts.inFlight == 1)
    let sameSlot = queue.beginAttempt(inSlot: 0)
    #expect(sameSlot == nil)
    let leftAfterFailure = queue.finishAttempt(succeeded: false)
    #expect(!leftAfterFailure)
    let sameSlotAgain = queue.beginAttempt(inSlot: 0)
    #expect(sameSlotAgain == nil)
    #expect(queue.head?.failedAttempts == 1)
    let nextSlot = queue.beginAttempt(inSlot: 1)
    #expect(nextSlot?.id == 1)
    let leftAfterSuccess = queue.finishAttempt(succeeded: true)
    #expect(leftAfterSuccess)
    #expect(queue.head?.id == 2)
    #expect(queue.counts.completed == 1)
    #expect(addsUp(queue.counts))
  }

  @Test("a task fails for good at the attempt limit")
  func attemptLimit() {
    var queue = TaskQueue(attemptLimit: 2)
    queue.arrive(1)
    for slot in 0..<2 {
      let task = queue.beginAttempt(inSlot: slot)
      #expect(task != nil)
      let left = queue.finishAttempt(succeeded: false)
      #expect(left == (slot == 1))
    }
    #expect(queue.isEmpty)
    #expect(queue.counts.failed == 1)
    let third = queue.beginAttempt(inSlot: 2)
    #expect(third == nil)
    #expect(addsUp(queue.counts))
  }

  @Test("a queue made anew from its counts goes on as the one before")
  func restored() {
    var queue = TaskQueue(attemptLimit: 3)
    queue.arrive(5)
    for slot in 0..<4 {
      _ = queue.beginAttempt(inSlot: slot)
      queue.finishAttempt(succeeded: slot < 2)
      var again = TaskQueue(
        attemptLimit: 3, generated: queue.counts.generated, completed: queue.counts.completed,
        failed: queue.counts.failed, failedAttempts: queue.head?.failedAttempts ?? 0)
      #expect(again.tasks == queue.tasks)
      #expect(again.counts == queue.counts)
      #expect(again.beginAttempt(inSlot: slot + 1) == queue.head)
    }
  }

  @Test("through any run of arrivals and attempts the counts add up")
  func countsAddUp() {
    var queue = TaskQueue(attemptLimit: 3)
    let process = ArrivalProcess(initial: 4, meanPerSlot: 0.7)
    for slot in 0..<200 {
      queue.arrive(process.arrivals(inSlot: slot, seed: 3, ue: "ue-1"))
      #expect(addsUp(queue.counts))
      if queue.beginAttempt(inSlot: slot) != nil {
        #expect(addsUp(queue.counts))
        queue.finishAttempt(succeeded: slot % 3 != 0)
      }
      #expect(addsUp(queue.counts))
      #expect(queue.counts.queued == queue.tasks.count)
    }
  }

  @Test("arrivals: the initial tasks in the attach slot, then Poisson numbers with the mean and variance λ")
  func arrivals() {
    let process = ArrivalProcess(initial: 10, meanPerSlot: 2.5)
    #expect(process.arrivals(inSlot: 5, attachedAt: 5, seed: 1, ue: "ue-1") == 10)
    let slots = 20_000
    let draws = (1...slots).map { Double(process.arrivals(inSlot: $0, seed: 1, ue: "ue-1")) }
    let mean = draws.reduce(0, +) / Double(slots)
    let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(slots - 1)
    // Four standard errors: √(λ/n) of the mean, √((λ + 2λ²)/n) of the variance.
    #expect(abs(mean - 2.5) < 4 * (2.5 / Double(slots)).squareRoot())
    #expect(abs(variance - 2.5) < 4 * ((2.5 + 2 * 2.5 * 2.5) / Double(slots)).squareRoot())
    #expect(ArrivalProcess(initial: 1).arrivals(inSlot: 9, seed: 1, ue: "ue-1") == 0)
    #expect(process.arrivals(inSlot: 9, seed: 1, ue: "a") == process.arrivals(inSlot: 9, seed: 1, ue: "a"))
  }

  @Test("a task's sample is a function of seed, UE and task, and is uniform over the test set")
  func sampleIndices() {
    #expect(
      sampleIndex(ofTask: 3, among: 100, seed: 1, ue: "a") == sampleIndex(ofTask: 3, among: 100, seed: 1, ue: "a"))
    var counts = [Int](repeating: 0, count: 10)
    let total = 5000
    for task in 1...total { counts[sampleIndex(ofTask: task, among: 10, seed: 1, ue: "ue-1")] += 1 }
    let chiSquare = counts.reduce(0.0) { $0 + pow(Double($1) - Double(total) / 10, 2) / (Double(total) / 10) }
    // The 99.99 % point of χ² with 9 degrees of freedom.
    #expect(chiSquare < 33.72)
  }

  @Test("each kind of task has its modality and its name in files")
  func kinds() {
    #expect(TaskKind.allCases.map(\.modality) == [.text, .image, .bimodal])
    #expect(TaskKind.allCases.map(\.rawValue) == ["translation", "retrieval", "vqa"])
  }
}
