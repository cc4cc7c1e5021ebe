import Glibc

/// Decodes by flooding sum-product in double precision, frame by frame: the reference, not made for speed.
///
/// All bits send to their checks, then all checks to their bits: tanh(r_cv/2) = Π tanh(q_wc/2) over the check's other bits
/// (Gallager 1963; Kschischang, Frey and Loeliger, "Factor graphs and the sum-product algorithm", IEEE Trans. Inf. Theory
/// 47(2), 2001).
public final class SumProductDecoder: LDPCDecoder {
  /// Products of hyperbolic tangents are held below 1 by so much: messages stay below 2·artanh(1 − 10⁻¹⁵) ≈ 35.
  private static let largestProduct = 1 - 1e-15

  /// The code.
  public let code: LDPCCode
  /// At most so many iterations.
  public let iterations: Int
  /// Whether a frame is finished as soon as it satisfies all checks.
  public let stopsEarly: Bool
  private var received: [Double]
  private var totals: [Double]
  /// From check to bit, of each one of the matrix.
  private var messages: [Double]
  /// Of the row at hand: the factors, and the products of those from the left.
  private var factors: [Double]
  private var products: [Double]

  /// Creates a decoder with its memory.
  public init(_ code: LDPCCode, iterations: Int = 100, stopsEarly: Bool = true) {
    precondition(iterations >= 0, "a number of iterations is at least 0, found \(iterations)")
    self.code = code
    self.iterations = iterations
    self.stopsEarly = stopsEarly
    received = [Double](repeating: 0, count: code.parityChecks.columns)
    totals = received
    messages = [Double](repeating: 0, count: code.parityChecks.ones)
    factors = [Double](repeating: 0, count: code.parityChecks.longestRow)
    products = factors
  }

  /// Decodes frames.
  ///
  /// - Parameters:
  ///   - ratios: log-likelihood ratios of the transmitted bits, positive for 0: n for each frame.
  ///   - frames: becomes the result, with `ratios.count / n` frames.
  public func decode(_ ratios: [Float], into frames: inout DecodedFrames) {
    precondition(
      ratios.count.isMultiple(of: code.length),
      "a frame of \(code.name) has \(code.length) ratios, found \(ratios.count)")
    let length = code.informationLength
    frames.resize(frames: ratios.count / code.length, informationLength: length)
    for frame in frames.outcomes.indices {
      load(ratios, first: frame * code.length)
      var done = 0
      while done < iterations, !(stopsEarly && satisfiesChecks) {
        iterate()
        done += 1
      }
      for (index, column) in code.informationColumns.enumerated() {
        frames.information[frame * length + index] = totals[column] < 0 ? 1 : 0
      }
      frames.outcomes[frame] = DecodedFrames.Outcome(iterations: done, satisfiesChecks: satisfiesChecks)
    }
  }

  private func load(_ ratios: [Float], first: Int) {
    for column in received.indices { received[column] = 0 }
    for run in code.runs {
      for bit in 0..<run.count {
        received[run.column + bit] = run.transmitted.map { Double(ratios[first + $0 + bit]) } ?? 1e9
      }
    }
    for column in totals.indices { totals[column] = received[column] }
    for index in messages.indices { messages[index] = 0 }
  }

  private func iterate() {
    let checks = code.parityChecks
    for row in 0..<checks.rows {
      let ones = Int(checks.rowStarts[row])..<Int(checks.rowStarts[row + 1])
      var product = 1.0
      for (place, one) in ones.enumerated() {
        let factor = tanh((totals[Int(checks.entries[one])] - messages[one]) / 2)
        factors[place] = factor
        products[place] = product
        product *= factor
      }
      product = 1
      for (place, one) in ones.enumerated().reversed() {
        let others = min(max(products[place] * product, -Self.largestProduct), Self.largestProduct)
        messages[one] = log((1 + others) / (1 - others))
        product *= factors[place]
      }
    }
    for column in totals.indices { totals[column] = received[column] }
    for one in messages.indices { totals[Int(checks.entries[one])] += messages[one] }
  }

  private var satisfiesChecks: Bool {
    let checks = code.parityChecks
    for row in 0..<checks.rows {
      var isOdd = false
      for one in Int(checks.rowStarts[row])..<Int(checks.rowStarts[row + 1]) {
        isOdd = isOdd != (totals[Int(checks.entries[one])] < 0)
      }
      if isOdd { return false }
    }
    return true
  }
}
