import Crypto
import FoundationEssentials
import Tensors

/// A safetensors file that was read once, with its digest: both are of the same bytes, whatever happens to the file
/// meanwhile.
struct WeightsFile {
  let contents: SafetensorsFile
  /// The SHA-256 digest of the file in lower-case hexadecimal.
  let digest: String

  /// - Throws: `SafetensorsError` for a file that is missing or damaged.
  init(reading path: String) throws(SafetensorsError) {
    let bytes = try SafetensorsFile.bytes(of: path)
    contents = try SafetensorsFile(contents: bytes, path: path)
    digest = SHA256.hash(data: bytes).hexadecimal
  }
}

/// The weights of a trained codec with its configuration and its digest.
struct CodecFile<Configuration: CodecConfiguration> {
  let path: String
  let configuration: Configuration
  /// The SHA-256 digest of the file in lower-case hexadecimal.
  let digest: String
  private let weights: SafetensorsFile

  /// Reads a file and checks its configuration.
  ///
  /// - Throws: `SafetensorsError` for a file that is missing or damaged, ``ModelError`` for one that holds no model of
  ///   this kind.
  init(reading path: String) throws { try self.init(WeightsFile(reading: path)) }

  /// Checks the configuration of a file that was read.
  ///
  /// - Throws: ``ModelError`` for one that holds no model of this kind.
  init(_ read: WeightsFile) throws(ModelError) {
    let (file, path) = (read.contents, read.contents.path)
    let remedy = ModelError.trainAgain(Configuration.command, data: nil)
    guard let json = file.metadata[Configuration.metadataKey] else {
      throw ModelError(
        place: path, expected: "weights with a \(Configuration.words)'s configuration in their metadata",
        found: file.metadata.isEmpty
          ? "no metadata" : "the keys \(file.metadata.keys.sorted().joined(separator: ", "))",
        remedy: remedy)
    }
    do {
      configuration = try JSONDecoder().decode(Configuration.self, from: Data(json.utf8))
    } catch {
      throw ModelError(
        place: path, expected: "a \(Configuration.words)'s configuration", found: "\(json.prefix(80))", remedy: remedy)
    }
    try configuration.check(place: path)
    try configuration.requireParameters(in: file.tensors, place: path)
    digest = read.digest
    weights = file
    self.path = path
  }

  /// Copies the weights into a network made from the configuration.
  ///
  /// - Throws: `ParameterMismatch` for weights that do not fit their own configuration.
  func load(into network: any Module) throws { try loadParameters(into: network, from: weights) }

  /// Copies the weights into a network that has some transformer layers more: these begin as the identity, what they add
  /// to their input, W·(…) + b, being 0 for W = 0 and b = 0; all their other weights stay as they were drawn.
  ///
  /// - Parameters:
  ///   - network: with the layers of the file, and those added.
  ///   - added: what the names of the added layers' weights begin with.
  /// - Throws: `ParameterMismatch` for weights that do not fit.
  func load(into network: any Module, addingLayers added: [String]) throws {
    var tensors = weights.tensors
    for (name, tensor) in network.state where added.contains(where: name.hasPrefix) {
      let isLast = name.contains(".self_attn.out_proj.") || name.contains(".linear2.")
      tensors.append((name: name, tensor: isLast ? try Tensor.zeros(tensor.shape) : tensor))
    }
    try loadParameters(into: network, from: tensors, path: path)
  }
}
