/// A hash of the bytes that fixed operators compute from fixed numbers on this machine.
///
/// Two hosts with equal fingerprints are promised equal bytes in an emulation; unequal ones differ in the CPU's
/// instruction set or in the numerical libraries, and may round differently. The numbers come from integer
/// arithmetic, so that only the operators can differ: matrix products, convolution, attention's softmax, layer
/// normalisation, elementary functions and a sum. The hash is FNV-1a with 64 bits.
public func numericsFingerprint() throws(TensorError) -> UInt64 {
  try withoutGradient { () throws(TensorError) in
    let matrix = try fixedNumbers([48, 64], start: 1)
    let weight = try fixedNumbers([64, 64], start: 2)
    let product = try matrix.matmul(weight)
    let convolved = try fixedNumbers([2, 8, 12, 12], start: 3)
      .convolution2d(weight: fixedNumbers([16, 8, 3, 3], start: 4), bias: fixedNumbers([16], start: 5), padding: 1)
    let results = [
      product, convolved, try product.softmax(), try product.layerNorm([64]), try matrix.exp(), try matrix.tanh(),
      try matrix.gelu(), try product.sum(), try product.squared().sum(axes: [0]).squareRoot(),
      try convolved.mean(axes: [2, 3]), try matrix.reshape([4, 12, 64]).batchMatmul(weight.expand([4, 64, 64])),
    ]
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for result in results {
      for byte in try result.bytes() {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
      }
    }
    return hash
  }
}

/// Multiples of 2⁻¹² in [−2, 2) from a linear congruential generator.
private func fixedNumbers(_ shape: [Int], start: UInt64) throws(TensorError) -> Tensor {
  var state = start
  let values = (0..<shape.reduce(1, *)).map { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Float(Int(state >> 50) - 8192) / 4096
  }
  return try Tensor(values, shape: shape)
}
