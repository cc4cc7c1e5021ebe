extension Picture {
  /// The grey picture: luma Y = 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601), rounded.
  public var grey: Picture {
    guard channels == 3 else { return self }
    var luma = [UInt8](repeating: 0, count: width * height)
    for index in luma.indices {
      let red = Int(pixels[3 * index])
      let green = Int(pixels[3 * index + 1])
      let blue = Int(pixels[3 * index + 2])
      luma[index] = UInt8((299 * red + 587 * green + 114 * blue + 500) / 1000)
    }
    return Picture(unchecked: width, height, 1, luma)
  }

  /// The picture with three channels; a grey one repeats its channel.
  public var rgb: Picture {
    guard channels == 1 else { return self }
    var colours: [UInt8] = []
    colours.reserveCapacity(3 * pixels.count)
    for value in pixels {
      colours.append(value)
      colours.append(value)
      colours.append(value)
    }
    return Picture(unchecked: width, height, 3, colours)
  }

  /// The pixels as planes (channels × height × width), v ↦ v/127.5 − 1 ∈ [−1, 1]: the input of an image encoder.
  public var normalisedPlanes: [Float] {
    let area = width * height
    var planes = [Float](repeating: 0, count: area * channels)
    for channel in 0..<channels {
      for index in 0..<area {
        planes[channel * area + index] = Float(pixels[index * channels + channel]) / 127.5 - 1
      }
    }
    return planes
  }

  /// The largest centred square.
  public var centredSquare: Picture {
    let side = min(width, height)
    return cropped(x: (width - side) / 2, y: (height - side) / 2, width: side, height: side)
  }

  /// A rectangle of the picture.
  ///
  /// - Parameters:
  ///   - x: the first column, inside the picture.
  ///   - y: the first row, inside the picture.
  ///   - cropWidth: columns, ≥ 1; the rectangle must lie inside the picture.
  ///   - cropHeight: rows, ≥ 1.
  /// - Returns: the pixels inside.
  public func cropped(x: Int, y: Int, width cropWidth: Int, height cropHeight: Int) -> Picture {
    precondition(
      x >= 0 && y >= 0 && cropWidth > 0 && cropHeight > 0 && x + cropWidth <= width && y + cropHeight <= height,
      "the rectangle \(cropWidth)×\(cropHeight) at (\(x), \(y)) leaves the picture of \(width)×\(height)")
    var rows: [UInt8] = []
    rows.reserveCapacity(cropWidth * cropHeight * channels)
    for row in y..<(y + cropHeight) {
      let start = (row * width + x) * channels
      rows.append(contentsOf: pixels[start..<(start + cropWidth * channels)])
    }
    return Picture(unchecked: cropWidth, cropHeight, channels, rows)
  }

  /// The picture at another size: each axis that shrinks is averaged over the area of the new pixel, each axis that
  /// grows is interpolated linearly between pixel centres.
  ///
  /// - Parameters:
  ///   - newWidth: pixels per row, ≥ 1.
  ///   - newHeight: rows, ≥ 1.
  /// - Returns: the same view with `newWidth` × `newHeight` pixels.
  public func resized(width newWidth: Int, height newHeight: Int) -> Picture {
    precondition(newWidth > 0 && newHeight > 0, "a picture of \(newWidth)×\(newHeight) has no pixels")
    if newWidth == width && newHeight == height { return self }
    let columns = ResamplingTap.taps(from: width, to: newWidth)
    let rows = ResamplingTap.taps(from: height, to: newHeight)
    var output: [UInt8] = []
    output.reserveCapacity(newWidth * newHeight * channels)
    for row in rows {
      for column in columns {
        for channel in 0..<channels {
          var sum: Float = 0
          for (dy, rowWeight) in row.weights.enumerated() {
            let start = ((row.first + dy) * width + column.first) * channels + channel
            for (dx, columnWeight) in column.weights.enumerated() {
              sum += rowWeight * columnWeight * Float(pixels[start + dx * channels])
            }
          }
          output.append(UInt8(max(0, min(255, sum.rounded()))))
        }
      }
    }
    return Picture(unchecked: newWidth, newHeight, channels, output)
  }
}

/// The source pixels that make one new pixel along one axis, with weights that sum to 1.
private struct ResamplingTap {
  var first: Int
  var weights: [Float]

  static func taps(from source: Int, to target: Int) -> [ResamplingTap] {
    let ratio = Double(source) / Double(target)
    return (0..<target).map { index in
      ratio > 1
        ? averaging(from: Double(index) * ratio, to: Double(index + 1) * ratio, count: source)
        : interpolating(at: (Double(index) + 0.5) * ratio - 0.5, count: source)
    }
  }

  /// The mean over the interval from `low` to `high`, in pixels.
  private static func averaging(from low: Double, to high: Double, count: Int) -> ResamplingTap {
    let first = min(count - 1, Int(low))
    let last = max(first, min(count - 1, Int(high.rounded(.up)) - 1))
    let weights = (first...last).map { pixel in
      Float((min(high, Double(pixel + 1)) - max(low, Double(pixel))) / (high - low))
    }
    return ResamplingTap(first: first, weights: weights)
  }

  /// Linear interpolation at a position counted in pixel centres, held at the edges.
  private static func interpolating(at position: Double, count: Int) -> ResamplingTap {
    let held = max(0, min(Double(count - 1), position))
    let first = min(Int(held), max(0, count - 2))
    let fraction = Float(held - Double(first))
    return ResamplingTap(first: first, weights: count == 1 ? [1] : [1 - fraction, fraction])
  }
}
