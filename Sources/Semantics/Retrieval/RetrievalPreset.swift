/// The networks of image retrieval that have a name.
public enum RetrievalPreset: String, CaseIterable, Codable, Sendable {
  /// Three plain convolutions, d = 96, two transformer layers on either side: for shapes and Fashion-MNIST.
  case small
  /// A residual block behind each convolution, which are wider, d = 128, one transformer layer on either side: for
  /// photographs such as CIFAR-10's.
  case deep
}
