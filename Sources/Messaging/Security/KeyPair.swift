import CZeroMQ

/// A CURVE public key: 32 bytes, written in 40 characters of Z85.
public struct PublicKey: Hashable, Sendable, CustomStringConvertible {
  /// The 40 characters.
  public let text: String

  /// Checks a key.
  ///
  /// - Parameter text: 40 characters of Z85.
  /// - Throws: `MessagingError.badKey` when they are not.
  public init(_ text: String) throws(MessagingError) {
    self.text = try Z85.checkedKey(text, kind: "public")
  }

  /// The 40 characters.
  public var description: String { text }

  var terminatedText: [UInt8] { Array(text.utf8) + [0] }

  /// Reads a raw key, as the authentication handler is given it.
  init?(raw: [UInt8]) {
    guard raw.count == 32 else { return nil }
    let characters = unsafe [UInt8](unsafeUninitializedCapacity: 41) { buffer, count in
      count = unsafe buffer.withMemoryRebound(to: CChar.self) { characters in
        unsafe zmq_z85_encode(characters.baseAddress, raw, raw.count) == nil ? 0 : 40
      }
    }
    guard characters.count == 40 else { return nil }
    text = String(decoding: characters, as: UTF8.self)
  }
}

/// A CURVE secret key. Never printed.
public struct SecretKey: Hashable, Sendable, CustomStringConvertible {
  /// The 40 characters of Z85.
  let text: String

  /// Checks a key.
  ///
  /// - Parameter text: 40 characters of Z85.
  /// - Throws: `MessagingError.badKey` when they are not.
  public init(_ text: String) throws(MessagingError) {
    self.text = try Z85.checkedKey(text, kind: "secret")
  }

  /// Says that there is a key, not which.
  public var description: String { "(secret key)" }

  var terminatedText: [UInt8] { Array(text.utf8) + [0] }
}

/// A CURVE key pair.
public struct KeyPair: Hashable, Sendable {
  /// What others may know.
  public let publicKey: PublicKey
  /// What nobody else may know.
  public let secret: SecretKey

  /// Pairs two keys.
  ///
  /// - Throws: `MessagingError.badKey` when the public key is not the secret one's.
  public init(publicKey: PublicKey, secret: SecretKey) throws(MessagingError) {
    var characters = [CChar](repeating: 0, count: 41)
    guard unsafe zmq_curve_public(&characters, secret.text) == 0 else { throw .fromZeroMQ("zmq_curve_public") }
    guard Z85.text(characters) == publicKey.text else {
      throw .badKey(reason: "the public key \(publicKey) does not belong to the secret key beside it")
    }
    self.publicKey = publicKey
    self.secret = secret
  }

  /// Draws a pair from the system's randomness.
  ///
  /// - Throws: `MessagingError.system` when libzmq was built without CURVE.
  /// - Returns: the pair.
  public static func generate() throws(MessagingError) -> KeyPair {
    var publicText = [CChar](repeating: 0, count: 41)
    var secretText = [CChar](repeating: 0, count: 41)
    guard unsafe zmq_curve_keypair(&publicText, &secretText) == 0 else { throw .fromZeroMQ("zmq_curve_keypair") }
    return try KeyPair(publicKey: PublicKey(Z85.text(publicText)), secret: SecretKey(Z85.text(secretText)))
  }
}

/// ZeroMQ's printable encoding of binary keys (RFC 32/Z85).
private enum Z85 {
  static let alphabet = Set(
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#".utf8)

  static func checkedKey(_ text: String, kind: String) throws(MessagingError) -> String {
    guard text.utf8.count == 40 else {
      throw .badKey(reason: "a \(kind) key has 40 characters of Z85, found \(text.utf8.count)")
    }
    guard text.utf8.allSatisfy(alphabet.contains) else {
      throw .badKey(reason: "a \(kind) key has a character that Z85 does not have")
    }
    return text
  }

  static func text(_ characters: [CChar]) -> String {
    String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
