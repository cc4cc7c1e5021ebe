/// Keys and values of attention, projected and split into heads.
struct AttentionKeys: Sendable {
  /// `[B, heads, S, width]`.
  let keys: Tensor
  /// `[B, heads, S, width]`.
  let values: Tensor

  /// These and further positions.
  func appending(_ others: AttentionKeys) throws(TensorError) -> AttentionKeys {
    AttentionKeys(
      keys: try .concatenate([keys, others.keys], axis: 2), values: try .concatenate([values, others.values], axis: 2))
  }

  /// Some rows of the batch, in the order of `rows`.
  func selecting(_ rows: Tensor) throws(TensorError) -> AttentionKeys {
    AttentionKeys(
      keys: try keys.indexSelect(axis: 0, rows), values: try values.indexSelect(axis: 0, rows))
  }
}

/// What a decoder layer keeps of the positions that it was given one after the other: their keys and values, and those
/// of the encoder's output. A pass over n positions then costs n steps instead of 1 + 2 + … + n.
public struct DecoderLayerCache: Sendable {
  var past: AttentionKeys?
  private(set) var memory: AttentionKeys

  init(memory: AttentionKeys) { self.memory = memory }

  /// Goes on with some rows of the batch.
  ///
  /// - Parameter rows: indices (`int64`, one axis) of the rows, in their new order.
  /// - Throws: `TensorError` for a row that there is not.
  public mutating func keep(_ rows: Tensor) throws(TensorError) {
    past = try past?.selecting(rows)
    memory = try memory.selecting(rows)
  }

  /// Goes on with the positions of other rows, while every row keeps its encoder output.
  ///
  /// - Parameter rows: for each row, the index (`int64`) of the row whose positions it takes.
  /// - Throws: `TensorError` for a row that there is not.
  public mutating func takePast(of rows: Tensor) throws(TensorError) { past = try past?.selecting(rows) }
}
