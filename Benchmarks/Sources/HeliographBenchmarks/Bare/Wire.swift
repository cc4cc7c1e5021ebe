import Foundation
import Glibc
import Messaging

/// How the sockets of one comparison reach each other: the same for the bare peers and for the emulator.
final class Wire {
  let transport: String
  let isSecured: Bool
  private let folder: String
  private let bareKeys: BareKeys?
  private let keys: KeyPair?

  init(transport: String, secured: Bool) throws {
    self.transport = transport
    isSecured = secured
    folder = "/tmp/helio-bench-\(getpid())-\(UInt16.random(in: 0...UInt16.max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    bareKeys = secured ? try BareKeys.generate() : nil
    keys = secured ? try KeyPair.generate() : nil
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// What the report calls it.
  var name: String { transport + (isSecured ? " + CURVE" : "") }

  /// Where to listen: a path of its own, or any free port.
  func endpoint(_ name: String) -> String {
    transport == "ipc" ? "ipc://\(folder)/\(name)" : "tcp://127.0.0.1:*"
  }

  var bareServer: BareSecurity { bareKeys.map { .server($0) } ?? .none }

  func bareClient() throws -> BareSecurity {
    guard let bareKeys else { return .none }
    return .client(server: bareKeys, own: try BareKeys.generate())
  }

  var server: Security { keys.map { .curveServer(own: $0, allowed: .anyone) } ?? .none }

  func client() throws -> Security {
    guard let keys else { return .none }
    return .curveClient(server: keys.publicKey, own: try KeyPair.generate())
  }
}
