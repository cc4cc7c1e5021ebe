import FoundationEssentials
import Tasks
import Testing

@Suite("Names of data sets")
struct DataSetNameTests {
  @Test("A name stands for one data set, with or without files, and is what is written of it")
  func names() throws {
    #expect(DataSetSource.names == ["shapes", "fashion-mnist", "cifar-10"])
    #expect(DataSetSource.names.map { DataSetSource(named: $0) } == [.shapes, .fashionMNIST(""), .cifar10("")])
    #expect(ParallelTextSource.names.map { ParallelTextSource(named: $0) } == [.streetScenes, .multi30k("")])
    #expect(PictureQuestionSource.names.map { PictureQuestionSource(named: $0) } == [.sceneQuestions, .easyVQA("")])
    for name in DataSetSource.names { #expect(DataSetSource(named: name)?.description == name) }
    for name in ParallelTextSource.names { #expect(ParallelTextSource(named: name)?.description == name) }
    for name in PictureQuestionSource.names { #expect(PictureQuestionSource(named: name)?.description == name) }
    #expect(DataSetSource(named: "pictures") == nil)
    #expect(ParallelTextSource(named: "") == nil)
    #expect(PictureQuestionSource(named: "shapes") == nil)
  }

  @Test("A source is called what the opened data set is called, wherever its files lie")
  func opened() throws {
    #expect(DataSetSource.shapes.name == (try DataSetSource.shapes.open().name))
    #expect(ParallelTextSource.streetScenes.name == (try ParallelTextSource.streetScenes.open().name))
    #expect(PictureQuestionSource.sceneQuestions.name == (try PictureQuestionSource.sceneQuestions.open().name))
    let folder = try TemporaryFolder()
    for (language, word) in [("en", "car"), ("de", "Auto")] {
      let lines = (0..<100).map { "\(word) \($0)\n" }.joined()
      try folder.write(Array(lines.utf8), to: "own.\(language)")
    }
    let files = ParallelTextSource.files(source: "\(folder.path)/own.en", target: "\(folder.path)/own.de")
    #expect(files.name == "own.en-own.de")
    #expect(try files.open().name == "own.en-own.de")
    #expect(files.withoutLocation.name == "own.en-own.de")
    for path in ["/a/birds", "/a/birds/", "/a/birds/.", "/a/bees/../birds"] {
      #expect(DataSetSource.folder(path).name == "birds", "\(path)")
      #expect(DataSetSource.folder(path).absolute == .folder("/a/birds"), "\(path)")
    }
    let current = FileManager.default.currentDirectoryPath
    #expect(DataSetSource.folder(".").absolute == .folder(current))
    #expect(DataSetSource.folder(".").name == current.split(separator: "/").last.map(String.init))
    #expect(DataSetSource.folder(".").withoutLocation.name == DataSetSource.folder(current).name)
    #expect(DataSetSource.cifar10("").absolute == .cifar10(""))
    #expect(DataSetSource.fashionMNIST("/a/b").name == "fashion-mnist")
    #expect(DataSetSource.cifar10("/a/b").name == "cifar-10")
    #expect(ParallelTextSource.multi30k("/a/b").name == "multi30k")
    #expect(PictureQuestionSource.easyVQA("/a/b").name == "easy-vqa")
  }

  @Test("Data of which it is not said where they lie are not opened, and the remedy is told")
  func unlocated() throws {
    let error = #expect(throws: DataSetError.self) { try DataSetSource.cifar10("").open() }
    #expect(
      error?.description
        == "data set \"cifar-10\": expected the folder of its files, found the name alone. Name the folder with --data PATH."
    )
    #expect(throws: DataSetError.self) { try ParallelTextSource.multi30k("").open() }
    #expect(throws: DataSetError.self) { try PictureQuestionSource.easyVQA("").open() }
    #expect(DataSetSource.shapes.isLocated && !DataSetSource.fashionMNIST("").isLocated)
  }
}
