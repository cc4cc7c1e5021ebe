public import Logging
public import Protocol

/// What a process listens on, connects to and obeys.
public struct HostConfiguration: Sendable {
  /// A socket that others connect to.
  public struct Listening: Sendable {
    /// Where to listen.
    public var endpoint: Endpoint
    /// Keys, or none.
    public var security: Security
    /// Whether to listen beyond this machine without keys.
    public var allowInsecure: Bool

    /// Describes a listening socket.
    public init(endpoint: Endpoint, security: Security = .none, allowInsecure: Bool = false) {
      self.endpoint = endpoint
      self.security = security
      self.allowInsecure = allowInsecure
    }
  }

  /// A socket that connects to a server.
  public struct Connecting: Sendable {
    /// Where to connect to.
    public var endpoint: Endpoint
    /// Keys, or none.
    public var security: Security
    /// Seconds within which the first connection must be made, lest the host ends with the reason; nil: no limit.
    public var patience: Double?

    /// Describes a connecting socket.
    public init(endpoint: Endpoint, security: Security = .none, patience: Double? = nil) {
      self.endpoint = endpoint
      self.security = security
      self.patience = patience
    }
  }

  /// Who the role is: the sender of what the host itself has to say.
  public var address: Address
  /// The socket towards the UEs, if the role has one.
  public var down: Listening?
  /// The socket towards the server, if the role has one.
  public var up: Connecting?
  /// The options of both.
  public var settings: SocketSettings
  /// A descriptor whose end asks the role to stop, such as standard input, 0.
  public var lifeline: Int32?
  /// Whether SIGINT and SIGTERM ask the role to stop.
  public var handlesSignals: Bool
  /// The most messages taken from one socket before the others have their turn.
  public var drainLimit: Int
  /// Where the host writes what people should know.
  public var logger: Logger

  /// Describes a host.
  public init(
    address: Address, down: Listening? = nil, up: Connecting? = nil, settings: SocketSettings = SocketSettings(),
    lifeline: Int32? = nil, handlesSignals: Bool = false, drainLimit: Int = 64,
    logger: Logger = Logger(label: "messaging")
  ) {
    self.address = address
    self.down = down
    self.up = up
    self.settings = settings
    self.lifeline = lifeline
    self.handlesSignals = handlesSignals
    self.drainLimit = drainLimit
    self.logger = logger
  }
}
