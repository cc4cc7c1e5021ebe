import FoundationEssentials

/// Reference tables that may lie beside the package: below `HELIOGRAPH_SHARED`, or `../shared` seen from the package.
enum SharedData {
  static let absence = "no channel codes below HELIOGRAPH_SHARED or ../shared/data"

  static var isPresent: Bool {
    FileManager.default.fileExists(atPath: folder + "/channel-codes")
  }

  private static var folder: String {
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let shared =
      ProcessInfo.processInfo.environment["HELIOGRAPH_SHARED"]
      ?? package.deletingLastPathComponent().appending(path: "shared").path
    return shared + "/data"
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8)
  }

  static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\(path)")))
  }
}

/// The numbers of a .npy file of version 1: little-endian integers or floating-point numbers.
struct NumpyArray {
  let values: [Double]

  init(_ bytes: [UInt8]) throws {
    let headerLength = Int(bytes[8]) | Int(bytes[9]) << 8
    let header = String(decoding: bytes[10..<(10 + headerLength)], as: UTF8.self)
    let body = bytes[(10 + headerLength)...]
    func words(_ size: Int) -> [UInt64] {
      stride(from: body.startIndex, to: body.endIndex, by: size).map { start in
        (0..<size).reduce(0) { $0 | UInt64(body[start + $1]) << UInt64(8 * $1) }
      }
    }
    if header.contains("'<u2'") {
      values = words(2).map { Double($0) }
    } else if header.contains("'<i4'") {
      values = words(4).map { Double(Int32(truncatingIfNeeded: $0)) }
    } else if header.contains("'<f4'") {
      values = words(4).map { Double(Float(bitPattern: UInt32($0))) }
    } else {
      values = words(8).map { Double(bitPattern: $0) }
    }
  }
}
