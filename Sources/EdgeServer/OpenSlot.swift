import Protocol
import Roles
import Trace

/// What the server waits for from one UE in the open slot.
enum Awaited: Hashable, Sendable {
  case report
  case arrival
  /// The compute thread has the arrival.
  case decoding
  /// The answer is held for its modelled time (realtime clock).
  case answerDue
  case outcome
  case nothing
}

/// The slot under way. Dropped and begun again when a participant is lost; nothing in it is durable.
struct OpenSlot: Sendable {
  let slot: Int
  /// How often anything was asked in this slot beyond the first time.
  var attempt = 0
  /// Different each time that a slot is begun, again or not; work of an earlier generation is dropped.
  let generation: Int
  /// Who takes part, in the order of the names.
  var participants: [UEName]
  var records: [UEName: UESlotRecord]
  var awaited: [UEName: Awaited]
  var arrivals: [UEName: (arrival: Arrival, at: Instant)] = [:]
  var offloaders = 0
  /// When the last expected message came.
  var lastProgress: Instant
  /// How late the slot began (realtime clock), s.
  var startError: Double?

  init(slot: Int, generation: Int, participants: [UEName], at now: Instant) {
    self.slot = slot
    self.generation = generation
    self.participants = participants
    records = Dictionary(uniqueKeysWithValues: participants.map { ($0, UESlotRecord(name: $0)) })
    awaited = Dictionary(uniqueKeysWithValues: participants.map { ($0, .report) })
    lastProgress = now
  }

  /// Whether anybody is still in this state.
  func anybody(awaits state: Awaited) -> Bool {
    awaited.values.contains(state)
  }

  /// Whether nothing is missing any more.
  var isComplete: Bool { awaited.values.allSatisfy { $0 == .nothing } }
}

/// How late things happened against their modelled instants (realtime clock).
struct Lateness: Sendable {
  private(set) var slotStarts: [Double] = []
  private(set) var answers: [Double] = []
  /// Values beyond this many are not kept: a soak must not grow.
  private static let capacity = 100_000

  mutating func noteSlotStart(_ seconds: Double) {
    if slotStarts.count < Self.capacity { slotStarts.append(seconds) }
  }

  mutating func noteAnswer(_ seconds: Double) {
    if answers.count < Self.capacity { answers.append(seconds) }
  }

  static func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
