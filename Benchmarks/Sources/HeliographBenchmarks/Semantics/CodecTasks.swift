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
