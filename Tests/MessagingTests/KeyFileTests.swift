import Foundation
import Messaging
import Testing

@Suite("Key files")
struct KeyFileTests {
  private func words(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "accepted"
    } catch {
      return "\(error)"
    }
  }

  @Test("A pair comes back from its file, which only its owner can read; its secret is never printed")
  func roundTrip() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/server.key"
    let pair = try KeyPair.generate()
    try pair.save(to: path)
    #expect(try KeyPair(contentsOf: path) == pair)
    #expect(try PublicKey(contentsOf: path) == pair.publicKey)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect("\(pair.secret)" == "(secret key)")
    try pair.publicKey.save(to: directory.path + "/server.pub")
    #expect(try PublicKey(contentsOf: directory.path + "/server.pub") == pair.publicKey)
  }

  @Test("A file that others can read, that is missing, half or of two pairs is refused with its name")
  func refusals() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/a.key"
    #expect(words { _ = try KeyPair(contentsOf: path) }.hasPrefix("key file \(path): cannot be opened: No such file"))
    let pair = try KeyPair.generate()
    try pair.save(to: path)
    #expect(words { try pair.save(to: path) }.hasPrefix("key file \(path): cannot be made: File exists"))
    unsafe chmod(path, 0o640)
    #expect(
      words { _ = try KeyPair(contentsOf: path) }
        == "key file \(path): others can read or write it; do: chmod 600 \(path)")
    let half = directory.path + "/half.pub"
    try pair.publicKey.save(to: half)
    unsafe chmod(half, 0o600)
    #expect(words { _ = try KeyPair(contentsOf: half) } == "key file \(half): has no line \"secret = KEY\"")
    #expect(words { _ = try PublicKey("short") } == "CURVE key: a public key has 40 characters of Z85, found 5")
    let other = try KeyPair.generate()
    #expect(
      words { _ = try KeyPair(publicKey: pair.publicKey, secret: other.secret) }
        == "CURVE key: the public key \(pair.publicKey) does not belong to the secret key beside it")
  }
}
