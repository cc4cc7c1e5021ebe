import Tasks

/// How a picture is moved before it is learned from.
struct PictureMove {
  /// By how many pixels to the right.
  let right: Int
  /// By how many pixels down.
  let down: Int
  /// Whether it is mirrored left to right first.
  var isMirrored = false

  /// Appends a picture as planes in −1…1, moved; what comes in at an edge repeats the edge.
  ///
  /// - Parameters:
  ///   - pixels: of one picture or of several, row by row, a pixel's channels side by side.
  ///   - start: where the picture begins among them.
  ///   - shape: the picture's.
  ///   - output: `[channels, H, W]` comes to its end.
  func append(_ pixels: [UInt8], from start: Int = 0, of shape: PictureShape, to output: inout [Float]) {
    let (width, height, channels) = (shape.width, shape.height, shape.channels)
    let columns = (0..<width).map { column in
      max(0, min(width - 1, (isMirrored ? width - 1 - column : column) - right))
    }
    for channel in 0..<channels {
      for row in 0..<height {
        let first = max(0, min(height - 1, row - down)) * width
        for column in columns {
          output.append(Float(pixels[start + (first + column) * channels + channel]) / 127.5 - 1)
        }
      }
    }
  }
}
