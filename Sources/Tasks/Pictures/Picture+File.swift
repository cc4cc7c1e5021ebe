import Glibc

extension Picture {
  /// Reads a PNG or JPEG picture.
  ///
  /// - Parameter path: the file.
  /// - Throws: ``DataSetError`` naming the file, with its decoder's words when it does not decode.
  init(file path: String) throws(DataSetError) {
    let bytes = try contents(ofFile: path, atMost: 1 << 28, expected: "a PNG or JPEG picture")
    do {
      self = try Picture(decoding: bytes)
    } catch {
      throw DataSetError(
        place: path, expected: "a PNG or JPEG picture that decodes", found: "a fault: \(error)",
        remedy: Self.remedy)
    }
  }

  /// Refuses a file that cannot be read or does not begin as a PNG or JPEG picture does. A look at its first bytes takes
  /// microseconds: what is no picture is found before the work begins, what is cut short or damaged further behind only
  /// when it is decoded.
  ///
  /// - Parameter path: the file.
  /// - Throws: ``DataSetError`` naming the file.
  static func requireBeginning(ofFile path: String) throws(DataSetError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      let isThere = pathKind(path) != .nothing
      throw DataSetError(
        place: path, expected: "a PNG or JPEG picture", found: isThere ? "a file that cannot be read" : "no such file",
        remedy: isThere ? "Check its permissions" : "Check the path, or fetch the data set again")
    }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: pngBeginning.count)
    let count = unsafe read(descriptor, &bytes, bytes.count)
    bytes.removeLast(bytes.count - max(0, count))
    guard bytes == pngBeginning || bytes.starts(with: jpegBeginning) else {
      throw DataSetError(
        place: path, expected: "a PNG or JPEG picture that decodes",
        found: "a fault: \(PictureError.unknownFormat(firstBytes: Array(bytes.prefix(4))))", remedy: remedy)
    }
  }

  private static let pngBeginning: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  private static let jpegBeginning: [UInt8] = [0xFF, 0xD8, 0xFF]
  private static let remedy = "Repair the picture or take it out of the folder"
}
