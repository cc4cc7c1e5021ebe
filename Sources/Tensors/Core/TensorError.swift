/// Why a tensor operation was not carried out; nothing was changed.
public struct TensorError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What went wrong, in one word.
  public enum Kind: Sendable {
    /// The arguments contradict one another or are out of range, found before the numerical library was asked.
    case invalidArgument
    /// The numerical library refused: shapes, element types or indices do not fit.
    case refused
    /// There was not enough memory.
    case outOfMemory
  }

  /// What went wrong, in one word.
  public let kind: Kind
  /// The operation that was asked for, as `matmul`.
  public let operation: String
  /// The shapes of the tensors it was given, in the order of its arguments.
  public let shapes: [[Int]]
  /// What was expected and what was found.
  public let reason: String

  /// An error of `operation` on tensors of `shapes`.
  public init(_ kind: Kind, operation: String, shapes: [[Int]] = [], reason: String) {
    self.kind = kind
    self.operation = operation
    self.shapes = shapes
    self.reason = reason
  }

  /// `matmul of [2, 3] and [4, 5]: mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)`.
  public var description: String {
    guard !shapes.isEmpty else { return "\(operation): \(reason)" }
    let listed = shapes.map { "\($0)" }.joined(separator: shapes.count == 2 ? " and " : ", ")
    return "\(operation) of \(listed): \(reason)"
  }
}
