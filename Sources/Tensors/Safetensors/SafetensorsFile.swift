public import FoundationEssentials

/// Named tensors and strings in one file, in the safetensors format: eight bytes with the header's length
/// (little-endian), the header (a JSON object), then the elements (little-endian, row-major).
///
/// Files that the Python library `safetensors` writes are read, and it reads these.
public struct SafetensorsFile: Sendable {
  /// The tensors in the order of their bytes.
  public let tensors: [NamedTensor]
  /// Free strings beside the tensors.
  public let metadata: [String: String]
  /// Where it was read from.
  public let path: String

  /// The header may be this long, as in the Python library.
  private static let longestHeader = 100_000_000

  /// The tensor called `name`, if there is one.
  public subscript(name: String) -> Tensor? {
    tensors.first { $0.name == name }?.tensor
  }

  /// Reads a file. Element types F32, F64, F16, I64 and BOOL are known; every length, offset and shape is checked
  /// before it is used.
  ///
  /// - Parameter path: the file.
  /// - Returns: its tensors and metadata.
  /// - Throws: `SafetensorsError` for a file that is missing or damaged.
  public static func read(_ path: String) throws(SafetensorsError) -> SafetensorsFile {
    try SafetensorsFile(contents: bytes(of: path), path: path)
  }

  /// All bytes of a file.
  ///
  /// - Parameter path: the file.
  /// - Returns: what stands in it.
  /// - Throws: `SafetensorsError` when it cannot be read.
  public static func bytes(of path: String) throws(SafetensorsError) -> Data {
    do {
      return try Data(contentsOf: URL(filePath: path))
    } catch {
      throw SafetensorsError(path, .inaccessible(reason: "cannot be read: \(reason(error))"))
    }
  }

  /// Takes the bytes of a file apart, for those who need the bytes too.
  ///
  /// - Parameters:
  ///   - contents: all bytes of the file.
  ///   - path: where they come from, for errors.
  /// - Throws: `SafetensorsError` for a file that is damaged.
  public init(contents: Data, path: String) throws(SafetensorsError) {
    guard contents.count >= 8 else {
      throw SafetensorsError(path, .truncated(expected: 8, found: contents.count))
    }
    let length = contents.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= Self.longestHeader else {
      throw SafetensorsError(
        path, .malformedHeader(reason: "it claims \(length) bytes, expected at most \(Self.longestHeader)"))
    }
    let start = 8 + Int(length)
    guard contents.count >= start else {
      throw SafetensorsError(path, .truncated(expected: start, found: contents.count))
    }
    let header = try SafetensorsHeader(json: contents[8..<start], dataSize: contents.count - start, path: path)
    var tensors: [NamedTensor] = []
    for entry in header.entries {
      let elements = contents[(start + entry.range.lowerBound)..<(start + entry.range.upperBound)]
      do {
        tensors.append((entry.name, try Tensor(bytes: elements.bytes, type: entry.type, shape: entry.shape)))
      } catch {
        throw SafetensorsError(path, .malformedTensor(name: entry.name, reason: error.reason))
      }
    }
    self.tensors = tensors
    metadata = header.metadata
    self.path = path
  }

  /// Writes `tensors` in order, replacing the file at once: a reader sees the old file or the new one, never a part.
  public static func write(
    _ path: String, tensors: [NamedTensor], metadata: [String: String] = [:]
  ) throws(SafetensorsError) {
    var header = SafetensorsHeader(entries: [], metadata: metadata)
    var elements: [UInt8] = []
    var names: Set<String> = []
    for (name, tensor) in tensors {
      guard names.insert(name).inserted else { throw SafetensorsError(path, .duplicateName(name)) }
      guard name != "__metadata__" else {
        throw SafetensorsError(path, .malformedTensor(name: name, reason: "the name is reserved for the metadata"))
      }
      do {
        let type = try tensor.elementType
        let bytes = try tensor.bytes()
        let range = elements.count..<(elements.count + bytes.count)
        header.entries.append(.init(name: name, type: type, shape: tensor.shape, range: range))
        elements += bytes
      } catch {
        throw SafetensorsError(path, .malformedTensor(name: name, reason: error.reason))
      }
    }
    do {
      let json = try header.encoded()
      var contents = Data((0..<8).map { UInt8(truncatingIfNeeded: json.count >> (8 * $0)) })
      contents.append(json)
      contents.append(contentsOf: elements)
      try contents.write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw SafetensorsError(path, .inaccessible(reason: "cannot be written: \(reason(error))"))
    }
  }

  private static func reason(_ error: any Error) -> String {
    guard let error = error as? CocoaError else { return "\(error)" }
    return switch error.code {
    case .fileReadNoSuchFile, .fileNoSuchFile: "no such file or folder"
    case .fileReadNoPermission, .fileWriteNoPermission: "permission denied"
    case .fileWriteOutOfSpace: "no space left"
    default: "\(error)"
    }
  }
}
