public import Air
public import EdgeServer
import Protocol
public import Roles
public import Scenario
public import Trace
public import UserEquipment

/// A whole emulation under the hand of a test: every role, their engines, the transport between them and the clock.
///
/// Nothing happens until the test says so. `step` delivers one message, `settle` all that are under way, while time
/// stands still; `advance` lets time pass and timers fire; `run` does both until a condition holds. Between those the
/// test may lose, repeat, hold and forge messages, start and kill processes, and look at every role.
public struct HandDrivenEmulation {
  /// The clock of all roles.
  public internal(set) var clock = ManualClock()
  /// What carries the messages.
  public var transport: InMemoryTransport
  /// The edge server.
  public internal(set) var server: HandDrivenRole<EdgeServerRole>
  /// The channel emulators, in the order of their starts; UEs speak to the last one.
  public internal(set) var channels: [HandDrivenRole<AirRole>] = []
  /// The UEs, in the order of their starts.
  public internal(set) var ues: [HandDrivenRole<UserEquipmentRole>] = []
  var serverEngine: any Engine<ServerWork, ServerProduct>
  private var ueEngines: [any Engine<UEWork, UEProduct>] = []
  var dead: Set<Place> = []
  let scenario: Scenario
  /// How each UE was told to attach.
  var options: [AttachOptions] = []
  private var startedCount: UInt64 = 1
  /// The server's messages that found nobody.
  private var undelivered: [Port] = []

  /// An emulation with a server that has started, and nobody else.
  ///
  /// - Parameters:
  ///   - scenario: what to run.
  ///   - order: the order in which messages arrive.
  ///   - engine: does the server's work.
  /// - Throws: `EncodingError` when a number in the scenario is not finite.
  public init(
    server scenario: Scenario, order: DeliveryOrder = .asSent,
    engine: any Engine<ServerWork, ServerProduct> = SyntheticServerEngine()
  ) throws {
    self.scenario = scenario
    server = HandDrivenRole(
      try EdgeServerRole(scenario: scenario, incarnation: 1, tokenSecret: Self.tokenSecret, runner: "by hand"))
    serverEngine = engine
    transport = InMemoryTransport(order: order)
    server.feed(.started, at: clock.now)
    collect(.server)
  }

  /// An emulation with a server, a channel emulator and every UE that the scenario names, all of them started.
  ///
  /// - Parameters:
  ///   - scenario: what to run.
  ///   - order: the order in which messages arrive.
  ///   - fate: what becomes of each message.
  /// - Throws: `EncodingError` or `UENameError` for a scenario that cannot be run.
  public init(
    _ scenario: Scenario, order: DeliveryOrder = .asSent, fate: @escaping (Letter) -> Fate = { _ in .deliver }
  ) throws {
    try self.init(server: scenario, order: order)
    transport.fate = fate
    startChannel()
    for ue in scenario.ues { startUE(AttachOptions(name: .exactly(try UEName(ue.name)), patience: 60)) }
  }

  // MARK: - Starting and killing

  /// Starts another channel emulator; from now on UEs speak to it.
  ///
  /// - Returns: its number.
  @discardableResult
  public mutating func startChannel() -> Int {
    channels.append(HandDrivenRole(AirRole(incarnation: nextIncarnation())))
    let index = channels.count - 1
    channels[index].feed(.started, at: clock.now)
    collect(.channel(index))
    return index
  }

  /// Starts a UE.
  ///
  /// - Parameters:
  ///   - options: how it attaches.
  ///   - engine: does its work.
  /// - Returns: its number, which is also that of its link at the channel.
  @discardableResult
  public mutating func startUE(
    _ options: AttachOptions, engine: any Engine<UEWork, UEProduct> = SyntheticUEEngine()
  ) -> Int {
    ues.append(HandDrivenRole(UserEquipmentRole(options: options, incarnation: nextIncarnation())))
    ueEngines.append(engine)
    self.options.append(options)
    let index = ues.count - 1
    ues[index].feed(.started, at: clock.now)
    collect(.ue(index))
    return index
  }

  static let tokenSecret: [UInt8] = [1, 2, 3]

  mutating func nextIncarnation() -> UInt64 {
    startedCount += 1
    return startedCount
  }

  /// Kills a process: it hears and says nothing any more, and what was under way is lost.
  public mutating func kill(_ place: Place) {
    dead.insert(place)
    transport.loseEverything(of: place)
  }

  /// Asks a process to stop, as Ctrl-C does.
  public mutating func stop(_ place: Place) {
    switch place {
    case .server: server.feed(.stopRequested, at: clock.now)
    case .channel(let index): channels[index].feed(.stopRequested, at: clock.now)
    case .ue(let index): ues[index].feed(.stopRequested, at: clock.now)
    }
    collect(place)
  }

  // MARK: - Letting things happen

  /// Delivers one message.
  ///
  /// - Returns: the message; nil when none was under way.
  @discardableResult
  public mutating func step() -> Letter? {
    guard let letter = transport.next() else { return nil }
    deliver(letter)
    return letter
  }

  /// Delivers messages until none is under way, while time stands still. A run without end under the virtual clock
  /// never settles, once every UE is there: use `run` for it.
  public mutating func settle() {
    while step() != nil {}
  }

  /// Lets time pass: messages arrive and timers fire at their instants.
  public mutating func advance(bySeconds seconds: Double) {
    let end = clock.now.advanced(bySeconds: seconds)
    settle()
    while let due = nextTimerInstant, due <= end {
      fire(at: due)
      settle()
    }
    clock.advance(to: end)
  }

  /// Lets things happen until a condition holds.
  ///
  /// - Parameters:
  ///   - seconds: the longest time to wait for it, on the manual clock.
  ///   - condition: looked at after every message and every timer.
  /// - Returns: whether it came to hold.
  public mutating func run(forSeconds seconds: Double = 600, until condition: (Self) -> Bool) -> Bool {
    let end = clock.now.advanced(bySeconds: seconds)
    while !condition(self) {
      if step() != nil { continue }
      guard let due = nextTimerInstant, due <= end else { return false }
      fire(at: due)
    }
    return true
  }

  /// Runs to the end of the run.
  ///
  /// - Returns: how the server ended; nil when it had not ended after ten minutes on the manual clock.
  @discardableResult
  public mutating func finish() -> Conclusion? {
    _ = run { $0.server.conclusion != nil }
    settle()
    return server.conclusion
  }

  /// Delivers a message, whoever made it.
  public mutating func deliver(_ letter: Letter) {
    let event = letter.envelope
    guard isAlive(letter.destination) else { return }
    switch letter.destination {
    case .server: server.feed(.received(event, letter.port), at: clock.now)
    case .channel(let index): channels[index].feed(.received(event, letter.port), at: clock.now)
    case .ue(let index): ues[index].feed(.received(event, letter.port), at: clock.now)
    }
    collect(letter.destination)
  }

  func isAlive(_ place: Place) -> Bool {
    guard !dead.contains(place) else { return false }
    switch place {
    case .server: return true
    case .channel(let index): return channels.indices.contains(index) && channels[index].conclusion == nil
    case .ue(let index): return ues.indices.contains(index) && ues[index].conclusion == nil
    }
  }

  // MARK: - Effects

  /// The server's link to a channel emulator.
  public static func link(ofChannel index: Int) -> LinkID { LinkID(UInt64(1_000_000 + index)) }

  /// The channel emulator's link to a UE.
  public static func link(ofUE index: Int) -> LinkID { LinkID(UInt64(index)) }

  mutating func collect(_ place: Place) {
    switch place {
    case .server: collectFromServer()
    case .channel(let index): collectFromChannel(index)
    case .ue(let index): collectFromUE(index)
    }
  }

  private mutating func collectFromServer() {
    for parcel in server.takeSent() {
      guard let index = channels.indices.first(where: { parcel.port == .down(Self.link(ofChannel: $0)) }) else {
        continue
      }
      send(parcel, from: .server, to: .channel(index), port: .up)
    }
    for piece in server.takeWork() {
      server.feed(.performed(serverEngine.perform(piece)), at: clock.now)
      collectFromServer()
    }
    while let port = undelivered.popLast() {
      server.feed(.unreachable(port), at: clock.now)
      collectFromServer()
    }
  }

  private mutating func collectFromChannel(_ index: Int) {
    for parcel in channels[index].takeSent() {
      switch parcel.port {
      case .up:
        send(parcel, from: .channel(index), to: .server, port: .down(Self.link(ofChannel: index)))
      case .down(let link):
        guard let ue = ues.indices.first(where: { Self.link(ofUE: $0) == link }) else { continue }
        send(parcel, from: .channel(index), to: .ue(ue), port: .up)
      }
    }
  }

  private mutating func collectFromUE(_ index: Int) {
    for parcel in ues[index].takeSent() where !channels.isEmpty {
      send(parcel, from: .ue(index), to: .channel(channels.count - 1), port: .down(Self.link(ofUE: index)))
    }
    for piece in ues[index].takeWork() {
      ues[index].feed(.performed(ueEngines[index].perform(piece)), at: clock.now)
      collectFromUE(index)
    }
  }

  private mutating func send(_ parcel: Parcel, from origin: Place, to destination: Place, port: Port) {
    guard !dead.contains(origin) else { return }
    guard !dead.contains(destination) else {
      if origin == .server { undelivered.append(parcel.port) }
      return
    }
    transport.send(Letter(envelope: parcel.envelope, origin: origin, destination: destination, port: port))
  }
}

extension HandDrivenEmulation {
  // MARK: - What came of it

  /// The slots that were committed.
  public var committed: [SlotRecord] {
    server.notes.compactMap { if case .committed(let record) = $0 { record } else { nil } }
  }

  /// The summary; nil before the end.
  public var summary: RunSummary? {
    server.notes.lazy.compactMap { if case .progress(.summary(let value)) = $0 { value } else { nil } }.last
  }

  /// What the server logged, oldest first.
  public var serverLog: [String] {
    server.notes.compactMap { if case .progress(.log(_, let text)) = $0 { text } else { nil } }
  }

  /// What a channel emulator logged, oldest first.
  public func channelLog(_ index: Int = 0) -> [String] {
    channels[index].notes.compactMap { if case .log(_, let text) = $0 { text } else { nil } }
  }
}
