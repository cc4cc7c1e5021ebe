import Tensors
import Testing

/// Expects every element of `tensor` within `tolerance` of `expected`, and the shape if given.
func expectClose(
  _ tensor: Tensor, _ expected: [Double], shape: [Int]? = nil, within tolerance: Double = 1e-5,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let values = try tensor.doubles()
  try #require(values.count == expected.count, sourceLocation: sourceLocation)
  if let shape { #expect(tensor.shape == shape, sourceLocation: sourceLocation) }
  for (value, wanted) in zip(values, expected) {
    #expect(abs(value - wanted) <= tolerance, "\(values) ≠ \(expected)", sourceLocation: sourceLocation)
  }
}
