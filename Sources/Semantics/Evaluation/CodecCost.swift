public import Tensors

/// What one task takes of a model that is run, for the `run` of `offloading.timed-model` and for tables.
public struct CodecCost: Hashable, Codable, Sendable {
  /// The operations of the encoder, semantic and channel coding together.
  public let encoder: FLOPCount
  /// The operations of the decoder.
  public let decoder: FLOPCount
  /// S·k, the complex symbols of the burst.
  public let symbols: Int

  /// Counts while a task is encoded and its burst, which no channel touches, is decoded.
  ///
  /// - Parameters:
  ///   - encode: makes the burst of the task.
  ///   - decode: makes the answer of the burst.
  /// - Returns: what the two have taken.
  public static func counting(
    encode: () throws -> SymbolBurst, decode: (ReceivedBurst) throws -> Void
  ) rethrows -> CodecCost {
    let (burst, encoder) = try countingOperations(encode)
    let (_, decoder) = try countingOperations { try decode(ReceivedBurst(untouched: burst)) }
    return CodecCost(
      encoder: encoder, decoder: decoder, symbols: burst.parts.reduce(0) { $0 + $1.symbols })
  }
}
