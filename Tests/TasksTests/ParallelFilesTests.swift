import FoundationEssentials
import Tasks
import Testing

@Suite struct ParallelFilesTests {
  private func words(_ folder: TemporaryFolder, _ open: () throws -> Void) -> String {
    do {
      try open()
      return "no error"
    } catch {
      return "\(error)".replacing(folder.path, with: "FOLDER")
    }
  }

  private func folder(_ files: [String: String]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (name, text) in files { try folder.write(Array(text.utf8), to: name) }
    return folder
  }

  private func numbered(_ word: String, _ count: Int) -> String {
    (1...count).map { "\(word) \($0).\n" }.joined()
  }

  @Test("of two files about every twentieth line is for test, and equal source lines are in the same split")
  func splitByLine() throws {
    let source = numbered("One", 500) + numbered("One", 500)
    let folder = try folder(["a.en": source, "a.de": numbered("Eins", 1000)])
    let text = try AlignedFiles(source: folder.path + "/a.en", target: folder.path + "/a.de")
    #expect(text.name == "a.en-a.de")
    #expect(text.count(of: .train) + text.count(of: .test) == 1000)
    #expect((20...80).contains(text.count(of: .test)))
    let train = Set(try (0..<text.count(of: .train)).map { try text.pair($0, of: .train).source })
    let test = try (0..<text.count(of: .test)).map { try text.pair($0, of: .test) }
    #expect(train.isDisjoint(with: test.map(\.source)))
    let pair = test[0]
    let line = try #require(pair.identifier.split(separator: "/").last)
    #expect(pair.target == "Eins \(line).")
  }

  @Test(
    "a folder with train and test files keeps its splits; byte order mark, CRLF and pairs of empty lines are no fault")
  func folderWithSplits() throws {
    let folder = try folder([
      "train.en": "\u{FEFF}A dog.\r\n\r\nA cat.\r\n", "train.de": "Ein Hund.\n\nEine Katze.", "test.en": "A bird.\n",
      "test.de": "Ein Vogel.\n",
    ])
    let source = try ParallelTextSource(recognising: folder.path)
    #expect(source == .folder(folder.path))
    let text = try source.open()
    #expect(text.count(of: .train) == 2)
    #expect(text.count(of: .test) == 1)
    #expect(try text.pair(0, of: .train).source == "A dog.")
    let second = try text.pair(1, of: .train)
    #expect(second.target == "Eine Katze.")
    #expect(second.identifier == "\(text.name)/train/3")
    #expect(throws: DataSetError.self) { try text.pair(1, of: .test) }
    #expect(try source.open(splits: [.test]).count(of: .train) == 0)
  }

  @Test(
    "faulty files are refused with file and line",
    arguments: [
      (
        "a\nb\n", "c\n",
        "FOLDER/t: expected 2 lines, as many as FOLDER/s has, found 1. "
          + "Align the files: line by line, each the translation of the other."
      ),
      (
        "a\nb\n", "c\n \n",
        "FOLDER/t, line 2: expected the translation of line 2 of FOLDER/s, found an empty line. "
          + "Fill the line, or empty it in both files."
      ),
      (
        "a\n\n", "c\nd\n",
        "FOLDER/s, line 2: expected the translation of line 2 of FOLDER/t, found an empty line. "
          + "Fill the line, or empty it in both files."
      ),
      ("", "", "FOLDER/s: expected at least one sentence, found none. Check the file."),
      (
        "a\n", "b\n",
        "FOLDER/s: expected enough sentences for both splits, of which test takes about every twentieth, "
          + "found 1, and none for test. Add sentences."
      ),
      (
        String(repeating: "ä", count: 4097), "b",
        "FOLDER/s, line 1: expected at most 4096 characters, found 4097. Put one sentence on a line."
      ),
    ])
  func faults(source: String, target: String, expected: String) throws {
    let folder = try folder(["s": source, "t": target])
    #expect(
      words(folder) { _ = try AlignedFiles(source: folder.path + "/s", target: folder.path + "/t") } == expected)
  }

  @Test("bytes that are not UTF-8, and gzip data that is none, are refused with the file's name")
  func faultyBytes() throws {
    let folder = try folder(["s": "a\nb\n", "s.gz": "abc"])
    try folder.write([0x61, 0x0A, 0xE4, 0x0A], to: "t")
    #expect(
      words(folder) { _ = try AlignedFiles(source: folder.path + "/s", target: folder.path + "/t") }
        == "FOLDER/t, line 2: expected text in UTF-8, found bytes that are not. "
        + "Convert the file, for example with iconv -t UTF-8.")
    #expect(
      words(folder) { _ = try AlignedFiles(source: folder.path + "/s.gz", target: folder.path + "/t") }
        .hasPrefix("FOLDER/s.gz: expected gzip data, found data that zlib refuses"))
  }

  @Test("a file of a folder that is missing is named")
  func missing() throws {
    let folder = try folder(["train.en": "a\n", "train.de": "b\n", "test.en": "c\n"])
    #expect(
      words(folder) { _ = try AlignedFiles(folder: folder.path) }
        == "FOLDER: expected a file test.de or test.de.gz, found neither. "
        + "Check the path, or fetch the data set again.")
    let lonely = try self.folder(["train.en": "a\n"])
    #expect(
      words(lonely) { _ = try AlignedFiles(folder: lonely.path) }
        == "FOLDER: expected the files train.* and test.* of two languages, such as train.en and train.de, "
        + "found train.en. Leave two languages in the folder, or name two files with a comma between.")
  }

  @Test("sources are recognised by name and path, described, and compared without their place")
  func sources() throws {
    let folder = try folder(["s": "a\n", "t": "b\n"])
    let pair = "\(folder.path)/s,\(folder.path)/t"
    let files = try ParallelTextSource(recognising: pair)
    #expect(files == .files(source: folder.path + "/s", target: folder.path + "/t"))
    #expect(files.description == pair)
    #expect(files.withoutLocation == .files(source: "s", target: "t"))
    #expect(try ParallelTextSource(recognising: "street-scenes") == .streetScenes)
    #expect(ParallelTextSource.multi30k("/a/b").withoutLocation == .multi30k(""))
    #expect(try ParallelTextSource.streetScenes.open().name == "street-scenes")
    let known =
      "expected \"street-scenes\", two text files with a comma between, a folder with the files of Multi30k, "
      + "or a folder with train.* and test.* in two languages"
    func refusal(_ name: String) -> String { words(folder) { _ = try ParallelTextSource(recognising: name) } }
    #expect(
      refusal("street-scene")
        == "data set \"street-scene\": \(known), found no such name or folder. Did you mean \"street-scenes\"?")
    #expect(
      refusal("multi30k")
        == "data set \"multi30k\": \(known), found no such name or folder. "
        + "Multi30k is read from files: give the path of their folder.")
    #expect(
      refusal(folder.path + "/s")
        == "data set \"FOLDER/s\": \(known), found one file. Name the file of translations too: FOLDER/s,TARGET.")
    #expect(
      refusal(folder.path + "/s,/no/such/file")
        == "/no/such/file: expected a text file, found no such file. "
        + "Write two files with a comma between: source,target.")
    #expect(
      refusal(folder.path)
        == "FOLDER: expected the files of Multi30k, or train.* and test.* in two languages, found neither. "
        + "Point at the folder that holds the files themselves.")
  }

  @Test(
    "the official files of Multi30k hold 29 000 train and 1000 test pairs",
    .enabled(if: SharedData.multi30k != nil, "no Multi30k below HELIOGRAPH_SHARED or ../shared/data/multi30k"))
  func multi30k() throws {
    let folder = try #require(SharedData.multi30k)
    #expect(try ParallelTextSource(recognising: folder) == .multi30k(folder))
    let raw = folder + "/data/task1/raw"
    #expect(try ParallelTextSource(recognising: raw) == .multi30k(raw))
    let text = try Multi30k(folder: folder)
    #expect(text.count(of: .train) == 29_000)
    #expect(text.count(of: .test) == 1000)
    let first = try text.pair(0, of: .test)
    #expect(first.identifier == "multi30k/test_2016_flickr/1")
    #expect(first.source == "A man in an orange hat starring at something.")
    #expect(first.target == "Ein Mann mit einem orangefarbenen Hut, der etwas anstarrt.")
    #expect(try Multi30k(folder: raw, splits: [.test]).count(of: .train) == 0)
  }
}
