public import Modem
public import Offloading
public import Tasks

/// How a UE sends its tasks that sends bytes: what the bytes are, and how they become symbols.
///
/// The burst is on the air for n/b, n being its own symbols: ⌈bytes/⌊(k − 24)/8⌋⌉ code blocks of as many bits as the code's
/// n, divided by the bits of a symbol.
public struct DigitalTransmission: Codable, Hashable, Sendable {
  /// What the bytes are.
  public enum Source: Codable, Hashable, Sendable {
    /// The semantic encoder's features, uniformly quantised with so many bits each.
    case features(bits: Int)
    /// The picture as a JPEG file of a quality; the semantic codec is run at the server alone.
    case jpeg(quality: Int)
  }

  /// Code and modulation.
  public var configuration: DigitalConfiguration
  /// What the bytes are.
  public var source: Source

  /// The kind of tasks that are sent as bytes: pictures to be retrieved. All others are sent by the joint source-channel
  /// codec alone.
  public static let task = TaskKind.retrieval

  /// Makes a description.
  public init(configuration: DigitalConfiguration, source: Source) {
    self.configuration = configuration
    self.source = source
  }

  /// The most symbols of a burst: 4 MiB of samples, and of gains as much again, in a message of at most 16 MiB.
  public static let mostSymbols = 1 << 19

  /// The bits that a quantised feature may have.
  public static let featureBits = 1...16

  /// What is wrong with it; nil when nothing is.
  public var fault: String? {
    do {
      try configuration.requireRoom()
    } catch {
      return "\(error)"
    }
    switch source {
    case .features(let bits):
      let allowed = Self.featureBits
      return allowed.contains(bits)
        ? nil : "its features have \(bits) bits each, expected \(allowed.lowerBound) to \(allowed.upperBound)"
    case .jpeg(let quality):
      let allowed = Picture.jpegQualities
      return allowed.contains(quality)
        ? nil : "its JPEG quality is \(quality), expected \(allowed.lowerBound) to \(allowed.upperBound)"
    }
  }

  /// The work of a task that is sent so: the symbols are those of its own burst. Of a JPEG file the server has to do
  /// all of the semantic codec's operations, the UE none.
  ///
  /// - Parameters:
  ///   - workload: the task's.
  ///   - symbols: the symbols of its burst.
  /// - Returns: the same operations in all.
  public func workload(_ workload: Workload, symbols: Int) -> Workload {
    switch source {
    case .features:
      Workload(encoderFLOPs: workload.encoderFLOPs, decoderFLOPs: workload.decoderFLOPs, symbols: symbols)
    case .jpeg: Workload(encoderFLOPs: 0, decoderFLOPs: workload.totalFLOPs, symbols: symbols)
    }
  }
}
