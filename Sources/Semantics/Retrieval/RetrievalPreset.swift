/// The networks of image retrieval that have a name, and how they are trained.
public enum RetrievalPreset: String, CaseIterable, Codable, Sendable {
  /// Three plain convolutions, d = 96, two transformer layers on either side: for shapes and Fashion-MNIST.
  case small
  /// A residual block behind each convolution, which are wider, d = 128, one transformer layer on either side: for
  /// photographs such as CIFAR-10's.
  case deep

  /// How many steps the network is trained for, and with what.
  public var training: CodecTrainingConfiguration {
    var training = CodecTrainingConfiguration()
    if self == .deep { training.steps = 3200 }
    return training
  }

  /// What is special to its training: photographs are moved further.
  public var options: RetrievalTrainingOptions {
    var options = RetrievalTrainingOptions()
    if self == .deep { options.largestShift = 4 }
    return options
  }
}
