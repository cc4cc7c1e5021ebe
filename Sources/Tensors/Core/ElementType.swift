internal import CTorch

/// The type of a tensor's elements.
public enum ElementType: String, CaseIterable, Sendable {
  /// IEEE 754 binary32, the default.
  case float32
  /// IEEE 754 binary64.
  case float64
  /// 64-bit integers: indices and class labels.
  case int64
  /// Masks and the results of comparisons.
  case bool
  /// IEEE 754 binary16, for reading files; convert it before computing.
  case float16

  /// The size of one element in bytes.
  public var byteCount: Int {
    switch self {
    case .float32: 4
    case .float64, .int64: 8
    case .bool: 1
    case .float16: 2
    }
  }

  var foreign: ct_dtype {
    switch self {
    case .float32: .float32
    case .float64: .float64
    case .int64: .int64
    case .bool: .bool
    case .float16: .float16
    }
  }

  init(_ foreign: ct_dtype) {
    switch foreign {
    case .float32: self = .float32
    case .float64: self = .float64
    case .int64: self = .int64
    case .bool: self = .bool
    case .float16: self = .float16
    }
  }
}
