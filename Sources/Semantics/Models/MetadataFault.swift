/// Why a value of a file's metadata could not be read, as the end of a sentence.
struct MetadataFault: CustomStringConvertible {
  let description: String

  /// - Parameters:
  ///   - key: of the metadata.
  ///   - error: what the decoder threw.
  init(_ key: String, _ error: any Error) {
    func place(_ path: [any CodingKey]) -> String { ([key] + path.map(\.stringValue)).joined(separator: ".") }
    description =
      switch error {
      case DecodingError.keyNotFound(let missing, let context): "no \(place(context.codingPath + [missing]))"
      case DecodingError.typeMismatch(_, let context): "a value of another type in \(place(context.codingPath))"
      case DecodingError.valueNotFound(_, let context): "null in \(place(context.codingPath))"
      case DecodingError.dataCorrupted(let context): "something else than JSON in \(place(context.codingPath))"
      default: "\(key), which cannot be read: \(error)"
      }
  }
}
