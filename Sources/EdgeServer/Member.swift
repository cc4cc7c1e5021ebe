import Protocol
import Roles
import Scenario
import Tasks
import Trace

/// What the server knows of one UE.
struct Member: Sendable {
  enum Standing: Hashable, Sendable {
    /// Welcomed; it loads its models and data.
    case loading
    /// Takes part from the next slot on.
    case ready
    /// Takes part.
    case attached
    /// Takes part until the next slot boundary.
    case leaving(DetachReason)
  }

  let name: UEName
  var incarnation: UInt64
  let token: [UInt8]
  let profile: UEProfile
  /// The profile in canonical JSON, as welcomed and recorded.
  let profileBytes: [UInt8]
  var standing = Standing.loading
  var attachSlot = 0
  /// When it was last heard.
  var heard: Instant
  /// The end of the last slot in which its report counted: repeated when the UE has missed it.
  var lastEnd: (slot: Int, end: SlotEnd)?
}

/// The sums over one UE's slots, across all its stays.
struct Account: Sendable {
  var profile: UEProfile
  var attachedAtSlot: Int
  var detachedAtSlot: Int?
  /// The tasks of former stays.
  var former = TaskCounts()
  /// The tasks of the present or last stay.
  var current = TaskCounts()
  var failedAttempts = 0
  /// Slots with a task to do, Eq. (10) summed over them, attempts completed.
  var activeSlots = 0
  var sumQoE = 0.0
  var completed = 0
  var correct = 0
  var sumLatency = 0.0
  var sumEnergy = 0.0
  var sumExpectedAccuracy = 0.0
  var bursts = 0
  var sumMeasuredSNRDecibels = 0.0
  /// For those who watch: how the last attempt ended, the SNR of the last burst, the distance in the last slot.
  var lastOutcome: AttemptResult?
  var lastSNRDecibels: Double?
  var lastDistance: Double?

  var tasks: TaskCounts { former + current }
}
