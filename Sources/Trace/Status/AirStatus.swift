/// A channel emulator at one moment.
public struct AirStatus: Hashable, Sendable {
  /// The edge server.
  public var server: PeerStatus
  /// How long the server may be silent and still count as attached, s.
  public var leaseSeconds: Double
  /// UEs whose link is known.
  public var boundUEs: Int
  /// UEs that have said Hello and wait for the server's answer.
  public var pendingUEs: Int
  /// Bursts on the air (realtime clock).
  public var airborneBursts: Int
  /// Messages to and from the channel emulator itself; what it passes on is counted by those who speak.
  public var messages: MessageSummary

  /// Makes a status.
  public init(
    server: PeerStatus, leaseSeconds: Double, boundUEs: Int, pendingUEs: Int, airborneBursts: Int,
    messages: MessageSummary
  ) {
    self.server = server
    self.leaseSeconds = leaseSeconds
    self.boundUEs = boundUEs
    self.pendingUEs = pendingUEs
    self.airborneBursts = airborneBursts
    self.messages = messages
  }
}
