import Tasks
import Testing

@Suite("JPEG files of pictures")
struct PictureJPEGTests {
  private func picture(channels: Int) throws -> Picture {
    let pixels = (0..<(32 * 32 * channels)).map {
      UInt8(truncatingIfNeeded: $0 / channels % 32 * 6 + $0 % channels * 20)
    }
    return try Picture(width: 32, height: 32, channels: channels, pixels: pixels)
  }

  @Test(
    "A picture comes back in its dimensions and nearly as it was, the more the higher the quality", arguments: [1, 3])
  func roundTrip(channels: Int) throws {
    let picture = try picture(channels: channels)
    var sizes: [Int] = []
    for quality in [1, 50, 100] {
      let file = try picture.jpeg(quality: quality)
      #expect(try picture.jpeg(quality: quality) == file)
      let back = try Picture(jpeg: file, shape: picture.shape)
      sizes.append(file.count)
      let worst = zip(picture.pixels, back.pixels).map { abs(Int($0) - Int($1)) }.max() ?? 255
      if quality == 100 { #expect(worst <= 8) }
    }
    #expect(sizes == sizes.sorted())
    #expect(sizes[0] < sizes[2])
  }

  @Test("A picture of other dimensions than asked for is refused before it is decoded")
  func otherShape() throws {
    var file = try picture(channels: 1).jpeg(quality: 50)
    let wanted = PictureShape(width: 32, height: 32, channels: 1)
    let colour = try picture(channels: 3).jpeg(quality: 50)
    #expect(
      throws: PictureError.otherShape(expected: wanted, found: PictureShape(width: 32, height: 32, channels: 3))
    ) { try Picture(jpeg: colour, shape: wanted) }
    // The frame header, marker FFC0: length (2), precision (1), height (2), width (2).
    let frame = try #require(file.indices.first { file[$0] == 0xFF && file[$0 + 1] == 0xC0 })
    file.replaceSubrange((frame + 5)..<(frame + 9), with: [0x27, 0x10, 0x27, 0x10])
    #expect(
      throws: PictureError.otherShape(expected: wanted, found: PictureShape(width: 10_000, height: 10_000, channels: 1))
    ) { try Picture(jpeg: file, shape: wanted) }
  }

  @Test("Bytes that are no JPEG file, or half of one, are refused")
  func garbage() throws {
    let file = try picture(channels: 3).jpeg(quality: 75)
    let shape = PictureShape(width: 32, height: 32, channels: 3)
    for bytes in [[], [0xFF], Array(file.prefix(file.count / 2)), [UInt8](repeating: 0, count: 500)] {
      #expect(throws: PictureError.self) { try Picture(jpeg: bytes, shape: shape) }
    }
  }
}
