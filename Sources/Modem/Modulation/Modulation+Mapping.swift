extension Modulation {
  /// The amplitude of one part for each word of its bits, the first bit being the most significant.
  var amplitudes: [Float] {
    (0..<(1 << bitsPerPart)).map { word in
      var amplitude = 0
      for bit in 0..<bitsPerPart {
        let sign = 1 - 2 * (word >> bit & 1)
        amplitude = bit == 0 ? sign : sign * ((1 << bit) - amplitude)
      }
      return Float(Double(amplitude) * unit)
    }
  }

  /// Maps bits to symbols.
  ///
  /// - Parameter bits: 0 or 1 each, a multiple of `bitsPerSymbol`.
  /// - Returns: the symbols as interleaved pairs: Re s₀, Im s₀, Re s₁, …
  public func symbols(for bits: [UInt8]) -> [Float] {
    precondition(
      bits.count.isMultiple(of: bitsPerSymbol),
      "\(rawValue) maps a multiple of \(bitsPerSymbol) bits, found \(bits.count)")
    let amplitudes = amplitudes
    let parts = parts
    return unsafe [Float](unsafeUninitializedCapacity: bits.count / bitsPerSymbol * 2) { symbols, count in
      count = symbols.count
      for symbol in 0..<(count / 2) {
        for part in 0..<2 {
          guard part < parts else {
            unsafe symbols[2 * symbol + part] = 0
            continue
          }
          var word = 0
          for bit in 0..<bitsPerPart {
            word = word << 1 | Int(bits[symbol * bitsPerSymbol + bit * parts + part] & 1)
          }
          unsafe symbols[2 * symbol + part] = amplitudes[word]
        }
      }
    }
  }

  /// The bits of the constellation point nearest to each received sample divided by its gain. A sample whose gain is
  /// zero says nothing.
  ///
  /// - Parameters:
  ///   - received: y = h·s + n, interleaved pairs.
  ///   - gain: h.
  /// - Returns: `bitsPerSymbol` bits for each sample, 0 or 1 each.
  public func hardDecisions(on received: [Float], gain: ChannelGain = .one) -> [UInt8] {
    gain.check(samples: received.count / 2)
    let levels = 1 << bitsPerPart
    var bits = [UInt8](repeating: 0, count: received.count / 2 * bitsPerSymbol)
    for symbol in 0..<(received.count / 2) {
      let (re, im) = gain[symbol]
      let power = re * re + im * im
      let (sampleRe, sampleIm) = (Double(received[2 * symbol]), Double(received[2 * symbol + 1]))
      for part in 0..<parts {
        var amplitude = part == 0 ? re * sampleRe + im * sampleIm : re * sampleIm - im * sampleRe
        for bit in 0..<bitsPerPart {
          bits[symbol * bitsPerSymbol + bit * parts + part] = amplitude < 0 ? 1 : 0
          amplitude = Double(levels >> (bit + 1)) * unit * power - abs(amplitude)
        }
      }
    }
    return bits
  }
}
