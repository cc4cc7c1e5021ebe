/// Complex baseband samples as interleaved single-precision pairs: Re s₀, Im s₀, Re s₁, Im s₁, …
public struct ComplexSamples: Hashable, Sendable {
  /// The pairs; of even length.
  public private(set) var interleaved: [Float]

  /// Wraps interleaved pairs.
  ///
  /// - Parameter interleaved: the pairs; nil is returned for an odd number of values.
  public init?(interleaved: [Float]) {
    guard interleaved.count.isMultiple(of: 2) else { return nil }
    self.interleaved = interleaved
  }

  /// The same sample a number of times.
  init(repeating sample: ComplexGain, count: Int) {
    let pair = [Float(sample.real), Float(sample.imaginary)]
    interleaved = (0..<2 * count).map { pair[$0 % 2] }
  }

  /// The sample of an index.
  subscript(index: Int) -> ComplexGain {
    ComplexGain(real: Double(interleaved[2 * index]), imaginary: Double(interleaved[2 * index + 1]))
  }

  /// The number of complex samples.
  public var count: Int { interleaved.count / 2 }

  /// The mean of |s|² over the samples; 0 when there are none.
  public var averagePower: Double {
    guard count > 0 else { return 0 }
    var sum = 0.0
    for value in interleaved { sum += Double(value) * Double(value) }
    return sum / Double(count)
  }

  /// The samples scaled to an average power of one; silence stays silence.
  public var normalised: ComplexSamples {
    let power = averagePower
    guard power > 0 else { return self }
    let scale = 1 / power.squareRoot()
    var samples = self
    for index in samples.interleaved.indices {
      samples.interleaved[index] = Float(Double(samples.interleaved[index]) * scale)
    }
    return samples
  }

  /// Multiplies each sample by a gain that its index gives.
  mutating func multiply(by gain: (Int) -> ComplexGain) {
    for index in 0..<count {
      let gain = gain(index)
      let (real, imaginary) = (Double(interleaved[2 * index]), Double(interleaved[2 * index + 1]))
      interleaved[2 * index] = Float(gain.real * real - gain.imaginary * imaginary)
      interleaved[2 * index + 1] = Float(gain.real * imaginary + gain.imaginary * real)
    }
  }

  /// Lends the pairs to a loop that reads them.
  func withPairs(_ body: (UnsafePointer<Float>) -> Void) {
    unsafe interleaved.withUnsafeBufferPointer { buffer in
      if let base = buffer.baseAddress { unsafe body(base) }
    }
  }

  /// Lends the pairs, and how many there are, to a loop that writes them.
  mutating func withMutablePairs(_ body: (UnsafeMutablePointer<Float>, Int) -> Void) {
    let count = count
    unsafe interleaved.withUnsafeMutableBufferPointer { buffer in
      if let base = buffer.baseAddress { unsafe body(base, count) }
    }
  }
}
