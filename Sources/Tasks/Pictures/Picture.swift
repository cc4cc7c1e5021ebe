/// A picture in memory: 8 bits a channel, rows from the top, channels interleaved (height × width × channels).
public struct Picture: Hashable, Sendable {
  /// Pixels per row, ≥ 1.
  public let width: Int
  /// Rows, ≥ 1.
  public let height: Int
  /// 1 for grey, 3 for red, green, blue.
  public let channels: Int
  /// The bytes: channel c of the pixel (x, y) is `pixels[(y·width + x)·channels + c]`.
  public let pixels: [UInt8]

  /// The most pixels that a picture may have: 100 million.
  public static let mostPixels = 100_000_000

  /// Wraps pixels.
  ///
  /// - Parameters:
  ///   - width: pixels per row, ≥ 1.
  ///   - height: rows, ≥ 1.
  ///   - channels: 1 or 3.
  ///   - pixels: width·height·channels bytes, rows from the top, channels interleaved.
  /// - Throws: ``PictureError/shape(width:height:channels:bytes:)`` when these do not fit one another,
  ///   ``PictureError/tooLarge(width:height:)`` above ``mostPixels``.
  public init(width: Int, height: Int, channels: Int, pixels: [UInt8]) throws(PictureError) {
    guard width > 0, height > 0, channels == 1 || channels == 3 else {
      throw .shape(width: width, height: height, channels: channels, bytes: pixels.count)
    }
    try Picture.requireBounded(width: width, height: height)
    guard pixels.count == width * height * channels else {
      throw .shape(width: width, height: height, channels: channels, bytes: pixels.count)
    }
    self.init(unchecked: width, height, channels, pixels)
  }

  /// Wraps pixels that are known to fit.
  init(unchecked width: Int, _ height: Int, _ channels: Int, _ pixels: [UInt8]) {
    self.width = width
    self.height = height
    self.channels = channels
    self.pixels = pixels
  }

  /// The picture's dimensions.
  public var shape: PictureShape { PictureShape(width: width, height: height, channels: channels) }

  /// Refuses dimensions above ``mostPixels``, before anything is allocated.
  static func requireBounded(width: Int, height: Int) throws(PictureError) {
    let (area, overflow) = width.multipliedReportingOverflow(by: height)
    if overflow || area > mostPixels { throw .tooLarge(width: width, height: height) }
  }
}

/// Why bytes are no picture.
public enum PictureError: Error, Hashable, CustomStringConvertible {
  /// Dimensions and byte count that do not fit one another.
  case shape(width: Int, height: Int, channels: Int, bytes: Int)
  /// More pixels than ``Picture/mostPixels``.
  case tooLarge(width: Int, height: Int)
  /// Another picture than the one that is wanted.
  case otherShape(expected: PictureShape, found: PictureShape)
  /// Neither a PNG's nor a JPEG's first bytes.
  case unknownFormat(firstBytes: [UInt8])
  /// The decoder or encoder (`libpng` or `TurboJPEG`) refused, with its own words.
  case refused(by: String, words: String)

  /// The fault: what was expected and what was found.
  public var description: String {
    switch self {
    case .shape(let width, let height, let channels, let bytes):
      "expected width and height from 1, 1 or 3 channels and a byte for each channel of each pixel, "
        + "found \(width)×\(height), \(channels) channels and \(bytes) bytes"
    case .tooLarge(let width, let height):
      "expected at most \(Picture.mostPixels / 1_000_000) million pixels, found \(width)×\(height)"
    case .otherShape(let expected, let found):
      "expected \(expected.width)×\(expected.height) pixels in \(expected.channels) channels, "
        + "found \(found.width)×\(found.height) in \(found.channels)"
    case .unknownFormat(let firstBytes):
      "expected a PNG or JPEG picture, found "
        + (firstBytes.isEmpty
          ? "an empty file" : "a file that begins with the bytes \(firstBytes.map(hexadecimal).joined(separator: " "))")
    case .refused(let decoder, let words):
      "\(decoder) says: \(words)"
    }
  }
}

/// A byte as two hexadecimal digits.
private func hexadecimal(_ byte: UInt8) -> String {
  (byte < 16 ? "0" : "") + String(byte, radix: 16)
}
