/// The sizes of a stack of transformer layers.
public struct TransformerSizes: Hashable, Codable, Sendable {
  /// d, the length of a token's vector.
  public var features: Int
  /// The attention heads of each layer, a divisor of d.
  public var heads: Int
  /// The width of a layer's hidden layer.
  public var hidden: Int
  /// The layers.
  public var layers: Int

  /// Names the four sizes.
  ///
  /// - Parameters:
  ///   - features: d, the length of a token's vector.
  ///   - heads: the attention heads of each layer, a divisor of d.
  ///   - hidden: the width of a layer's hidden layer.
  ///   - layers: the layers.
  public init(features: Int, heads: Int, hidden: Int, layers: Int) {
    self.features = features
    self.heads = heads
    self.hidden = hidden
    self.layers = layers
  }
}
