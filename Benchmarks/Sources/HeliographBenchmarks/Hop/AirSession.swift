import Air
import Foundation
import Logging
import Messaging
import Offloading
import Protocol
import Quantities
import Radio
import Roles
import Scenario
import Tasks

/// A channel emulator as it runs in its process — the real role on the real host, on a thread of its own — between a
/// DEALER that plays a UE and a ROUTER that plays the edge server, with slot 0 open for the UE.
final class AirSession {
  private let context: Context
  private let server: Socket
  private let ue: Socket
  private let stopHandle: StopHandle
  private let thread: BackgroundThread
  private let name: UEName
  private var serverMailbox = Mailbox(address: .server, incarnation: 1)
  private var ueMailbox = Mailbox(address: .unnamed, incarnation: 2)
  private var airPeer: [UInt8] = []

  init(_ wire: Wire) throws {
    name = try UEName("ue-1")
    context = try Context()
    server = try Socket.router(in: context, security: wire.server)
    try server.bind(to: Endpoint(wire.endpoint("server")))
    guard let serverEndpoint = server.lastEndpoint else { throw SessionError("the ROUTER has no endpoint") }

    var logger = Logger(label: "air")
    logger.logLevel = .critical
    let configuration = HostConfiguration(
      address: .channel, down: .init(endpoint: try Endpoint(wire.endpoint("air")), security: wire.server),
      up: .init(endpoint: serverEndpoint, security: try wire.client()), logger: logger)
    let listening = Handover<Endpoint>()
    let stopping = Handover<StopHandle>()
    thread = BackgroundThread {
      guard
        let host = try? ProcessHost(
          role: AirRole(incarnation: 3), configuration: configuration, engine: { IdleEngine() },
          onListening: { listening.give($0) })
      else { return }
      stopping.give(host.stopHandle)
      _ = try? host.run()
    }
    guard let stopHandle = stopping.take(), let air = listening.take() else {
      throw SessionError("the channel emulator does not start")
    }
    self.stopHandle = stopHandle
    ue = try Socket.dealer(in: context, security: try wire.client(), routingID: Array("Hbench".utf8))
    try ue.connect(to: air)
    try shakeHands()
  }

  func stop() {
    stopHandle.requestStop()
    thread.join()
  }

  // MARK: - What is measured

  /// The UE encodes a burst and sends it; the server receives what the channel made of it and decodes that.
  func burst(_ burst: Burst) throws -> Arrival {
    try sendFromUE(.burst(burst))
    guard case .arrival(let arrival) = try receiveAtServer().message else { throw SessionError("no Arrival came") }
    return arrival
  }

  /// The UE encodes a report and sends it; the server receives and decodes it.
  func report(_ report: SlotReport) throws {
    try sendFromUE(.slotReport(report))
    guard case .slotReport = try receiveAtServer().message else { throw SessionError("no SlotReport came") }
  }

  /// The server encodes an answer and sends it; the UE receives and decodes it.
  func answer(_ answer: Answer) throws {
    try sendFromServer(.answer(answer), to: .ue(name), incarnation: 2, slot: 0)
    guard case .answer = try receiveAtUE().message else { throw SessionError("no Answer came") }
  }

  /// The frames of the messages above, for a bare peer to carry the same bytes.
  func frames(of message: Message) throws -> [[UInt8]] {
    var mailbox = Mailbox(address: .ue(name), incarnation: 2)
    return try mailbox.envelope(message, to: .server, slot: 0).encodedFrames()
  }

  // MARK: - The handshake

  private func shakeHands() throws {
    let scenario = Scenario(
      name: "benchmark", seed: 1, clock: .virtual, slots: SlotSchedule(count: nil), radio: RadioConfiguration(),
      offloading: OffloadingParameters(), retrieval: RetrievalCodecChoice(model: "none", data: .shapes),
      ues: [NamedUE(name: name.rawValue, profile: UEProfile())], template: UEProfile(),
      attendance: Attendance(lease: Seconds(3_600)))
    let scenarioBytes = try CanonicalJSON.encode(scenario)
    guard case .channelHello = try receiveAtServer().message else { throw SessionError("no ChannelHello came") }
    let channelWelcome = ChannelWelcome(scenario: scenarioBytes, lease: scenario.attendance.lease)
    try sendFromServer(.channelWelcome(channelWelcome), to: .channel, incarnation: 3)

    // The channel refuses a UE until it has read the Welcome, so that Hello may have to be said again.
    var isForwarded = false
    for _ in 0..<100 where !isForwarded {
      try sendFromUE(.ueHello(UEHello(name: .exactly(name), softwareVersion: SoftwareVersion.current)))
      isForwarded = server.waitReadable(milliseconds: 100)
    }
    guard case .ueHello = try receiveAtServer().message else { throw SessionError("no UEHello came") }
    let mobility = try CanonicalJSON.encode(Mobility.still(.fixed(Position(x: Metres(50), y: Metres(0)))))
    let ueWelcome = UEWelcome(
      name: name, resumeToken: [], scenario: scenarioBytes, profile: try CanonicalJSON.encode(UEProfile()),
      lease: scenario.attendance.lease)
    try sendFromServer(.ueWelcome(ueWelcome), to: .ue(name), incarnation: 2)
    while true {
      if case .ueWelcome = try receiveAtUE().message { break }
    }
    ueMailbox.address = .ue(name)
    let opening = SlotOpening(participants: [
      Participant(name: name, attachSlot: 0, mobility: mobility, timedSymbols: 1)
    ])
    try sendFromServer(.slotOpening(opening), to: .channel, incarnation: 3, slot: 0)
    guard case .slotStart = try receiveAtUE().message else { throw SessionError("no SlotStart came") }
  }

  // MARK: - Sending and receiving

  private func sendFromUE(_ message: Message) throws {
    let frames = try ueMailbox.envelope(message, to: .server, slot: 0).encodedFrames()
    try Self.insist { ue.send(Parcel(frames: frames)) }
  }

  private func sendFromServer(
    _ message: Message, to recipient: Address, incarnation: UInt64, slot: Int = Header.outsideSlots
  ) throws {
    let envelope = serverMailbox.envelope(message, to: recipient, incarnation: incarnation, slot: slot)
    let frames = try envelope.encodedFrames()
    try Self.insist { server.send(Parcel(peer: airPeer, frames: frames)) }
  }

  /// A connection that is being made takes nothing yet; a made one takes the message at once.
  private static func insist(_ send: () -> Delivery) throws {
    for _ in 0..<5_000 {
      switch send() {
      case .queued: return
      case .wouldBlock: usleep(1_000)
      case .unroutable, .refused: throw SessionError("a message cannot be sent")
      }
    }
    throw SessionError("no connection")
  }

  private func receiveAtServer() throws -> Envelope {
    let parcel = try Self.receive(server)
    airPeer = parcel.peer
    return try Envelope(frames: parcel.frames)
  }

  private func receiveAtUE() throws -> Envelope { try Envelope(frames: Self.receive(ue).frames) }

  private static func receive(_ socket: borrowing Socket) throws -> Parcel {
    while socket.waitReadable(milliseconds: 5_000) {
      if case .message(let parcel) = socket.receive(limit: Envelope.defaultLimit) { return parcel }
    }
    throw SessionError("nothing came for five seconds")
  }
}

/// The channel emulator asks for no work.
struct IdleEngine: Engine {
  mutating func perform(_ work: AirWork) -> AirWork {}
}

/// Why a session with the channel emulator cannot go on.
struct SessionError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
