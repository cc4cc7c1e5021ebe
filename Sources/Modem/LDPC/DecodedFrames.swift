/// What a decoder made of some frames. A value that is used again and again allocates nothing once it has its size.
public struct DecodedFrames: Sendable {
  /// How the decoding of a frame ended.
  public struct Outcome: Hashable, Sendable {
    /// The iterations that were made.
    public let iterations: Int
    /// Whether the decoded word satisfies all parity checks.
    public let satisfiesChecks: Bool
  }

  /// The k information bits of each frame, one frame after another, 0 or 1 each.
  public internal(set) var information: [UInt8] = []
  /// One for each frame.
  public internal(set) var outcomes: [Outcome] = []

  /// Creates an empty value.
  public init() {}

  mutating func resize(frames: Int, informationLength: Int) {
    if information.count != frames * informationLength {
      information = [UInt8](repeating: 0, count: frames * informationLength)
    }
    if outcomes.count != frames {
      outcomes = [Outcome](repeating: Outcome(iterations: 0, satisfiesChecks: false), count: frames)
    }
  }
}

/// A decoder of one LDPC code.
public protocol LDPCDecoder: AnyObject {
  /// The code.
  var code: LDPCCode { get }

  /// Decodes frames; what comes of a frame does not depend on the others.
  ///
  /// - Parameters:
  ///   - ratios: log-likelihood ratios of the transmitted bits, positive for 0: n for each frame.
  ///   - frames: becomes the result, with `ratios.count / n` frames.
  func decode(_ ratios: [Float], into frames: inout DecodedFrames)
}
