import Glibc

/// Which way bytes go.
public enum Direction: String, Hashable, Sendable, CaseIterable, Codable {
  /// From the side that connects to the side that listens: from UEs towards the server.
  case up
  /// From the side that listens: from the server towards UEs.
  case down
}

/// One direction of one connection: reads at one end, writes at the other. Confined to the proxy's thread.
final class Relay {
  let direction: Direction
  private let source: LoopbackSocket
  private let sink: LoopbackSocket
  private var splitter = WireSplitter()
  private var output: [UInt8] = []
  /// How much of the output is written.
  private var written = 0
  /// Copies of messages, and after how many further messages each is to follow.
  private var copies: [(after: Int, bytes: [UInt8])] = []
  /// The source has said all that it will say.
  private(set) var isAtEnd = false

  /// The most bytes that wait to be written: then the source has to wait, too.
  private static let limit = 8 << 20

  init(_ direction: Direction, from source: LoopbackSocket, to sink: LoopbackSocket) {
    self.direction = direction
    self.source = source
    self.sink = sink
  }

  var wantsToRead: Bool { !isAtEnd && output.count - written < Self.limit }
  var wantsToWrite: Bool { output.count > written }

  /// Reads what has come.
  ///
  /// - Parameters:
  ///   - lag: nil: every message passes once; otherwise again after so many further messages.
  ///   - see: told of each message's frames before it is passed on; nil: nobody looks.
  func read(repeatingAfter lag: Int?, _ see: (([[UInt8]]) -> Void)?) {
    guard let bytes = source.read() else {
      isAtEnd = true
      return
    }
    for part in splitter.take(bytes) {
      guard case .message(let bytes, let frames) = part else {
        output += part.bytes
        continue
      }
      see?(frames.map { Array(bytes[$0]) })
      output += bytes
      for index in copies.indices { copies[index].after -= 1 }
      if let lag { copies.append((lag, bytes)) }
      for copy in copies where copy.after <= 0 { output += copy.bytes }
      copies.removeAll { $0.after <= 0 }
    }
  }

  /// Writes what can be written.
  ///
  /// - Returns: false when the connection is broken.
  func write() -> Bool {
    guard wantsToWrite else { return true }
    guard let count = sink.write(output[written...]) else { return false }
    written += count
    if written == output.count {
      output.removeAll(keepingCapacity: true)
      written = 0
    } else if written > Self.limit {
      output.removeFirst(written)
      written = 0
    }
    return true
  }
}
