import FoundationEssentials
import Glibc
import Protocol
import UserEquipment

/// Who the UEs of a process are, kept where the process that is started in its place finds it: one line of JSON for each
/// UE, of a fixed width, so that a line is replaced by one write and is never half of two.
final class JournalFile {
  private struct Line: Codable {
    var name: String
    /// In hexadecimal.
    var token: String
    var slot: Int
  }

  /// What a former process left, in the order of its UEs.
  let entries: [JournalEntry]

  private let path: String
  private let descriptor: Int32
  private var lines: [UEName: Int] = [:]
  private static let width = 256

  /// Opens or makes a journal.
  ///
  /// - Throws: `JournalError` for a file that cannot be written, or that is no journal.
  init(_ path: String) throws {
    self.path = path
    descriptor = unsafe open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw JournalError("the journal \(path) cannot be written: \(unsafe String(cString: strerror(errno)))")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw JournalError("the journal \(path) cannot be read")
    }
    entries = try data.split(separator: UInt8(ascii: "\n")).enumerated().map { number, text in
      guard let line = try? JSONDecoder().decode(Line.self, from: text), let name = try? UEName(line.name),
        let token = Self.bytes(line.token)
      else {
        throw JournalError(
          "line \(number + 1) of \(path) is not that of a journal, expected {\"name\":…,\"token\":…,\"slot\":…}; "
            + "remove the file to begin anew, or name another one")
      }
      return JournalEntry(name: name, token: token, slot: line.slot)
    }
    for (index, entry) in entries.enumerated() { lines[entry.name] = index }
  }

  deinit { close(descriptor) }

  /// Remembers an entry in the place of the UE's former one.
  ///
  /// - Throws: `JournalError` when it cannot be written.
  func remember(_ entry: JournalEntry) throws {
    let index = lines[entry.name] ?? lines.count
    lines[entry.name] = index
    let line = Line(
      name: entry.name.rawValue, token: entry.token.map { Self.digits($0) }.joined(), slot: entry.slot)
    var bytes = Array(try JSONEncoder().encode(line))
    bytes += [UInt8](repeating: UInt8(ascii: " "), count: max(0, Self.width - 1 - bytes.count)) + [UInt8(ascii: "\n")]
    guard unsafe pwrite(descriptor, bytes, bytes.count, index * Self.width) == bytes.count else {
      throw JournalError("the journal \(path) cannot be written: \(unsafe String(cString: strerror(errno)))")
    }
  }

  private static func digits(_ byte: UInt8) -> String {
    let text = String(byte, radix: 16)
    return text.count == 1 ? "0" + text : text
  }

  private static func bytes(_ text: String) -> [UInt8]? {
    let digits = Array(text)
    guard digits.count.isMultiple(of: 2) else { return nil }
    let bytes = stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
    return bytes.contains(nil) ? nil : bytes.compactMap { $0 }
  }
}

/// Why a journal cannot be used.
struct JournalError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
