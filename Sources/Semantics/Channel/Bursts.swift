/// One piece of a burst: tokens that are sent with the same number of symbols each, as the words of a sentence or the
/// patches of a picture.
public struct BurstPart: Hashable, Codable, Sendable {
  /// T, the tokens.
  public var tokens: Int
  /// k, the complex symbols of each token.
  public var symbolsPerToken: Int

  /// Names both.
  public init(tokens: Int, symbolsPerToken: Int) {
    self.tokens = tokens
    self.symbolsPerToken = symbolsPerToken
  }

  /// T·k, the complex symbols of the part.
  public var symbols: Int { tokens * symbolsPerToken }
}

/// One task as complex symbols, ready to be sent.
public struct SymbolBurst: Hashable, Sendable {
  /// Interleaved real and imaginary parts, part after part, token after token; the mean of |s|² over the symbols of each
  /// part is 1.
  public let samples: [Float]
  /// What the samples are the symbols of, in their order.
  public let parts: [BurstPart]

  init(samples: [Float], parts: [BurstPart]) {
    self.samples = samples
    self.parts = parts
  }
}

/// A burst after the channel y = h·s + n, with what the receiver knows of the channel.
public struct ReceivedBurst: Hashable, Sendable {
  /// y, interleaved real and imaginary parts, in the order of the parts.
  public var samples: [Float]
  /// What the samples are the symbols of, in their order.
  public var parts: [BurstPart]
  /// Re h, known perfectly.
  public var fadingReal: Double
  /// Im h.
  public var fadingImaginary: Double
  /// The variance of one complex noise sample, ≥ 0.
  public var noiseVariance: Double

  /// Puts a received burst together.
  ///
  /// - Parameters:
  ///   - samples: y, twice as many numbers as the parts have symbols.
  ///   - parts: what was sent.
  ///   - fadingReal: Re h.
  ///   - fadingImaginary: Im h.
  ///   - noiseVariance: the variance of one complex noise sample, ≥ 0.
  public init(
    samples: [Float], parts: [BurstPart], fadingReal: Double, fadingImaginary: Double, noiseVariance: Double
  ) {
    self.samples = samples
    self.parts = parts
    self.fadingReal = fadingReal
    self.fadingImaginary = fadingImaginary
    self.noiseVariance = noiseVariance
  }

  /// A burst that no channel touched: h = 1 and no noise, γ = ∞.
  init(untouched burst: SymbolBurst) {
    self.init(samples: burst.samples, parts: burst.parts, fadingReal: 1, fadingImaginary: 0, noiseVariance: 0)
  }

  /// Whether there are as many samples as the parts have symbols.
  var isWhole: Bool { samples.count == 2 * parts.reduce(0) { $0 + $1.symbols } }

  /// |h|².
  private var gain: Double { fadingReal * fadingReal + fadingImaginary * fadingImaginary }

  /// γ = |h|²/v, the signal-to-noise ratio before and after equalisation; infinite without noise.
  public var snr: Double { noiseVariance > 0 ? gain / noiseVariance : (gain > 0 ? .infinity : 0) }

  /// Some symbols after the linear equaliser of least mean squared error, ŝ = h*·y / (|h|² + v).
  ///
  /// With h known this is γ/(1 + γ)·(s + n/h): the phase is undone and faint bursts stay small. A dead channel without
  /// noise gives zeros.
  private func equalised(_ range: Range<Int>) -> [Float] {
    let divisor = gain + noiseVariance
    guard divisor > 0 else { return [Float](repeating: 0, count: range.count) }
    let (real, imaginary) = (fadingReal / divisor, fadingImaginary / divisor)
    var symbols = Array(samples[range])
    for index in stride(from: 0, to: symbols.count - 1, by: 2) {
      let (x, y) = (Double(symbols[index]), Double(symbols[index + 1]))
      symbols[index] = Float(real * x + imaginary * y)
      symbols[index + 1] = Float(real * y - imaginary * x)
    }
    return symbols
  }

  /// What the burst is, for errors.
  var words: String {
    let each = parts.map { "\($0.tokens) tokens with \($0.symbolsPerToken) symbols each" }
    return (each.isEmpty ? "no part" : each.joined(separator: ", ")) + " in \(samples.count) samples"
  }

  /// The rows of a decoder's input for the tokens of one part: the equalised symbols, zeros for those of the k_max that
  /// were not sent, then the two numbers of ``ChannelQuality``.
  ///
  /// - Parameters:
  ///   - index: the part.
  ///   - maximum: k_max, at least the part's k.
  ///   - input: takes 2·k_max + 2 numbers for each token of the part.
  func appendRows(ofPart index: Int, maximum: Int, to input: inout [Float]) {
    let part = parts[index]
    let start = 2 * parts[..<index].reduce(0) { $0 + $1.symbols }
    let width = 2 * part.symbolsPerToken
    let equalised = equalised(start..<(start + 2 * part.symbols))
    let quality = ChannelQuality(snr: snr, symbolsPerToken: part.symbolsPerToken, maximum: maximum)
    for token in 0..<part.tokens {
      input += equalised[(width * token)..<(width * (token + 1))]
      input += repeatElement(0, count: 2 * maximum - width)
      input.append(quality.level)
      input.append(quality.fill)
    }
  }
}
