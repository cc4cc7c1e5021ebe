/// What a trained codec is: the sizes of its network, what it takes and how it was trained.
///
/// It is stored as JSON under ``metadataKey`` of the weights' safetensors metadata.
public protocol CodecConfiguration: Codable, Hashable, Sendable {
  /// The key of the safetensors metadata that holds the configuration, `heliograph.…`.
  static var metadataKey: String { get }
  /// The kind of model in words, as errors name it: "retrieval model".
  static var words: String { get }
  /// What `helio train codec` is followed by to make one: "retrieval".
  static var command: String { get }
  /// The data set that it was, or is to be, trained on.
  var dataSet: String { get }
  /// The seed of the training that made the weights.
  var seed: UInt64 { get set }
  /// The steps of training behind the weights.
  var steps: Int { get set }

  /// The network's parameters, for sizes that ``check(place:)`` has passed.
  var parameterCount: Int { get }

  /// Refuses sizes that no network can have, before anything is allocated.
  ///
  /// - Parameter place: the file that the configuration comes from, for the error.
  /// - Throws: ``ModelError`` naming the first value that is out of range.
  func check(place: String) throws(ModelError)

  /// Where a network of this configuration has layers that one of `other` lacks, and is like it in all else.
  ///
  /// - Parameter other: the configuration of weights that a training is to begin with.
  /// - Returns: the beginnings of those layers' names, none for equal configurations; `nil` when `other`'s weights do not
  ///   fit. Each is a transformer layer, which can begin as the identity.
  func layersAdded(to other: Self) -> [String]?
}

extension CodecConfiguration {
  /// None: weights fit networks of their own configuration alone.
  public func layersAdded(to other: Self) -> [String]? { self == other ? [] : nil }
}

extension CodecConfiguration {
  /// Refuses the first of some sizes that lies outside its range.
  ///
  /// - Parameters:
  ///   - sizes: the name, the value and the range of each.
  ///   - place: the file, for the error.
  /// - Throws: ``ModelError``.
  func check(_ sizes: [(name: String, value: Int, range: ClosedRange<Int>)], place: String) throws(ModelError) {
    for (name, value, range) in sizes where !range.contains(value) {
      throw ModelError(
        place: place, expected: "\(name) from \(range.lowerBound) to \(range.upperBound)", found: "\(value)",
        remedy: trainAgain)
    }
  }

  /// The remedy that always helps.
  var trainAgain: String { ModelError.trainAgain(Self.command, data: dataSet) }
}
