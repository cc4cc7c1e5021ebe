import Protocol
import Quantities
import Tasks
import Testing

@Suite("Bytes on the wire")
struct GoldenTests {
  /// Version 2 and the header that all messages of GoldenMessages have.
  private static let head =
    "0802122a0a0775652f75652d3112067365727665721908070605040302012109000000000000002"
    + "8ac02300a3801"

  /// What follows the head, and the tensor frames.
  private static let tails: [(kind: String, header: String, tensors: [String])] = [
    (
      "channelHello",
      "8201050a03302e31",
      []
    ),
    (
      "ueHello",
      "8a010e12001a0101220202032a03302e31",
      []
    ),
    (
      "channelWelcome",
      "92010c0a0104110000000000002440",
      []
    ),
    (
      "ueWelcome",
      "9a01180a0475652d311201011a0102220103290000000000002440",
      []
    ),
    (
      "refusal",
      "a20106080312026e6f",
      []
    ),
    (
      "ready",
      "aa010d0a026162110100000000000000",
      []
    ),
    (
      "bye",
      "b201060a04646f6e65",
      []
    ),
    (
      "detached",
      "ba01020803",
      []
    ),
    (
      "heartbeat",
      "c201020801",
      []
    ),
    (
      "slotOpening",
      "8202100a0e0a0475652d3110031a010120a031",
      []
    ),
    (
      "slotStart",
      "8a02380a3609000000000000f03f1100000000000000c019000000000000104021000000000000e03f290000"
        + "00000000d03f31000000000000c0bf",
      []
    ),
    (
      "slotReport",
      "92025f1a14080211000000000000f0bf19000000000000e03f223609000000000000f03f1100000000000000"
        + "c019000000000000104021000000000000e03f29000000000000d03f31000000000000c0bf29000000000000"
        + "20403004380340024801",
      []
    ),
    (
      "grant",
      "9a02181a140900000000d012534111000000000000e03f18012002",
      []
    ),
    (
      "burst",
      "1a06080112020202a2021e080212140900000000d012534111000000000000e03f1801220408021001",
      ["0000803f000000c00000003f00004040"]
    ),
    (
      "arrival",
      "1a06080112020202aa0254080212140900000000d012534111000000000000e03f180119000000000000d0"
        + "3f21000000000000c0bf29000000000000e03f31000000000000004039000000000000104041000000000000"
        + "f03f520408021001",
      ["0000803f000000c00000003f00004040"]
    ),
    (
      "answer",
      "b20226080212070a0508c801100719000000000000004021000000000000104029000000000000f03f",
      []
    ),
    (
      "outcome",
      "ba025208021002180121000000000000f03f2900000000000000403100000000000010403900000000000020"
        + "4041000000000000f0bf49000000000000e03f52070a0508c80110075a02080161000000000000d03f",
      []
    ),
    (
      "slotEnd",
      "c2020d080111000000000000f0bf1802",
      []
    ),
    (
      "channelQuestion",
      "ca01030a0105",
      []
    ),
    (
      "channelAnswer",
      "d201030a0106",
      []
    ),
  ]

  @Test("A fixed message of every kind has exactly these bytes, so that no change of the wire goes unseen")
  func golden() throws {
    #expect(Self.tails.count == MessageSource.kinds)
    for (index, expected) in Self.tails.enumerated() {
      let frames = try GoldenMessages.envelope(kind: index).encodedFrames()
      #expect(Self.hexadecimal(frames[0]) == Self.head + expected.header, "\(expected.kind)")
      #expect(frames.dropFirst().map(Self.hexadecimal) == expected.tensors, "\(expected.kind)")
    }
  }

  @Test("A burst that carries bytes differs by its number of bytes and the shape of its symbols alone")
  func bytes() throws {
    let allotment = Allotment(bandwidth: Hertz(5e6), power: Watts(0.5), symbols: SymbolCounts(patches: 1))
    let tensor = try TensorFrame(floats: [1, -2, 0.5, 3], shape: [2, 2])
    let burst = Burst(task: 2, allotment: allotment, symbols: tensor, content: .bytes(1640))
    let frames = try Envelope(header: try GoldenMessages.envelope(kind: 13).header, message: .burst(burst))
      .encodedFrames()
    #expect(
      Self.hexadecimal(frames[0])
        == Self.head + "1a06080112020202a2021b080212140900000000d012534111000000000000e03f180118e80c")
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
