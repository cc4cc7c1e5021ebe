import SwiftProtobuf

extension Envelope {
  /// The most bytes that one message may have, all frames together, where nothing else is said: 16 MiB.
  public static let defaultLimit = 16 << 20

  /// The message as it travels: a frame with a Protocol Buffers envelope (`heliograph.v2.Envelope`), then a frame of
  /// raw bytes per tensor.
  ///
  /// - Returns: the frames, in order.
  /// - Throws: `ProtocolError.badField` or `.badTensor` when the message breaks a rule that its receiver would refuse
  ///   it for, such as a number that is not finite.
  public func encodedFrames() throws(ProtocolError) -> [[UInt8]] {
    var wire = WireEnvelope()
    wire.version = WireVersion.current
    wire.header = try header.wire()
    wire.body = try message.wireBody()
    let tensors = message.tensors
    wire.tensors = tensors.map(\.wireDescription)
    var frames: [[UInt8]] = []
    frames.reserveCapacity(1 + tensors.count)
    do {
      frames.append(try wire.serializedBytes())
    } catch {
      throw ProtocolError.truncatedOrGarbled("\(error)")
    }
    for tensor in tensors { frames.append(tensor.bytes) }
    return frames
  }

  /// Reads a message from the frames that came.
  ///
  /// The version is looked at before anything else, so that a peer of another version is told apart from noise.
  ///
  /// - Parameters:
  ///   - frames: the header frame and the tensor frames.
  ///   - limit: the most bytes that all frames together may have.
  /// - Throws: `ProtocolError` when the bytes are not a message that this version allows.
  public init(frames: [[UInt8]], limit: Int = Envelope.defaultLimit) throws(ProtocolError) {
    guard let head = frames.first else { throw ProtocolError.frameCount(expected: 1, found: 0) }
    try Self.checkLeadingVersion(of: head)
    let size = frames.reduce(0) { $0 + $1.count }
    guard size <= limit else { throw ProtocolError.oversized(limit: limit, found: size) }

    let wire = try Self.decodeHead(head)
    guard wire.version == WireVersion.current else {
      throw ProtocolError.version(expected: WireVersion.current, found: wire.version)
    }
    guard let body = wire.body else { throw ProtocolError.unknownType }
    guard frames.count == wire.tensors.count + 1 else {
      throw ProtocolError.frameCount(expected: wire.tensors.count + 1, found: frames.count)
    }
    guard wire.hasHeader else {
      throw ProtocolError.badField(name: "header", found: "nothing", expected: "a header")
    }
    let header = try Header(wire.header)
    var tensors: [TensorFrame] = []
    tensors.reserveCapacity(wire.tensors.count)
    for (description, bytes) in zip(wire.tensors, frames.dropFirst()) {
      tensors.append(try TensorFrame(description, bytes: bytes))
    }
    self.init(header: header, message: try Message(body, tensors: tensors))
  }

  /// Reads the version from the first bytes of a header frame, where every version writes it: the key of field 1 as a
  /// varint (0x08) and the number, base 128, least significant group first.
  private static func checkLeadingVersion(of head: [UInt8]) throws(ProtocolError) {
    guard head.first == 0x08 else { return }
    var version: UInt64 = 0
    for (group, byte) in head.dropFirst().prefix(10).enumerated() {
      version |= UInt64(byte & 0x7f) << (7 * UInt64(group))
      guard byte & 0x80 != 0 else {
        guard version == UInt64(WireVersion.current) else {
          throw ProtocolError.version(expected: WireVersion.current, found: UInt32(truncatingIfNeeded: version))
        }
        return
      }
    }
  }

  private static func decodeHead(_ head: [UInt8]) throws(ProtocolError) -> WireEnvelope {
    var options = BinaryDecodingOptions()
    options.discardUnknownFields = true
    options.messageDepthLimit = 8
    do {
      return try WireEnvelope(serializedBytes: head, options: options)
    } catch {
      throw ProtocolError.truncatedOrGarbled("\(error)")
    }
  }
}

extension Header {
  func wire() throws(ProtocolError) -> WireHeader {
    var wire = WireHeader()
    wire.sender = sender.wire
    wire.recipient = recipient.wire
    wire.incarnation = incarnation
    wire.recipientIncarnation = recipientIncarnation
    wire.sequence = sequence
    wire.slot = try slot.within(Header.outsideSlots...FieldLimit.slot, "header.slot")
    wire.attempt = try attempt.count("header.attempt")
    return wire
  }

  init(_ wire: WireHeader) throws(ProtocolError) {
    self.init(
      sender: try wire.sender.address("header.sender"),
      recipient: try wire.recipient.address("header.recipient"),
      incarnation: wire.incarnation,
      recipientIncarnation: wire.recipientIncarnation,
      sequence: wire.sequence,
      slot: try wire.slot.within(Header.outsideSlots...FieldLimit.slot, "header.slot"),
      attempt: try wire.attempt.count("header.attempt"))
  }
}
