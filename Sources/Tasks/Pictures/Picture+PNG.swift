import CPNG

extension Picture {
  /// Decodes a PNG picture with libpng: of 1 to 16 bits a channel, with a palette or without. A grey picture stays grey.
  /// Transparency is laid over white as browsers do it, v ↦ α·v + (1 − α)·255 of the encoded values.
  ///
  /// - Parameter bytes: the whole file.
  /// - Throws: ``PictureError`` with libpng's own words, or when the picture is too large.
  public init(png bytes: [UInt8]) throws(PictureError) {
    var reader = PNGImage()
    self = try reader.decode(bytes)
  }

  /// The picture as a PNG file, 8 bits a channel.
  ///
  /// - Throws: ``PictureError/refused(by:words:)`` with libpng's own words.
  public func png() throws(PictureError) -> [UInt8] {
    var writer = PNGImage()
    return try writer.encode(self)
  }
}

/// The owner of libpng's simplified-API control block.
@safe private struct PNGImage: ~Copyable {
  private var image = unsafe png_image()

  init() {
    unsafe image.version = png_uint_32(PNG_IMAGE_VERSION)
  }

  deinit {
    var image = unsafe image
    unsafe png_image_free(&image)
  }

  mutating func decode(_ bytes: [UInt8]) throws(PictureError) -> Picture {
    guard unsafe png_image_begin_read_from_memory(&image, bytes, bytes.count) != 0 else { throw refusal() }
    let width = unsafe Int(image.width)
    let height = unsafe Int(image.height)
    try Picture.requireBounded(width: width, height: height)
    let isGrey = unsafe image.format & png_uint_32(PNG_FORMAT_FLAG_COLOR) == 0
    let hasAlpha = unsafe image.format & png_uint_32(PNG_FORMAT_FLAG_ALPHA) != 0
    let channels = isGrey ? 1 : 3
    let format = isGrey ? png_uint_32(PNG_FORMAT_GRAY) : png_uint_32(PNG_FORMAT_RGB)
    unsafe image.format = hasAlpha ? format | png_uint_32(PNG_FORMAT_FLAG_ALPHA) : format
    // Without a word on gamma, libpng takes 16 bits for linear light; everyone else takes them for sRGB.
    unsafe image.flags |= png_uint_32(PNG_IMAGE_FLAG_16BIT_sRGB)
    var pixels = [UInt8](repeating: 0, count: width * height * (hasAlpha ? channels + 1 : channels))
    guard unsafe png_image_finish_read(&image, nil, &pixels, 0, nil) != 0 else { throw refusal() }
    return Picture(unchecked: width, height, channels, hasAlpha ? PNGImage.overWhite(pixels, channels) : pixels)
  }

  /// Colours laid over white: each pixel has `channels` values and its opacity α·255 behind them.
  private static func overWhite(_ pixels: [UInt8], _ channels: Int) -> [UInt8] {
    var colours: [UInt8] = []
    colours.reserveCapacity(pixels.count / (channels + 1) * channels)
    for start in stride(from: 0, to: pixels.count, by: channels + 1) {
      let opacity = Int(pixels[start + channels])
      for value in pixels[start..<start + channels] {
        colours.append(UInt8((opacity * Int(value) + (255 - opacity) * 255 + 127) / 255))
      }
    }
    return colours
  }

  mutating func encode(_ picture: Picture) throws(PictureError) -> [UInt8] {
    unsafe image.width = png_uint_32(picture.width)
    unsafe image.height = png_uint_32(picture.height)
    unsafe image.format = picture.channels == 1 ? png_uint_32(PNG_FORMAT_GRAY) : png_uint_32(PNG_FORMAT_RGB)
    var size = png_alloc_size_t(0)
    guard unsafe png_image_write_to_memory(&image, nil, &size, 0, picture.pixels, 0, nil) != 0 else { throw refusal() }
    var bytes = [UInt8](repeating: 0, count: Int(size))
    guard unsafe png_image_write_to_memory(&image, &bytes, &size, 0, picture.pixels, 0, nil) != 0 else {
      throw refusal()
    }
    return Array(bytes.prefix(Int(size)))
  }

  private func refusal() -> PictureError {
    let words = unsafe withUnsafeBytes(of: image.message) { message in
      unsafe String(decoding: message.prefix { $0 != 0 }, as: UTF8.self)
    }
    return .refused(by: "libpng", words: words)
  }
}
