/// Why a safetensors file could not be read or written.
public struct SafetensorsError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The kinds of fault.
  public enum Problem: Equatable, Sendable {
    /// The file could not be opened, read or replaced.
    case inaccessible(reason: String)
    /// The file ends before what it announces.
    case truncated(expected: Int, found: Int)
    /// The header is not what the format asks for.
    case malformedHeader(reason: String)
    /// A tensor's description does not fit itself or the file.
    case malformedTensor(name: String, reason: String)
    /// A tensor has elements of a type that is not read here.
    case unknownElementType(name: String, found: String)
    /// Two tensors to be written have the same name.
    case duplicateName(String)
  }

  /// The file concerned.
  public let path: String
  /// What is wrong with it.
  public let problem: Problem

  init(_ path: String, _ problem: Problem) {
    self.path = path
    self.problem = problem
  }

  /// The file, what was found, what was expected and what to do.
  public var description: String {
    switch problem {
    case .inaccessible(let reason):
      "\(path): \(reason); check the path and its permissions"
    case .truncated(let expected, let found):
      "\(path): expected at least \(expected) bytes, found \(found): the file is cut short; copy or make it again"
    case .malformedHeader(let reason):
      "\(path): the safetensors header is damaged: \(reason); copy or make the file again"
    case .malformedTensor(let name, let reason):
      "\(path): tensor '\(name)' is damaged: \(reason); copy or make the file again"
    case .unknownElementType(let name, let found):
      "\(path): tensor '\(name)' has elements of type '\(found)', expected one of "
        + "\(SafetensorsHeader.readableTypes.joined(separator: ", ")); convert it before saving"
    case .duplicateName(let name):
      "\(path): two tensors are named '\(name)'; give each its own name"
    }
  }
}
