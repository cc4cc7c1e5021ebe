import Protocol
import Testing

@Suite("Bytes from strangers")
struct HostileBytesTests {
  @Test("A header frame cut anywhere is refused or decodes to another well-formed message, never a crash")
  func truncation() throws {
    for kind in 0..<MessageSource.kinds {
      var source = MessageSource(seed: 11)
      let frames = try source.envelope(kind: kind).encodedFrames()
      for length in 0..<frames[0].count {
        let cut = [Array(frames[0].prefix(length))] + frames.dropFirst()
        if let envelope = try? Envelope(frames: cut) { #expect(try !envelope.encodedFrames().isEmpty) }
      }
    }
  }

  @Test("A tensor frame cut anywhere is refused")
  func truncatedTensor() throws {
    var source = MessageSource(seed: 12)
    var frames = try source.envelope(kind: 14).encodedFrames()
    while frames[1].isEmpty { frames = try source.envelope(kind: 14).encodedFrames() }
    for length in 0..<frames[1].count {
      #expect(throws: ProtocolError.self) {
        try Envelope(frames: [frames[0], Array(frames[1].prefix(length))])
      }
    }
  }

  @Test("100 000 random and mutated messages are refused or read, and what is read can be sent again")
  func fuzz() throws {
    var source = MessageSource(seed: 13)
    var originals: [[[UInt8]]] = []
    for kind in 0..<MessageSource.kinds { originals.append(try source.envelope(kind: kind).encodedFrames()) }
    var accepted = 0
    for round in 0..<100_000 {
      var frames: [[UInt8]]
      if round % 4 == 0 {
        frames = (0..<source.integer(below: 4)).map { _ in source.bytes(source.integer(below: 60)) }
        if round % 8 == 0, frames.first?.count ?? 0 > 2 { frames[0].replaceSubrange(0..<2, with: [0x08, 0x02]) }
      } else {
        frames = originals[source.integer(below: originals.count)]
        for _ in 0...source.integer(below: 4) {
          let at = source.integer(below: frames[0].count)
          frames[0][at] = source.byte()
        }
      }
      if let envelope = try? Envelope(frames: frames) {
        accepted += 1
        if accepted % 50 == 0 { #expect(try Envelope(frames: envelope.encodedFrames()) == envelope) }
      }
    }
    #expect(accepted > 0 && accepted < 100_000)
  }
}
