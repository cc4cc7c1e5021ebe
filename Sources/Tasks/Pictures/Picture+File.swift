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
        remedy: "Repair the picture or take it out of the folder")
    }
  }
}
