import Crypto

/// What a training learns from, so that it goes on with nothing else.
public struct TrainingData: Codable, Hashable, Sendable {
  /// How many samples there are: pairs of sentences, pictures, questions.
  public let count: Int
  /// The SHA-256 digest of all samples in their order, in lower-case hexadecimal.
  public let digest: String
}

/// Makes the digest of training data while they are read. Texts and bytes go in behind their lengths: no two data sets
/// are the same stream of bytes.
struct TrainingDataDigest {
  private var hash = SHA256()
  private var count = 0

  /// Begins the next sample.
  mutating func beginSample() { count += 1 }

  mutating func add(_ number: Int) {
    hash.update(data: (0..<8).map { UInt8(truncatingIfNeeded: Int64(number) >> (8 * $0)) })
  }

  mutating func add(_ text: String) { add(Array(text.utf8)) }

  mutating func add(_ bytes: [UInt8]) {
    add(bytes.count)
    hash.update(data: bytes)
  }

  /// The data that were read.
  var data: TrainingData { TrainingData(count: count, digest: hash.finalize().hexadecimal) }
}

extension SHA256.Digest {
  /// Lower-case hexadecimal digits.
  var hexadecimal: String { map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}
