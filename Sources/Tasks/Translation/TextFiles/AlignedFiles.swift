/// Any two aligned text files of the user's: line *i* of one is the translation of line *i* of the other.
///
/// Files are UTF-8, plain or `.gz`. Of two files about every twentieth line is for test, chosen by its source sentence
/// alone (FNV-1a hash ≡ 0 modulo 20), so that equal sentences are in the same split and lines may move. A folder with
/// `train.*` and `test.*` in two languages brings its own splits.
public struct AlignedFiles: ParallelText {
  /// The two files' own names, or the folder's: `train.en-train.de`.
  public let name: String

  private let pairs: [Split: [SentencePair]]

  /// Opens two files.
  ///
  /// - Parameters:
  ///   - source: the file of sentences to translate.
  ///   - target: the file of their translations.
  /// - Throws: ``DataSetError`` with file and line for what is not UTF-8, too long, or empty on one side; with both
  ///   counts when the files differ in length.
  public init(source: String, target: String) throws(DataSetError) {
    name = AlignedFiles.name(ofFiles: source, target)
    let lines = try AlignedLines(source: source, target: target)
    var pairs: [Split: [SentencePair]] = [.train: [], .test: []]
    for line in lines.pairs {
      let split = AlignedFiles.split(of: line.source)
      pairs[split, default: []].append(
        SentencePair(source: line.source, target: line.target, identifier: "\(name)/\(line.line)"))
    }
    for split in Split.allCases where pairs[split]?.isEmpty != false {
      throw DataSetError(
        place: source, expected: "enough sentences for both splits, of which test takes about every twentieth",
        found: "\(lines.pairs.count), and none for \(split.rawValue)", remedy: "Add sentences")
    }
    self.pairs = pairs
  }

  /// Opens a folder with `train.SOURCE`, `train.TARGET`, `test.SOURCE` and `test.TARGET`, each plain or `.gz`.
  ///
  /// Of the two languages `en` is the source, else the first in alphabetical order.
  ///
  /// - Parameters:
  ///   - folder: where the four files lie.
  ///   - splits: what to read.
  /// - Throws: ``DataSetError`` naming the file that is missing or at fault.
  public init(folder: String, splits: Set<Split> = [.train, .test]) throws(DataSetError) {
    name = AlignedFiles.name(ofFile: folder)
    let languages = try AlignedFiles.languages(inFolder: folder)
    var pairs: [Split: [SentencePair]] = [:]
    for split in Split.allCases where splits.contains(split) {
      pairs[split] = try AlignedFiles.pairs(
        in: folder, stem: split.rawValue, source: languages.source, target: languages.target,
        prefix: "\(name)/\(split.rawValue)")
    }
    self.pairs = pairs
  }

  /// How many pairs the files gave.
  ///
  /// - Parameter split: train or test.
  /// - Returns: their number.
  public func count(of split: Split) -> Int { pairs[split]?.count ?? 0 }

  /// A pair, named after its files and line like `train.en-train.de/17`.
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

  /// The pairs of `STEM.SOURCE` and `STEM.TARGET` in a folder, each plain or `.gz`.
  static func pairs(
    in folder: String, stem: String, source: String, target: String, prefix: String
  ) throws(DataSetError) -> [SentencePair] {
    let lines = try AlignedLines(
      source: path(of: "\(stem).\(source)", in: folder), target: path(of: "\(stem).\(target)", in: folder))
    return lines.pairs.map {
      SentencePair(source: $0.source, target: $0.target, identifier: "\(prefix)/\($0.line)")
    }
  }

  /// The path of a file that may be packed.
  static func path(of name: String, in folder: String) throws(DataSetError) -> String {
    let plain = joined(folder, name)
    if pathKind(plain) == .file { return plain }
    if pathKind(plain + ".gz") == .file { return plain + ".gz" }
    throw DataSetError(
      place: folder, expected: "a file \(name) or \(name).gz", found: "neither",
      remedy: "Check the path, or fetch the data set again")
  }

  /// The last part of a path, without `.gz`.
  static func name(ofFile path: String) -> String {
    let last = lastPart(ofPath: path)
    return last.hasSuffix(".gz") ? String(last.dropLast(3)) : last
  }

  /// The name of two files: the same sentences have another name with another language's translations.
  static func name(ofFiles source: String, _ target: String) -> String {
    "\(name(ofFile: source))-\(name(ofFile: target))"
  }

  /// Whether a folder has a file `train.*`.
  static func isRecognised(inFolder folder: String) -> Bool { !suffixes(of: "train", inFolder: folder).isEmpty }

  /// The two languages of a folder's `train.*` or, without one, `test.*`.
  private static func languages(inFolder folder: String) throws(DataSetError) -> (source: String, target: String) {
    var found = suffixes(of: "train", inFolder: folder)
    if found.isEmpty { found = suffixes(of: "test", inFolder: folder) }
    guard found.count == 2 else {
      throw DataSetError(
        place: folder, expected: "the files train.* and test.* of two languages, such as train.en and train.de",
        found: found.isEmpty ? "none" : found.map { "train.\($0)" }.joined(separator: ", "),
        remedy: "Leave two languages in the folder, or name two files with a comma between")
    }
    return found[1] == "en" ? (found[1], found[0]) : (found[0], found[1])
  }

  private static func suffixes(of stem: String, inFolder folder: String) -> [String] {
    let names = fileNames(inFolder: folder).filter { $0.hasPrefix(stem + ".") }
    return Set(
      names.map { name in String((name.hasSuffix(".gz") ? name.dropLast(3) : name[...]).dropFirst(stem.count + 1)) }
    )
    .filter { !$0.isEmpty && !$0.contains(".") && $0 != "gz" }.sorted()
  }

  /// The split of a sentence of two files.
  private static func split(of source: String) -> Split {
    var hash: UInt64 = 14_695_981_039_346_656_037
    for byte in source.utf8 { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
    return hash % 20 == 0 ? .test : .train
  }
}
