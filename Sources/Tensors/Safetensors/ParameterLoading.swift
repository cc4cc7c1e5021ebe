/// Weights that do not fit the module they were meant for.
public struct ParameterMismatch: Error, Equatable, Sendable, CustomStringConvertible {
  /// A tensor whose shape in the file is not the module's.
  public struct Shape: Equatable, Sendable {
    /// The tensor's name.
    public let name: String
    /// The module's shape.
    public let expected: [Int]
    /// The file's shape.
    public let found: [Int]
  }

  /// The file the weights come from.
  public let path: String
  /// What the module has and the file does not.
  public let missing: [String]
  /// What the file has and the module does not.
  public let unexpected: [String]
  /// What has another shape.
  public let shapes: [Shape]

  /// Every name concerned, with both shapes, and what to do.
  public var description: String {
    var lines = ["\(path): the weights do not fit the model:"]
    lines += missing.map { "  missing: \($0)" }
    lines += unexpected.map { "  unexpected: \($0)" }
    lines += shapes.map { "  \($0.name): expected shape \($0.expected), found \($0.found)" }
    lines.append("use the model's configuration that the weights were trained with, or train them again")
    return lines.joined(separator: "\n")
  }
}

/// Copies every parameter and buffer of `module` from `file`.
///
/// Names must be exactly the module's; `ParameterMismatch` lists all that are missing, unexpected or of another
/// shape, and nothing is copied then. Element types are converted.
public func loadParameters(into module: any Module, from file: SafetensorsFile) throws {
  try loadParameters(into: module, from: file.tensors, path: file.path)
}

/// Copies every parameter and buffer of `module` from a part of a file, by the same rules.
///
/// - Parameters:
///   - module: what the tensors are copied into.
///   - tensors: named as in the module.
///   - path: the file they come from, for the error.
/// - Throws: `ParameterMismatch`; nothing is copied then.
public func loadParameters(into module: any Module, from tensors: [NamedTensor], path: String) throws {
  let state = module.state
  let found = Dictionary(tensors.map { ($0.name, $0.tensor) }) { first, _ in first }
  let expected = Set(state.map(\.name))
  let mismatch = ParameterMismatch(
    path: path,
    missing: state.map(\.name).filter { found[$0] == nil },
    unexpected: tensors.map(\.name).filter { !expected.contains($0) },
    shapes: state.compactMap { name, tensor in
      guard let other = found[name], other.shape != tensor.shape else { return nil }
      return ParameterMismatch.Shape(name: name, expected: tensor.shape, found: other.shape)
    })
  guard mismatch.missing.isEmpty, mismatch.unexpected.isEmpty, mismatch.shapes.isEmpty else { throw mismatch }
  for (name, tensor) in state {
    if let other = found[name] { try tensor.assign(other) }
  }
}
