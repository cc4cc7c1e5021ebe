import Testing

@testable import Chaos

@Suite("Splitting a connection into its messages")
struct WireSplitterTests {
  private static let greeting: [UInt8] =
    [0xFF] + [UInt8](repeating: 0, count: 8) + [0x7F, 3, 1] + Array("NULL".utf8) + [UInt8](repeating: 0, count: 48)

  /// A command, a message of two frames, the second with a length of eight bytes, and a message of one empty frame.
  private static let command: [UInt8] = [4, 3, 1, 2, 3]
  private static let pair: [UInt8] = [1, 2, 7, 8, 2, 0, 0, 0, 0, 0, 0, 1, 0] + [UInt8](repeating: 9, count: 256)
  private static let empty: [UInt8] = [0, 0]

  private static let expected: [WirePart] = [
    .other(command), .message(pair, frames: [2..<4, 13..<269]), .message(empty, frames: [2..<2]),
  ]

  @Test("Whole messages come out whole, however the bytes arrive", arguments: [1, 2, 7, 64, 1000])
  func pieces(size: Int) {
    var splitter = WireSplitter()
    let bytes = Self.greeting + Self.command + Self.pair + Self.empty
    var parts: [WirePart] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      parts += splitter.take(Array(bytes[start..<min(start + size, bytes.count)]))
    }
    #expect(parts.flatMap(\.bytes) == bytes)
    #expect(Array(parts.suffix(3)) == Self.expected)
  }

  @Test("The greeting is passed on byte by byte: each side waits for the other's")
  func greeting() {
    var splitter = WireSplitter()
    #expect(splitter.take([0xFF, 0]) == [.other([0xFF, 0])])
    #expect(splitter.take([0]) == [.other([0])])
  }

  @Test("What is no ZMTP passes as it is, from the first byte or from the first impossible frame on")
  func foreign() {
    var splitter = WireSplitter()
    #expect(splitter.take(Array("GET /".utf8)) == [.other(Array("GET /".utf8))])
    #expect(splitter.take([0xFF, 0, 0]) == [.other([0xFF, 0, 0])])
    var broken = WireSplitter()
    _ = broken.take(Self.greeting)
    #expect(broken.take(Self.empty + [0xAB, 1, 2]) == [.message(Self.empty, frames: [2..<2]), .other([0xAB, 1, 2])])
    #expect(broken.take([5]) == [.other([5])])
  }
}
