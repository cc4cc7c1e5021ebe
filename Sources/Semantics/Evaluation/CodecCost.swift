public import Tensors

/// What one task takes of a model that is run, for the `run` of `offloading.timed-model` and for tables.
public struct CodecCost: Hashable, Codable, Sendable {
  /// The operations of the encoder, semantic and channel coding together.
  public let encoder: FLOPCount
  /// The operations of the decoder.
  public let decoder: FLOPCount
  /// S·k, the complex symbols of the burst.
  public let symbols: Int
}
