import Protocol
import Quantities
import Tasks
import Testing

@Suite("Encoding and decoding")
struct RoundTripTests {
  @Test("Every kind of message, drawn at random 200 times, comes back as it went", arguments: 0..<MessageSource.kinds)
  func roundTrip(kind: Int) throws {
    var source = MessageSource(seed: UInt64(kind))
    for _ in 0..<200 {
      let envelope = try source.envelope(kind: kind)
      #expect(try Envelope(frames: envelope.encodedFrames()) == envelope)
    }
  }

  @Test("A burst's tensor frame holds the floats little-endian, row by row, and nothing else")
  func tensorLayout() throws {
    let symbols = try TensorFrame(floats: [1, -2, 0.5, 0], shape: [2, 2])
    let allotment = Allotment(bandwidth: Hertz(1), power: Watts(1), symbols: SymbolCounts(patches: 2))
    let header = Header(sender: .unnamed, recipient: .channel, incarnation: 1, sequence: 1)
    let content = BurstContent.tokens([SymbolBlock(tokens: 1, symbolsPerToken: 2)])
    let envelope = Envelope(
      header: header, message: .burst(Burst(task: 0, allotment: allotment, symbols: symbols, content: content)))
    let frames = try envelope.encodedFrames()
    #expect(frames.count == 2)
    #expect(frames[1] == [0, 0, 128, 63, 0, 0, 0, 192, 0, 0, 0, 63, 0, 0, 0, 0])
  }

  @Test("The largest name, the largest slot and the smallest slot come back")
  func extremes() throws {
    let name = try UEName(String(repeating: "a", count: UEName.maximumLength))
    for slot in [Header.outsideSlots, 0, Int(UInt32.max)] {
      let header = Header(
        sender: .ue(name), recipient: .server, incarnation: .max, recipientIncarnation: .max, sequence: .max,
        slot: slot, attempt: .max)
      let envelope = Envelope(header: header, message: .heartbeat(Heartbeat(question: true)))
      #expect(try Envelope(frames: envelope.encodedFrames()) == envelope)
    }
  }
}
