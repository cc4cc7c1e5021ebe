import Randomness
import Semantics
import Tasks
import Tensors

/// A trained codec with tasks to encode and their bursts to decode.
protocol CodecTasks {
  /// The codec and its sizes, in words.
  var name: String { get }
  /// The weights' file.
  var path: String { get }
  /// How many tasks there are.
  var count: Int { get }
  /// Encodes a task.
  func encode(_ index: Int) throws
  /// Decodes the bursts of tasks as one batch.
  func decode(_ indices: Range<Int>) throws
  /// Inputs and outputs, with what `Benchmarks/pytorch` must know of them; nil without a counterpart there.
  func exchange() throws -> (tensors: [NamedTensor], metadata: [String: String])?
}

extension CodecTasks {
  func exchange() throws -> (tensors: [NamedTensor], metadata: [String: String])? { nil }
}

extension SymbolBurst {
  /// The variance of the noise that bursts are received with: 13 dB.
  static let noiseVariance = 0.05

  /// The burst with noise, h = 1.
  func received(_ stream: inout RandomStream) -> ReceivedBurst {
    let deviation = (SymbolBurst.noiseVariance / 2).squareRoot()
    return ReceivedBurst(
      samples: samples.map { $0 + Float(deviation * stream.normal()) }, parts: parts, fadingReal: 1,
      fadingImaginary: 0, noiseVariance: SymbolBurst.noiseVariance)
  }
}

extension Picture {
  /// A picture that is noise.
  static func noise(_ shape: PictureShape, _ stream: inout RandomStream) throws -> Picture {
    let pixels = (0..<(shape.width * shape.height * shape.channels)).map { _ in UInt8(stream.integer(below: 256)) }
    return try Picture(width: shape.width, height: shape.height, channels: shape.channels, pixels: pixels)
  }
}
