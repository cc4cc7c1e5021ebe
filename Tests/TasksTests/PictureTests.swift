import CJPEG
import Randomness
import Tasks
import Testing

@Suite struct PictureTests {
  /// A smooth picture, so that JPEG's losses stay small.
  private func gradient(_ width: Int, _ height: Int, channels: Int) throws -> Picture {
    var pixels: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width {
        for channel in 0..<channels { pixels.append(UInt8((x * 3 + y * 2 + channel * 40) % 256)) }
      }
    }
    return try Picture(width: width, height: height, channels: channels, pixels: pixels)
  }

  /// The picture compressed by TurboJPEG at full quality.
  private func jpeg(_ picture: Picture) throws -> [UInt8] {
    guard let handle = unsafe tjInitCompress() else {
      throw PictureError.refused(by: "TurboJPEG", words: "no memory for an encoder")
    }
    defer { unsafe _ = tjDestroy(handle) }
    var buffer: UnsafeMutablePointer<UInt8>?
    var size: UInt = 0
    let format = picture.channels == 1 ? TJPF_GRAY : TJPF_RGB
    let sampling = picture.channels == 1 ? TJSAMP_GRAY : TJSAMP_444
    let status = unsafe tjCompress2(
      handle, picture.pixels, Int32(picture.width), 0, Int32(picture.height), format.rawValue, &buffer, &size,
      Int32(bitPattern: sampling.rawValue), 100, 0)
    #expect(status == 0)
    defer { unsafe tjFree(buffer) }
    return unsafe Array(UnsafeBufferPointer(start: buffer, count: Int(size)))
  }

  @Test("a picture, written as PNG and read back, is the same", arguments: [1, 3])
  func pngRoundTrip(channels: Int) throws {
    let picture = try gradient(33, 17, channels: channels)
    #expect(try Picture(decoding: picture.png()) == picture)
  }

  @Test("a picture, written as JPEG at full quality and read back, differs by 4 at most", arguments: [1, 3])
  func jpegRoundTrip(channels: Int) throws {
    let picture = try gradient(33, 17, channels: channels)
    let decoded = try Picture(decoding: jpeg(picture))
    #expect(decoded.shape == picture.shape)
    let differences = zip(decoded.pixels, picture.pixels).map { abs(Int($0) - Int($1)) }
    #expect(differences.max() ?? 255 <= 4)
  }

  @Test("a transparent PNG pixel is laid over white")
  func transparency() throws {
    // One pixel, red 200, green 0, blue 0, alpha 0.
    let png: [UInt8] = [
      0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00,
      0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00, 0x00, 0x1F, 0x15, 0xC4, 0x89, 0x00, 0x00, 0x00,
      0x0D, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0x38, 0xC1, 0xC0, 0xC0, 0x00, 0x00, 0x03, 0x25, 0x00, 0xC9,
      0xAE, 0x4B, 0x82, 0x3D, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
    ]
    #expect(try Picture(png: png).pixels == [255, 255, 255])
  }

  @Test("a PNG or a JPEG that is cut short is refused in its decoder's words")
  func cutShort() throws {
    let picture = try gradient(33, 17, channels: 3)
    let png = try Array(picture.png().dropLast(60))
    #expect(throws: PictureError.refused(by: "libpng", words: "read beyond end of data")) { try Picture(decoding: png) }
    let jpeg = try Array(jpeg(picture).dropLast(60))
    #expect(throws: PictureError.refused(by: "TurboJPEG", words: "Premature end of JPEG file")) {
      try Picture(decoding: jpeg)
    }
  }

  @Test("a PNG header that claims a 200 000 × 200 000 picture is refused before anything is allocated")
  func absurdDimensions() throws {
    let png: [UInt8] = [
      0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52, 0x00, 0x03,
      0x0D, 0x40, 0x00, 0x03, 0x0D, 0x40, 0x08, 0x02, 0x00, 0x00, 0x00, 0x76, 0x59, 0x1F, 0x5D, 0x00, 0x00, 0x00,
      0x09, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0x00, 0x00, 0x00, 0x01, 0x00, 0x01, 0x5E, 0xFF, 0x7D, 0xF9,
      0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
    ]
    let error = #expect(throws: PictureError.self) { try Picture(png: png) }
    #expect(error?.description == "expected at most 100 million pixels, found 200000×200000")
  }

  @Test("bytes that are neither PNG nor JPEG are shown")
  func unknownFormat() throws {
    let gif = #expect(throws: PictureError.self) { try Picture(decoding: [0x47, 0x49, 0x46, 0x38, 0x39]) }
    #expect(
      gif?.description == "expected a PNG or JPEG picture, found a file that begins with the bytes 47 49 46 38")
    let empty = #expect(throws: PictureError.self) { try Picture(decoding: []) }
    #expect(empty?.description == "expected a PNG or JPEG picture, found an empty file")
  }

  @Test(
    "10 000 damaged files: random bytes behind a true signature, and true files with random bytes changed, never crash")
  func garbage() throws {
    var stream = RandomStream(seed: 5, purpose: "garbage")
    let picture = try gradient(9, 7, channels: 3)
    let whole = [try picture.png(), try jpeg(picture)]
    for round in 0..<10_000 {
      var bytes = whole[round % 2]
      if round % 4 < 2 {
        let signature = round % 2 == 0 ? 8 : 3
        bytes = bytes.prefix(signature) + (0..<stream.integer(below: 60)).map { _ in stream.byte() }
      } else {
        for _ in 0...stream.integer(below: 4) { bytes[stream.integer(below: bytes.count)] = stream.byte() }
      }
      if let decoded = try? Picture(decoding: bytes) {
        #expect(decoded.pixels.count == decoded.width * decoded.height * decoded.channels)
      }
    }
  }

  @Test("pixels that do not fit the dimensions are refused with both")
  func shape() throws {
    let error = #expect(throws: PictureError.self) { try Picture(width: 2, height: 2, channels: 3, pixels: [1]) }
    #expect(
      error?.description
        == "expected width and height from 1, 1 or 3 channels and a byte for each channel of each pixel, "
        + "found 2×2, 3 channels and 1 bytes")
  }

  @Test("grey is 0.299 R + 0.587 G + 0.114 B; colours of a grey picture repeat it; planes run from −1 to 1")
  func channels() throws {
    let picture = try Picture(width: 2, height: 1, channels: 3, pixels: [255, 0, 0, 100, 200, 50])
    // 0.299·255 = 76.2; 29.9 + 117.4 + 5.7 = 153.
    #expect(picture.grey.pixels == [76, 153])
    #expect(picture.grey.rgb.pixels == [76, 76, 76, 153, 153, 153])
    let planes = picture.normalisedPlanes
    #expect(planes[0] == 1)
    #expect(planes[2] == -1)
    #expect(planes == [255, 100, 0, 200, 0, 50].map { Float($0) / 127.5 - 1 })
  }

  @Test("shrinking averages areas: 3 pixels to 2 weigh 2/3 and 1/3; growing interpolates between centres")
  func resizing() throws {
    let row = try Picture(width: 3, height: 1, channels: 1, pixels: [0, 90, 240])
    // (0·2/3 + 90·1/3) = 30 and (90·1/3 + 240·2/3) = 190.
    #expect(row.resized(width: 2, height: 1).pixels == [30, 190])
    let pair = try Picture(width: 2, height: 1, channels: 1, pixels: [0, 100])
    // Centres at −0.25, 0.25, 0.75, 1.25 of the source: held, ¼, ¾, held.
    #expect(pair.resized(width: 4, height: 1).pixels == [0, 25, 75, 100])
    let flat = try Picture(width: 7, height: 5, channels: 3, pixels: [UInt8](repeating: 77, count: 105))
    #expect(flat.resized(width: 32, height: 3).pixels == [UInt8](repeating: 77, count: 288))
  }

  @Test("the centred square of a 4 × 2 picture is its two middle columns")
  func square() throws {
    let picture = try Picture(width: 4, height: 2, channels: 1, pixels: [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(picture.centredSquare.pixels == [2, 3, 6, 7])
  }
}

extension RandomStream {
  fileprivate mutating func byte() -> UInt8 { UInt8(truncatingIfNeeded: nextBits()) }
}
