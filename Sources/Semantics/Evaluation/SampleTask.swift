import Tasks
import Tensors

/// One task of a model, the same on every host: what the model takes for it can be counted, and timed.
public struct SampleTask {
  private let encoder: () throws -> SymbolBurst
  private let decoder: (ReceivedBurst) throws -> Void

  /// - Parameters:
  ///   - encode: makes the burst of the task; one without symbols where nothing is sent.
  ///   - decode: makes the answer of the burst.
  init(encode: @escaping () throws -> SymbolBurst, decode: @escaping (ReceivedBurst) throws -> Void) {
    (encoder, decoder) = (encode, decode)
  }

  /// What the UE does of it.
  ///
  /// - Returns: the burst.
  /// - Throws: what encoding throws.
  public func encode() throws -> SymbolBurst { try encoder() }

  /// What the server does of it, as if no channel had touched the burst.
  ///
  /// - Parameter burst: of ``encode()``.
  /// - Throws: what decoding throws.
  public func decode(_ burst: SymbolBurst) throws { try decoder(ReceivedBurst(untouched: burst)) }

  /// Counts while the task is encoded and decoded.
  ///
  /// - Returns: operations and symbols.
  /// - Throws: what encoding and decoding throw.
  public func cost() throws -> CodecCost {
    let (burst, encoder) = try countingOperations(encode)
    let (_, decoder) = try countingOperations { try decode(burst) }
    return CodecCost(
      encoder: encoder, decoder: decoder, symbols: burst.parts.reduce(0) { $0 + $1.symbols })
  }
}

extension Picture {
  /// A black picture of a model's shape.
  init(black shape: PictureShape) throws(PictureError) {
    try self.init(
      width: shape.width, height: shape.height, channels: shape.channels,
      pixels: [UInt8](repeating: 0, count: shape.width * shape.height * shape.channels))
  }
}
