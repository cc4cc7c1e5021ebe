/// Where a picture lies in the space that pictures are compared in: a vector of length 1.
public struct Embedding: Hashable, Sendable {
  /// The vector's components.
  public let values: [Float]

  init(_ values: [Float]) { self.values = values }

  /// The cosine of the angle between two embeddings, their inner product summed in order.
  ///
  /// - Parameter other: an embedding of the same model.
  /// - Returns: from −1 to 1 but for rounding.
  public func cosine(to other: Embedding) -> Float {
    var sum: Float = 0
    for index in 0..<min(values.count, other.values.count) { sum += values[index] * other.values[index] }
    return sum
  }

  /// The index of the vector with the greatest cosine, the lowest of equals; nil when there is none.
  func nearest(of others: [Embedding]) -> Int? {
    var best: (index: Int, cosine: Float)?
    for (index, other) in others.enumerated() {
      let cosine = cosine(to: other)
      if cosine > (best?.cosine ?? -.infinity) { best = (index, cosine) }
    }
    return best?.index
  }
}
