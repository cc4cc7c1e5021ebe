import FoundationEssentials

/// The JSON object at the start of a safetensors file.
struct SafetensorsHeader {
  struct Entry {
    var name: String
    var type: ElementType
    var shape: [Int]
    /// Where the elements lie, counted from the end of the header.
    var range: Range<Int>
  }

  /// The tensors in the order of their bytes.
  var entries: [Entry]
  var metadata: [String: String]

  static let readableTypes = codes.map(\.code).sorted()

  private static let codes: [(code: String, type: ElementType)] = [
    ("F32", .float32), ("F64", .float64), ("F16", .float16), ("I64", .int64), ("BOOL", .bool),
  ]
}

extension SafetensorsHeader {
  /// Reads and checks the header of a file whose elements take `dataSize` bytes.
  init(json: Data, dataSize: Int, path: String) throws(SafetensorsError) {
    let decoded: [String: DecodedEntry]
    do {
      decoded = try JSONDecoder().decode([String: DecodedEntry].self, from: json)
    } catch {
      throw SafetensorsError(path, .malformedHeader(reason: Self.explain(error)))
    }
    entries = []
    metadata = [:]
    for (name, entry) in decoded {
      switch entry {
      case .metadata(let values):
        guard name == "__metadata__" else {
          throw SafetensorsError(
            path, .malformedTensor(name: name, reason: "expected dtype, shape and data_offsets, found strings"))
        }
        metadata = values
      case .tensor(let tensor):
        guard name != "__metadata__" else {
          throw SafetensorsError(path, .malformedHeader(reason: "expected strings in '__metadata__', found a tensor"))
        }
        entries.append(try Self.check(tensor, name: name, dataSize: dataSize, path: path))
      }
    }
    entries.sort {
      ($0.range.lowerBound, $0.range.upperBound, $0.name) < ($1.range.lowerBound, $1.range.upperBound, $1.name)
    }
    var end = 0
    for entry in entries {
      guard entry.range.lowerBound == end else {
        let fault = entry.range.lowerBound < end ? "overlap the tensor before" : "leave a gap"
        throw SafetensorsError(
          path,
          .malformedTensor(
            name: entry.name, reason: "its bytes start at \(entry.range.lowerBound), expected \(end): they \(fault)"))
      }
      end = entry.range.upperBound
    }
    guard end == dataSize else {
      throw SafetensorsError(
        path, .malformedHeader(reason: "the tensors take \(end) bytes, but \(dataSize) bytes follow the header"))
    }
  }

  private static func check(
    _ tensor: DecodedTensor, name: String, dataSize: Int, path: String
  ) throws(SafetensorsError) -> Entry {
    guard let type = codes.first(where: { $0.code == tensor.dtype })?.type else {
      throw SafetensorsError(path, .unknownElementType(name: name, found: tensor.dtype))
    }
    guard tensor.offsets.count == 2, tensor.offsets[0] >= 0, tensor.offsets[0] <= tensor.offsets[1] else {
      throw SafetensorsError(
        path, .malformedTensor(name: name, reason: "expected data_offsets [begin, end], found \(tensor.offsets)"))
    }
    let range = tensor.offsets[0]..<tensor.offsets[1]
    guard range.upperBound <= dataSize else {
      throw SafetensorsError(
        path,
        .malformedTensor(
          name: name, reason: "its bytes end at \(range.upperBound), but \(dataSize) bytes follow the header"))
    }
    var size = type.byteCount
    for length in tensor.shape {
      let (product, overflow) = size.multipliedReportingOverflow(by: length)
      guard length >= 0, !overflow else {
        throw SafetensorsError(path, .malformedTensor(name: name, reason: "its shape \(tensor.shape) is impossible"))
      }
      size = product
    }
    guard size == range.count else {
      throw SafetensorsError(
        path,
        .malformedTensor(
          name: name,
          reason: "shape \(tensor.shape) of \(tensor.dtype) takes \(size) bytes, data_offsets give \(range.count)"))
    }
    return Entry(name: name, type: type, shape: tensor.shape, range: range)
  }

  private static func explain(_ error: any Error) -> String {
    guard let error = error as? DecodingError else { return "\(error)" }
    let (context, kind): (DecodingError.Context, String) =
      switch error {
      case .keyNotFound(let key, let context): (context, "'\(key.stringValue)' is missing")
      case .typeMismatch(_, let context): (context, "a value has the wrong type")
      case .valueNotFound(_, let context): (context, "a value is null")
      case .dataCorrupted(let context): (context, "it is no JSON object of tensors")
      @unknown default: (DecodingError.Context(codingPath: [], debugDescription: ""), "it cannot be read")
      }
    let place = context.codingPath.map(\.stringValue).joined(separator: ".")
    return place.isEmpty ? kind : "\(kind) in '\(place)'"
  }
}

extension SafetensorsHeader {
  /// The header's bytes with the entries in order, padded with spaces to a multiple of 8.
  func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let quoted: (String) throws -> String = { String(decoding: try encoder.encode($0), as: UTF8.self) }
    var members: [String] = []
    if !metadata.isEmpty {
      members.append("\"__metadata__\":" + String(decoding: try encoder.encode(metadata), as: UTF8.self))
    }
    for entry in entries {
      let code = Self.codes.first { $0.type == entry.type }?.code ?? ""
      let shape = entry.shape.map(String.init).joined(separator: ",")
      members.append(
        "\(try quoted(entry.name)):{\"dtype\":\"\(code)\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(entry.range.lowerBound),\(entry.range.upperBound)]}")
    }
    var json = Data("{\(members.joined(separator: ","))}".utf8)
    json.append(contentsOf: [UInt8](repeating: UInt8(ascii: " "), count: (8 - json.count % 8) % 8))
    return json
  }
}

private struct DecodedTensor: Decodable {
  var dtype: String
  var shape: [Int]
  var offsets: [Int]

  enum CodingKeys: String, CodingKey {
    case dtype
    case shape
    case offsets = "data_offsets"
  }
}

/// A member of the header: `__metadata__` holds strings, all others describe a tensor.
private enum DecodedEntry: Decodable {
  case metadata([String: String])
  case tensor(DecodedTensor)

  init(from decoder: any Decoder) throws {
    if decoder.codingPath.last?.stringValue == "__metadata__" {
      self = .metadata(try [String: String](from: decoder))
    } else {
      self = .tensor(try DecodedTensor(from: decoder))
    }
  }
}
