import CSignal
import Glibc
import Randomness
import Testing

/// The versions of the loops that this processor runs.
private let versions = signal_best_version() == SIGNAL_BASELINE ? [0] : [0, signal_best_version()]

@Suite("Loops for noise and fading")
struct NoiseKernelTests {
  private let stream = signal_stream(key: (7, 8), counter: (1, 2, 3, 4))

  private func normals(_ version: Int32, _ count: Int, from stream: signal_stream) -> [Float] {
    var (stream, output) = (stream, [Float](repeating: 0, count: 2 * count))
    unsafe signal_normals(version, &stream, &output, count)
    return output
  }

  private func randomPairs(_ count: Int, _ seed: UInt64) -> [Float] {
    var (values, stream) = ([Float](repeating: 0, count: 2 * count), RandomStream(seed: seed, purpose: "pairs"))
    stream.fillNormal(&values)
    return values
  }

  @Test("a normal number lies within 10⁻⁶ of the formula for its words", arguments: versions)
  func accuracy(version: Int32) {
    let count = 100_000
    var words = RandomStream(seed: 0x1234_5678_9ABC_DEF0, purpose: "noise", ue: "ue-1", slot: 9)
    var copy = words
    let (key, counter) = copy.takeBlocks(count / 2)
    let drawn = normals(
      version, count,
      from: signal_stream(key: (key.x, key.y), counter: (counter.x, counter.y, counter.z, counter.w)))
    var worst = 0.0
    for index in 0..<count {
      let (first, second) = (words.nextBits(), words.nextBits())
      let u = Double((Float(first >> 1) + 0.5) * 0x1p-31)
      let (radius, angle) = (sqrt(-2 * log(u)), 2 * Double.pi * Double(second >> 6) * 0x1p-26)
      worst = max(
        worst, abs(Double(drawn[2 * index]) - radius * cos(angle)),
        abs(Double(drawn[2 * index + 1]) - radius * sin(angle)))
    }
    #expect(worst < 1e-6)
  }

  @Test("sample i has the words 2i and 2i + 1, wherever a loop begins and however long it is", arguments: versions)
  func addressable(version: Int32) {
    let all = normals(version, 100, from: stream)
    for first in stride(from: 0, to: 60, by: 2) {
      var later = stream
      later.counter.0 += UInt32(first / 2)
      for count in [0, 1, 7, 8, 15, 16, 17, 40] {
        #expect(normals(version, count, from: later) == Array(all[2 * first..<2 * (first + count)]))
      }
    }
  }

  @Test("every version gives the same bytes", arguments: [0, 1, 15, 16, 33, 511, 1000, 5000])
  func versionsAgree(count: Int) {
    let (sent, gains) = (randomPairs(count, 1), randomPairs(5 + 8, 2))
    var (stream, results) = (stream, [[Float]]())
    var sums: [[Double]] = []
    for version in versions {
      var output = [Float](repeating: 0, count: 2 * count)
      var power = [0.0, 0.0]
      unsafe signal_normals(version, &stream, &output, count)
      var result = output
      unsafe signal_fade_flat(version, &stream, 0.6, -0.8, 0.3, sent, &output, count)
      unsafe signal_power_flat(version, 0.6, -0.8, sent, output, count, &power)
      (result, sums) = (result + output, sums + [power])
      unsafe signal_fade_bands(version, &stream, gains, 5, 0.3, sent, &output, count)
      unsafe signal_power_bands(version, gains, 5, sent, output, count, &power)
      (result, sums) = (result + output, sums + [power])
      for increment in [1e-6, 1e-3, 4e-3, 0.03] {
        unsafe withSinusoids(increment: increment) { sinusoids in
          unsafe signal_fade_sinusoids(version, &stream, sinusoids, 0.3, sent, &output, count)
          unsafe signal_power_sinusoids(version, sinusoids, sent, output, count, &power)
        }
        (result, sums) = (result + output, sums + [power])
      }
      results.append(result)
    }
    #expect(results.allSatisfy { $0.map(\.bitPattern) == results[0].map(\.bitPattern) })
    for (index, power) in sums.enumerated() {
      #expect(power.map(\.bitPattern) == sums[index % (sums.count / versions.count)].map(\.bitPattern))
    }
  }

  private func withSinusoids<Result>(increment: Double, _ body: (UnsafePointer<signal_sinusoids>) -> Result) -> Result {
    let amplitudes = (0..<16).map { Double($0 % 5) * 0.1 - 0.2 }
    let cosines = (0..<8).map { cos(Double($0)) }
    return unsafe amplitudes.withUnsafeBufferPointer { amplitudes in
      unsafe cosines.withUnsafeBufferPointer { cosines in
        var sinusoids = unsafe signal_sinusoids(
          count: 8, amplitudes: amplitudes.baseAddress, cosines: cosines.baseAddress, phase: 3.25,
          increment: increment)
        return unsafe withUnsafePointer(to: &sinusoids) { unsafe body($0) }
      }
    }
  }

  @Test("the numbers are standard normal: moments, Kolmogorov–Smirnov, no correlation within and between samples")
  func distribution() {
    let count = 250_000
    let numbers = normals(signal_best_version(), count, from: stream).map(Double.init)
    let n = Double(numbers.count)
    let moments = (1...4).map { power in numbers.reduce(0) { $0 + pow($1, Double(power)) } / n }
    // Standard deviations of the first four sample moments: 1, √2, √15, √96, over √n; five of them.
    for (moment, (value, deviation)) in zip(moments, [(0, 1), (1, 2), (0, 15), (3, 96)] as [(Double, Double)]) {
      #expect(abs(moment - value) < 5 * (deviation / n).squareRoot())
    }
    #expect(isPlausible(numbers, from: normalDistribution))
    for lag in [1, 2, 3, 4, 16, 32] {
      let sum = zip(numbers, numbers.dropFirst(lag)).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(abs(sum / n) < 5 / n.squareRoot())
    }
    // P(|x| > 4) = 6.334·10⁻⁵: a Poisson number of mean 31.7; five standard deviations.
    let tail = numbers.count { abs($0) > 4 }
    #expect(abs(Double(tail) - 6.334e-5 * n) < 5 * (6.334e-5 * n).squareRoot())
  }

  @Test("input and output may be the same array, and without noise a sample is its product with the gain")
  func inPlace() {
    let sent = randomPairs(37, 3)
    var (stream, samples, apart) = (stream, sent, sent)
    unsafe signal_fade_flat(signal_best_version(), &stream, 0.5, -2, 0.25, sent, &apart, 37)
    unsafe samples.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      unsafe signal_fade_flat(signal_best_version(), &stream, 0.5, -2, 0.25, base, base, 37)
    }
    #expect(samples == apart)
    unsafe signal_fade_flat(signal_best_version(), &stream, 0.5, -2, 0, sent, &samples, 37)
    for index in 0..<37 {
      let (real, imaginary) = (sent[2 * index], sent[2 * index + 1])
      #expect(samples[2 * index] == 0.5 * real + 2 * imaginary)
      #expect(samples[2 * index + 1] == 0.5 * imaginary + -2 * real)
    }
  }
}
