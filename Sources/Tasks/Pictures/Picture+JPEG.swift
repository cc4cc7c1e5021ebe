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

  /// Decodes a JPEG picture that must have given dimensions: bytes from a stranger are refused before anything is
  /// allocated for them.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - shape: what the picture must be.
  /// - Throws: ``PictureError/otherShape(expected:found:)`` for another picture, otherwise as `init(jpeg:)`.
  public init(jpeg bytes: [UInt8], shape: PictureShape) throws(PictureError) {
    let decoder = try JPEGDecoder()
    self = try decoder.decode(bytes, shape: shape)
  }

  /// The picture as a baseline JPEG file by TurboJPEG: the accurate integer DCT, colours halved in both directions
  /// (4:2:0), the standard Huffman tables.
  ///
  /// - Parameter quality: 1 to 100, the quality of libjpeg's quantisation tables.
  /// - Returns: the whole file; the same bytes for the same picture.
  /// - Throws: ``PictureError`` with TurboJPEG's own words.
  public func jpeg(quality: Int) throws(PictureError) -> [UInt8] {
    precondition(Self.jpegQualities.contains(quality), "a JPEG quality is from 1 to 100, found \(quality)")
    let encoder = try JPEGEncoder()
    return try encoder.encode(self, quality: quality)
  }

  /// The qualities that `jpeg(quality:)` takes.
  public static let jpegQualities = 1...100

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

  func decode(_ bytes: [UInt8], shape: PictureShape? = nil) throws(PictureError) -> Picture {
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
    let found = PictureShape(width: Int(width), height: Int(height), channels: channels)
    if let shape, found != shape { throw .otherShape(expected: shape, found: found) }
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
    unsafe PictureError(turboJPEG: handle)
  }
}

/// The owner of a TurboJPEG compressor.
@safe private struct JPEGEncoder: ~Copyable {
  private let handle: tjhandle

  init() throws(PictureError) {
    guard let handle = unsafe tjInitCompress() else {
      throw .refused(by: "TurboJPEG", words: "no memory for an encoder")
    }
    unsafe self.handle = unsafe handle
  }

  deinit {
    unsafe _ = tjDestroy(handle)
  }

  func encode(_ picture: Picture, quality: Int) throws(PictureError) -> [UInt8] {
    let (width, height) = (Int32(picture.width), Int32(picture.height))
    let isGrey = picture.channels == 1
    let subsampling = Int32((isGrey ? TJSAMP_GRAY : TJSAMP_420).rawValue)
    let format = isGrey ? TJPF_GRAY : TJPF_RGB
    // Into memory of ours, which is large enough for any picture of these dimensions.
    var bytes = [UInt8](repeating: 0, count: Int(tjBufSize(width, height, subsampling)))
    var size = UInt(bytes.count)
    let status = unsafe bytes.withUnsafeMutableBufferPointer { buffer in
      var start = buffer.baseAddress
      return unsafe tjCompress2(
        handle, picture.pixels, width, 0, height, format.rawValue, &start, &size, subsampling, Int32(quality),
        TJFLAG_NOREALLOC | TJFLAG_ACCURATEDCT)
    }
    guard status == 0 else { throw unsafe PictureError(turboJPEG: handle) }
    bytes.removeLast(bytes.count - Int(size))
    return bytes
  }
}

extension PictureError {
  /// What a TurboJPEG handle complains of.
  fileprivate init(turboJPEG handle: tjhandle) {
    let words = unsafe tjGetErrorStr2(handle).map { unsafe String(cString: $0) }
    self = .refused(by: "TurboJPEG", words: words ?? "no reason given")
  }
}
