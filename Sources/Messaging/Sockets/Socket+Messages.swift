import CZeroMQ
import Glibc

/// What became of a message that was to be sent.
public enum Delivery: Hashable, Sendable {
  /// libzmq has it.
  case queued
  /// The peer's queue is full, or there is no connection: nothing was taken.
  case wouldBlock
  /// A ROUTER knows no such peer: nothing was taken.
  case unroutable
  /// libzmq refused it: the words.
  case refused(String)
}

/// What receiving came to.
public enum Reception: Sendable {
  /// No message waits.
  case nothing
  /// A message.
  case message(Parcel)
  /// A message above the limit, dropped: who sent it, and its size.
  case oversized(peer: [UInt8], bytes: Int)
}

/// The frames of one message.
public struct Parcel: Hashable, Sendable {
  /// Routing id of the peer on a ROUTER, otherwise empty.
  public var peer: [UInt8]
  /// The frames.
  public var frames: [[UInt8]]

  /// Puts frames together.
  public init(peer: [UInt8] = [], frames: [[UInt8]]) {
    self.peer = peer
    self.frames = frames
  }
}

extension Socket {
  /// The most frames of one message; what comes with more is dropped as oversized.
  public static let maximumFrames = 64

  /// Sends a message without waiting; all of it or nothing is taken.
  ///
  /// - Parameter parcel: the frames; on a ROUTER, `peer` says for whom.
  /// - Returns: what became of it.
  public borrowing func send(_ parcel: Parcel) -> Delivery {
    if kind == .router {
      let delivery = sendFrame(parcel.peer, more: true)
      guard delivery == .queued else { return delivery }
    }
    for (index, frame) in parcel.frames.enumerated() {
      let delivery = sendFrame(frame, more: index < parcel.frames.count - 1)
      // Once the first frame is taken libzmq takes the others too: its marks count messages.
      guard delivery == .queued else { return delivery }
    }
    return .queued
  }

  private borrowing func sendFrame(_ bytes: [UInt8], more: Bool) -> Delivery {
    let flags = ZMQ_DONTWAIT | (more ? ZMQ_SNDMORE : 0)
    while unsafe zmq_send(pointer, bytes, bytes.count, flags) < 0 {
      switch zmq_errno() {
      case EINTR: continue
      case EAGAIN: return .wouldBlock
      case EHOSTUNREACH: return .unroutable
      case let number: return .refused(MessagingError.reason(number))
      }
    }
    return .queued
  }

  /// Takes one message without waiting.
  ///
  /// libzmq hands out complete messages only, so the frames of one follow each other at once.
  ///
  /// - Parameter limit: the most bytes of all frames together.
  /// - Returns: the message, or why there is none.
  public borrowing func receive(limit: Int) -> Reception {
    guard receiveFrame() else { return .nothing }
    var peer: [UInt8] = []
    if kind == .router {
      peer = copyFrame()
      guard hasMore, receiveFrame() else { return .message(Parcel(peer: peer, frames: [])) }
    }
    var frames: [[UInt8]] = []
    var total = 0
    var withinLimit = true
    while true {
      total += unsafe zmq_msg_size(frame)
      withinLimit = withinLimit && total <= limit && frames.count < Self.maximumFrames
      if withinLimit { frames.append(copyFrame()) }
      guard hasMore, receiveFrame() else { break }
    }
    return withinLimit ? .message(Parcel(peer: peer, frames: frames)) : .oversized(peer: peer, bytes: total)
  }

  private borrowing func receiveFrame() -> Bool {
    while unsafe zmq_msg_recv(frame, pointer, ZMQ_DONTWAIT) < 0 {
      guard zmq_errno() == EINTR else { return false }
    }
    return true
  }

  private var hasMore: Bool { unsafe zmq_msg_more(frame) != 0 }

  private borrowing func copyFrame() -> [UInt8] {
    let size = unsafe zmq_msg_size(frame)
    guard size > 0, let source = unsafe zmq_msg_data(frame) else { return [] }
    return unsafe [UInt8](UnsafeRawBufferPointer(start: source, count: size))
  }
}
