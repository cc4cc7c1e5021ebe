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
  /// The incarnation of its process; nil while the run has the UE but no process of it has shown itself, after the
  /// server was started again.
  var incarnation: UInt64?
  let token: [UInt8]
  let profile: UEProfile
  /// The profile in canonical JSON, as welcomed and recorded.
  let profileBytes: [UInt8]
  /// The digest of the file of the trained policy that it decides by; nil before it is ready, and for one that decides
  /// otherwise.
  var policyDigest: String?
  var standing = Standing.loading
  /// Whether an attached UE's process was started again and loads its models.
  var isLoadingAgain = false
  var attachSlot = 0
  /// When it was last heard.
  var heard: Instant
  /// The end of the last slot in which its report counted: repeated when the UE has missed it.
  var lastEnd: (slot: Int, end: SlotEnd)?

  /// Whether it takes part in slots.
  var isAttached: Bool {
    switch standing {
    case .attached, .leaving: true
    case .loading, .ready: false
    }
  }

  /// Whether a process of it takes part in slots.
  var isPresent: Bool { isAttached && incarnation != nil && !isLoadingAgain }
}
