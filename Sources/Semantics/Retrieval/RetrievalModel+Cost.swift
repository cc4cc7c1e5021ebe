public import Tasks

extension RetrievalModel {
  /// What one picture takes, the same for every picture.
  ///
  /// - Parameter symbolsPerToken: k, 1…k_max.
  /// - Returns: operations of encoder and decoder and the burst's symbols; the search of a gallery is not counted.
  /// - Throws: ``ModelError`` for a k that is out of range.
  public func cost(symbolsPerToken: Int) throws -> CodecCost {
    let picture = try blankPicture()
    return try CodecCost.counting {
      try encode(picture, symbolsPerToken: symbolsPerToken)
    } decode: { burst in
      _ = try decode(batch: [burst])
    }
  }

  /// A black picture of the configuration's shape.
  public func blankPicture() throws(PictureError) -> Picture {
    let shape = configuration.pictures
    return try Picture(
      width: shape.width, height: shape.height, channels: shape.channels,
      pixels: [UInt8](repeating: 0, count: shape.width * shape.height * shape.channels))
  }
}
