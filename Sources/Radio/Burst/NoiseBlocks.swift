internal import CSignal
import Randomness

/// The part of a random stream that becomes the noise of one burst: sample i takes words 2i and 2i + 1, the first of
/// them a block's. include/noise.h of `CSignal` says how two words become two normal numbers.
enum NoiseBlocks {
  /// Takes the blocks for a number of samples off a stream.
  static func take(_ samples: Int, from stream: inout RandomStream) -> signal_stream {
    let (key, counter) = stream.takeBlocks((samples + 1) / 2)
    return signal_stream(key: (key.x, key.y), counter: (counter.x, counter.y, counter.z, counter.w))
  }

  /// √(v/2), the standard deviation of each part of a complex noise sample.
  static func deviation(ofVariance variance: Double) -> Float { Float((variance / 2).squareRoot()) }
}

/// The sums over a burst that its measured signal-to-noise ratio is made of.
struct BurstPower {
  /// Σ|h·s|².
  var signal: Double
  /// Σ|y − h·s|².
  var error: Double

  /// Adds up with a function of `CSignal`; nil for an empty burst or bursts of different lengths.
  init?(
    sent: ComplexSamples, received: ComplexSamples,
    _ body: (UnsafePointer<Float>, UnsafePointer<Float>, Int, UnsafeMutablePointer<Double>) -> Void
  ) {
    guard sent.count > 0, sent.count == received.count else { return nil }
    var sums = (0.0, 0.0)
    unsafe sent.withPairs { sentPairs in
      unsafe received.withPairs { receivedPairs in
        unsafe withUnsafeMutablePointer(to: &sums) { pointer in
          unsafe pointer.withMemoryRebound(to: Double.self, capacity: 2) {
            unsafe body(sentPairs, receivedPairs, sent.count, $0)
          }
        }
      }
    }
    (signal, error) = sums
  }

  var ratio: Double { signal / error }
}
