import CJPEG

extension Picture {
  /// Decodes a JPEG picture with TurboJPEG. A grey picture stays grey; an orientation in its EXIF data is not applied.
  ///
  /// - Parameter bytes: the whole file.
  /// - Throws: ``PictureError`` with TurboJPEG's own words, its warnings included (a file cut short is a warning to
  ///   it), or when the picture is too large.
  public init(jpeg bytes: [UInt8]) throws(PictureError) {
    let decoder = try JPEGDecoder()
    self = try decoder.decode(bytes)
  }

  /// Decodes a PNG or a JPEG picture, told apart by its first bytes.
  ///
  /// - Parameter bytes: the whole file.
  /// - Throws: ``PictureError/unknownFormat(firstBytes:)`` when it is neither, otherwise the decoder's error.
  public init(decoding bytes: [UInt8]) throws(PictureError) {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
      try self.init(png: bytes)
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      try self.init(jpeg: bytes)
    } else {
      throw .unknownFormat(firstBytes: Array(bytes.prefix(4)))
    }
  }
}

/// The owner of a TurboJPEG decompressor.
@safe private struct JPEGDecoder: ~Copyable {
  private let handle: tjhandle

  init() throws(PictureError) {
    guard let handle = unsafe tjInitDecompress() else {
      throw .refused(by: "TurboJPEG", words: "no memory for a decoder")
    }
    unsafe self.handle = unsafe handle
  }

  deinit {
    unsafe _ = tjDestroy(handle)
  }

  func decode(_ bytes: [UInt8]) throws(PictureError) -> Picture {
    var width: Int32 = 0
    var height: Int32 = 0
    var subsampling: Int32 = 0
    var colours: Int32 = 0
    guard
      unsafe tjDecompressHeader3(
        handle, bytes, UInt(bytes.count), &width, &height, &subsampling, &colours) == 0
    else { throw refusal() }
    try Picture.requireBounded(width: Int(width), height: Int(height))
    let isGrey = colours == Int32(TJCS_GRAY.rawValue)
    let channels = isGrey ? 1 : 3
    let format = isGrey ? TJPF_GRAY : TJPF_RGB
    var pixels = [UInt8](repeating: 0, count: Int(width) * Int(height) * channels)
    // A progressive file of many scans costs time without end: TurboJPEG stops at 500.
    guard
      unsafe tjDecompress2(
        handle, bytes, UInt(bytes.count), &pixels, width, 0, height, format.rawValue, TJFLAG_LIMITSCANS) == 0
    else { throw refusal() }
    return Picture(unchecked: Int(width), Int(height), channels, pixels)
  }

  private func refusal() -> PictureError {
    let words = unsafe tjGetErrorStr2(handle).map { unsafe String(cString: $0) }
    return .refused(by: "TurboJPEG", words: words ?? "no reason given")
  }
}
