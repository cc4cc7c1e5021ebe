extension BurstChannel {
  /// What a receiver with perfect knowledge of the channel hands to a decoder that knows one coefficient alone.
  ///
  /// A flat burst is handed on as it came. Where the coefficient differs from symbol to symbol, each sample is equalised
  /// by one tap, w = h*/(|h|² + v) or, where zero forcing is asked for, w = 1/h: then one coefficient of 1 stands for
  /// all, with the mean variance of what is left, v/(|h|² + v) or v/|h|² (symbols of unit power).
  ///
  /// - Parameter samples: y; equalised afterwards.
  /// - Returns: h and the variance of a complex noise sample, for the decoder.
  public func flatten(_ samples: inout ComplexSamples) -> (coefficient: ComplexGain, noiseVariance: Double) {
    switch self {
    case .flat(let channel): return (channel.coefficient, channel.noiseVariance)
    case .subBands(let channel):
      channel.equalise(&samples)
      let powers = channel.coefficients.map(\.power)
      let isMinimum = channel.equaliser != .zeroForcing
      return (.unit, Self.meanError(powers, channel.noiseVariance, isMinimum: isMinimum))
    case .varying(let channel):
      let powers = (0..<samples.count).map { channel.coefficient(ofSymbol: $0).power }
      channel.equalise(&samples, by: .minimumMeanSquareError)
      return (.unit, Self.meanError(powers, channel.noiseVariance, isMinimum: true))
    }
  }

  /// What a receiver with perfect knowledge of the channel knows that demaps each symbol by its own coefficient.
  ///
  /// - Parameter symbols: how many symbols the burst has.
  /// - Returns: h of each; nil where one stands for all of a flat burst.
  public func gains(symbols: Int) -> ComplexSamples? {
    switch self {
    case .flat: return nil
    case .varying(let channel): return channel.coefficients(symbols: symbols)
    case .subBands(let channel):
      var gains = ComplexSamples(repeating: .unit, count: symbols)
      gains.multiply { channel.coefficients[$0 % channel.coefficients.count] }
      return gains
    }
  }

  private static func meanError(_ powers: [Double], _ variance: Double, isMinimum: Bool) -> Double {
    guard !powers.isEmpty, variance > 0 else { return 0 }
    let sum = powers.reduce(0) { sum, power in
      // A silent sub-band is set to zero: all of the symbol is missing.
      sum + (power == 0 ? 1 : variance / (isMinimum ? power + variance : power))
    }
    return sum / Double(powers.count)
  }
}
