internal import CSignal

/// Decodes by layered normalised min-sum: the checks one after another, each with the totals that those before it left.
///
/// In check c the message to bit v is α·Π sign(q_w)·min|q_w| over the check's other bits w, where q_w = L_w − r_cw is the
/// total L_w without what the same check said before; then L_v = q_v + r_cv (Hocevar, "A reduced complexity decoder
/// architecture via layered decoding of LDPC codes", SiPS 2004; Chen and Fossorier, "Near optimum universal belief
/// propagation based decoding of LDPC codes", IEEE Trans. Commun. 50(3), 2002).
///
/// Many frames are decoded at once, one to a lane of a vector.
@safe public final class LayeredDecoder: LDPCDecoder {
  /// How numbers are held.
  public enum Arithmetic: String, Codable, Hashable, Sendable, CaseIterable {
    /// Single precision: the reference.
    case float
    /// 16-bit integers that saturate: a ratio of 1 has 64 steps.
    case int16
    /// 8-bit integers that saturate, the fastest: a ratio of 1 has 8 steps.
    case int8

    /// The most checks of a bit with which totals of 8 bits saturate to little harm.
    static let mostChecksOfABit = 12

    /// `int8` where no bit takes part in more than twelve checks, else `int16`: as fast as a code allows at a loss of
    /// about 0.02 dB.
    public static func suiting(_ code: LDPCCode) -> Arithmetic {
      code.parityChecks.heaviestColumn <= mostChecksOfABit ? .int8 : .int16
    }

    /// How many frames are decoded together.
    fileprivate var batch: Int {
      switch self {
      case .float: Int(SIGNAL_LDPC_FRAMES_FLOAT)
      case .int16: Int(SIGNAL_LDPC_FRAMES_INT16)
      case .int8: Int(SIGNAL_LDPC_FRAMES_INT8)
      }
    }

    /// The steps of a ratio of 1.
    fileprivate var scale: Float { self == .int16 ? 64 : 8 }
  }

  /// How to decode.
  public struct Configuration: Hashable, Sendable {
    /// At most so many iterations.
    public var iterations: Int
    /// α, the factor of the minimum, 0 < α ≤ 1.
    public var normalisation: Double
    /// Whether a frame is finished as soon as it satisfies all checks.
    public var stopsEarly: Bool
    /// How numbers are held; nil chooses what suits the code.
    public var arithmetic: Arithmetic?

    /// Creates a configuration.
    public init(
      iterations: Int = 20, normalisation: Double = 0.75, stopsEarly: Bool = true, arithmetic: Arithmetic? = nil
    ) {
      precondition(iterations >= 0, "a number of iterations is at least 0, found \(iterations)")
      precondition(
        normalisation > 0 && normalisation <= 1, "a normalisation lies in 0 < α ≤ 1, found \(normalisation)")
      self.iterations = iterations
      self.normalisation = normalisation
      self.stopsEarly = stopsEarly
      self.arithmetic = arithmetic
    }
  }

  /// The code.
  public let code: LDPCCode
  /// How it is decoded.
  public let configuration: Configuration
  /// How numbers are held.
  public let arithmetic: Arithmetic
  private let version: SignalVersion
  private let batch: Int
  /// The decoded bits of a frame: up to the last information bit.
  private let wanted: Int
  private let runs: [signal_ldpc_run]
  private let longestRow: Int
  // Owned by this object, and as large as C says for this code; nothing else sees it.
  private let workspace: UnsafeMutableRawPointer
  private var bits: [UInt8]
  private var outcomes: [signal_ldpc_outcome]

  /// Creates a decoder with its memory.
  public convenience init(_ code: LDPCCode, _ configuration: Configuration = Configuration()) {
    self.init(code, configuration, version: .best)
  }

  /// The same with the version of the vector loops.
  package init(_ code: LDPCCode, _ configuration: Configuration, version: SignalVersion) {
    self.code = code
    self.configuration = configuration
    self.version = version
    let arithmetic = configuration.arithmetic ?? .suiting(code)
    self.arithmetic = arithmetic
    batch = arithmetic.batch
    wanted = (code.informationColumns.last ?? -1) + 1
    runs = code.runs.map { run in
      signal_ldpc_run(
        column: UInt32(run.column), count: UInt32(run.count),
        received: run.transmitted.map { UInt32($0) } ?? .max)
    }
    longestRow = code.parityChecks.longestRow
    bits = [UInt8](repeating: 0, count: batch * wanted)
    outcomes = [signal_ldpc_outcome](repeating: signal_ldpc_outcome(), count: batch)
    let size = unsafe Self.withDecoder(
      code, configuration, arithmetic, runs, longestRow: longestRow, wanted: wanted
    ) { unsafe signal_ldpc_workspace($0) }
    unsafe workspace = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
  }

  deinit { unsafe workspace.deallocate() }

  /// Decodes frames.
  ///
  /// - Parameters:
  ///   - ratios: log-likelihood ratios of the transmitted bits, positive for 0: n for each frame.
  ///   - frames: becomes the result, with `ratios.count / n` frames.
  public func decode(_ ratios: [Float], into frames: inout DecodedFrames) {
    precondition(
      ratios.count.isMultiple(of: code.length),
      "a frame of \(code.name) has \(code.length) ratios, found \(ratios.count)")
    let count = ratios.count / code.length
    frames.resize(frames: count, informationLength: code.informationLength)
    for first in stride(from: 0, to: count, by: batch) {
      let here = min(batch, count - first)
      decodeBatch(ratios, first: first, count: here)
      take(first: first, count: here, into: &frames)
    }
  }

  private func decodeBatch(_ ratios: [Float], first: Int, count: Int) {
    unsafe Self.withDecoder(
      code, configuration, arithmetic, runs, longestRow: longestRow, wanted: wanted
    ) { decoder in
      unsafe ratios.withUnsafeBufferPointer { ratios in
        unsafe bits.withUnsafeMutableBufferPointer { bits in
          unsafe outcomes.withUnsafeMutableBufferPointer { outcomes in
            guard let received = ratios.baseAddress, let bits = bits.baseAddress, let outcomes = outcomes.baseAddress
            else { return }
            unsafe signal_ldpc_decode(
              version.rawValue, decoder, workspace, received + first * code.length, count, bits, outcomes)
          }
        }
      }
    }
  }

  private func take(first: Int, count: Int, into frames: inout DecodedFrames) {
    let length = code.informationLength
    let isPrefix = wanted == length
    for frame in 0..<count {
      let (source, target) = (frame * wanted, (first + frame) * length)
      if isPrefix {
        frames.information.replaceSubrange(target..<(target + length), with: bits[source..<(source + length)])
      } else {
        for (index, column) in code.informationColumns.enumerated() {
          frames.information[target + index] = bits[source + column]
        }
      }
      frames.outcomes[first + frame] = DecodedFrames.Outcome(
        iterations: Int(outcomes[frame].iterations), satisfiesChecks: outcomes[frame].satisfied != 0)
    }
  }

  /// Lends the code to C.
  private static func withDecoder<Result>(
    _ code: LDPCCode, _ configuration: Configuration, _ arithmetic: Arithmetic, _ runs: [signal_ldpc_run],
    longestRow: Int, wanted: Int,
    _ body: (UnsafePointer<signal_ldpc_decoder>) -> Result
  ) -> Result {
    let checks = code.parityChecks
    return unsafe checks.rowStarts.withUnsafeBufferPointer { starts in
      unsafe checks.entries.withUnsafeBufferPointer { entries in
        unsafe runs.withUnsafeBufferPointer { runs in
          var decoder = unsafe signal_ldpc_decoder(
            columns: UInt32(checks.columns), rows: UInt32(checks.rows), longest_row: UInt32(longestRow),
            row_starts: starts.baseAddress, entries: entries.baseAddress, runs: runs.baseAddress,
            run_count: UInt32(runs.count), length: UInt32(code.length), wanted: UInt32(wanted),
            iterations: UInt32(configuration.iterations), stop_early: configuration.stopsEarly ? 1 : 0,
            factor: Float(configuration.normalisation), scale: arithmetic.scale,
            frames: UInt32(arithmetic.batch))
          return unsafe body(&decoder)
        }
      }
    }
  }
}
