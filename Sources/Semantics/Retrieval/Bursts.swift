/// One picture as complex symbols, ready to be sent.
public struct SymbolBurst: Hashable, Sendable {
  /// Interleaved real and imaginary parts, token after token; the mean of |s|² over the symbols is 1.
  public let samples: [Float]
  /// T, the tokens of the picture.
  public let tokens: Int
  /// k, the complex symbols of each token.
  public let symbolsPerToken: Int

  /// The samples' shape, `[T, k, 2]`.
  public var shape: [Int] { [tokens, symbolsPerToken, 2] }

  init(samples: [Float], tokens: Int, symbolsPerToken: Int) {
    self.samples = samples
    self.tokens = tokens
    self.symbolsPerToken = symbolsPerToken
  }
}

/// A burst after the channel y = h·s + n, with what the receiver knows of the channel.
public struct ReceivedBurst: Hashable, Sendable {
  /// y, interleaved real and imaginary parts, token after token.
  public var samples: [Float]
  /// T, the tokens of the picture.
  public var tokens: Int
  /// k, the complex symbols of each token.
  public var symbolsPerToken: Int
  /// Re h, known perfectly.
  public var fadingReal: Double
  /// Im h.
  public var fadingImaginary: Double
  /// The variance of one complex noise sample, ≥ 0.
  public var noiseVariance: Double

  /// Puts a received burst together.
  ///
  /// - Parameters:
  ///   - samples: y, 2·T·k numbers.
  ///   - tokens: T.
  ///   - symbolsPerToken: k.
  ///   - fadingReal: Re h.
  ///   - fadingImaginary: Im h.
  ///   - noiseVariance: the variance of one complex noise sample, ≥ 0.
  public init(
    samples: [Float], tokens: Int, symbolsPerToken: Int, fadingReal: Double, fadingImaginary: Double,
    noiseVariance: Double
  ) {
    self.samples = samples
    self.tokens = tokens
    self.symbolsPerToken = symbolsPerToken
    self.fadingReal = fadingReal
    self.fadingImaginary = fadingImaginary
    self.noiseVariance = noiseVariance
  }

  /// A burst that no channel touched: h = 1 and no noise, γ = ∞.
  init(untouched burst: SymbolBurst) {
    self.init(
      samples: burst.samples, tokens: burst.tokens, symbolsPerToken: burst.symbolsPerToken, fadingReal: 1,
      fadingImaginary: 0, noiseVariance: 0)
  }

  /// |h|².
  private var gain: Double { fadingReal * fadingReal + fadingImaginary * fadingImaginary }

  /// γ = |h|²/v, the signal-to-noise ratio before and after equalisation; infinite without noise.
  public var snr: Double { noiseVariance > 0 ? gain / noiseVariance : (gain > 0 ? .infinity : 0) }

  /// The symbols after the linear equaliser of least mean squared error, ŝ = h*·y / (|h|² + v).
  ///
  /// With h known this is γ/(1 + γ)·(s + n/h): the phase is undone and faint bursts stay small. A dead channel without
  /// noise gives zeros.
  var equalised: [Float] {
    let divisor = gain + noiseVariance
    guard divisor > 0 else { return [Float](repeating: 0, count: samples.count) }
    let (real, imaginary) = (fadingReal / divisor, fadingImaginary / divisor)
    var symbols = samples
    for index in stride(from: 0, to: samples.count - 1, by: 2) {
      let (x, y) = (Double(samples[index]), Double(samples[index + 1]))
      symbols[index] = Float(real * x + imaginary * y)
      symbols[index + 1] = Float(real * y - imaginary * x)
    }
    return symbols
  }
}
