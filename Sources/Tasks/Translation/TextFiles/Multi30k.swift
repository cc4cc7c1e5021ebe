/// Multi30k [Elliott16], task 1, English to German: 29 000 train pairs, and the 1000 pairs of `test_2016_flickr` for
/// test, raw (cased, untokenised), plain or as `.gz`.
public struct Multi30k: ParallelText {
  /// `multi30k`.
  public var name: String { Multi30k.shortName }

  static let shortName = "multi30k"

  private let pairs: [Split: [SentencePair]]

  /// Opens the data set.
  ///
  /// - Parameters:
  ///   - folder: where `train.en`, `train.de`, `test_2016_flickr.en` and `test_2016_flickr.de` lie, or a copy of the
  ///     repository, which has them in `data/task1/raw`.
  ///   - splits: what to read.
  /// - Throws: ``DataSetError`` naming the file that is missing, damaged or does not match its partner.
  public init(folder: String, splits: Set<Split> = [.train, .test]) throws(DataSetError) {
    let folder = Multi30k.folderOfFiles(in: folder) ?? folder
    var pairs: [Split: [SentencePair]] = [:]
    for split in Split.allCases where splits.contains(split) {
      let stem = split == .train ? "train" : Multi30k.testStem
      pairs[split] = try AlignedFiles.pairs(
        in: folder, stem: stem, source: "en", target: "de", prefix: "multi30k/\(stem)")
    }
    self.pairs = pairs
  }

  /// 29 000 for train, 1000 for test in the official files; zero for a split that was not opened.
  ///
  /// - Parameter split: train or test.
  /// - Returns: their number.
  public func count(of split: Split) -> Int { pairs[split]?.count ?? 0 }

  /// A pair, named after its line like `multi30k/test_2016_flickr/17`.
  ///
  /// - Parameters:
  ///   - index: which pair, in the files' order.
  ///   - split: train or test.
  /// - Returns: the pair.
  /// - Throws: ``DataSetError`` for an index outside the split.
  public func pair(_ index: Int, of split: Split) throws -> SentencePair {
    try requireIndex(index, in: split)
    guard let pairs = pairs[split] else { preconditionFailure("a split with pairs has been read") }
    return pairs[index]
  }

  /// Whether a folder is Multi30k's, or its repository.
  static func isRecognised(inFolder folder: String) -> Bool { folderOfFiles(in: folder) != nil }

  private static let testStem = "test_2016_flickr"

  /// Where the test files lie, which bear a name that no other data set has.
  private static func folderOfFiles(in folder: String) -> String? {
    [folder, joined(folder, "data/task1/raw")].first { candidate in
      ["en", "de", "en.gz", "de.gz"].contains { pathKind(joined(candidate, "\(testStem).\($0)")) == .file }
    }
  }
}
