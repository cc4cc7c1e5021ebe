/// What every message carries, whatever it says.
public struct Header: Hashable, Sendable {
  /// Who speaks.
  public var sender: Address
  /// Who is meant. A process that hosts several UEs sorts its messages by this.
  public var recipient: Address
  /// Random per start of the sender: tells two incarnations of one name apart.
  public var incarnation: UInt64
  /// The incarnation that is meant; 0 when any will do. Two processes that ask for one name are told apart by it.
  public var recipientIncarnation: UInt64
  /// Counts this sender's messages to this recipient, from 1: a repeated number is a duplicate, a skipped one a gap.
  public var sequence: UInt64
  /// The slot that the message is about; −1 outside of slots.
  public var slot: Int
  /// How often the server has asked for this slot; 0 the first time.
  public var attempt: Int

  /// Makes a header.
  public init(
    sender: Address, recipient: Address, incarnation: UInt64, recipientIncarnation: UInt64 = 0, sequence: UInt64,
    slot: Int = Header.outsideSlots, attempt: Int = 0
  ) {
    self.sender = sender
    self.recipient = recipient
    self.incarnation = incarnation
    self.recipientIncarnation = recipientIncarnation
    self.sequence = sequence
    self.slot = slot
    self.attempt = attempt
  }

  /// The slot number of messages that belong to no slot.
  public static let outsideSlots = -1
}

/// A message with its header: the unit that travels.
public struct Envelope: Hashable, Sendable {
  /// From whom, for whom, when.
  public var header: Header
  /// What is said.
  public var message: Message

  /// Puts a message under a header.
  public init(header: Header, message: Message) {
    self.header = header
    self.message = message
  }
}

/// The version of the wire format. Peers of another version are refused with both numbers named.
public enum WireVersion {
  /// The version that this build speaks.
  public static let current: UInt32 = 2
}

/// Everything that can be said. docs/wire-protocol.md shows who says what when.
public enum Message: Hashable, Sendable {
  // Coming and going
  /// Channel → server: the channel emulator announces itself.
  case channelHello(ChannelHello)
  /// UE → channel → server: a UE asks to be let in.
  case ueHello(UEHello)
  /// Server → channel: the channel is let in.
  case channelWelcome(ChannelWelcome)
  /// Server → channel → UE: the UE is let in and told what runs.
  case ueWelcome(UEWelcome)
  /// Server or channel → UE, server → channel: not let in, and why.
  case refusal(Refusal)
  /// UE → channel → server: models and data are loaded; the next slot may begin with me.
  case ready(Ready)
  /// UE → channel → server: I leave at the next slot boundary.
  case bye(Bye)
  /// Server → channel → UE, server → channel: you are no longer attached.
  case detached(Detached)
  /// Either way: I am alive.
  case heartbeat(Heartbeat)

  // From outside of the emulation
  /// Operator → server: what is asked about the UEs' channels, or set for them.
  case channelQuestion(ChannelQuestion)
  /// Server → operator: the answer.
  case channelAnswer(ChannelAnswer)

  // One slot, in order
  /// Server → channel: a slot begins with these UEs.
  case slotOpening(SlotOpening)
  /// Channel → UE: a slot begins, and this is your channel.
  case slotStart(SlotStart)
  /// UE → channel → server: what the UE sees and wants.
  case slotReport(SlotReport)
  /// Server → channel → UE: what the UE gets.
  case grant(Grant)
  /// UE → channel: the encoded task.
  case burst(Burst)
  /// Channel → server: the burst as received.
  case arrival(Arrival)
  /// Server → channel → UE: the decoded task.
  case answer(Answer)
  /// UE → channel → server: how the slot's task went.
  case outcome(Outcome)
  /// Server → channel → UE: the slot is committed.
  case slotEnd(SlotEnd)
}
