import Foundation
import Testing
import Topology

@Suite("Invalid topologies")
struct InvalidTopologyTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  static let folder = root.appending(path: "topology/invalid").path

  static let files =
    (try? FileManager.default.contentsOfDirectory(atPath: folder))?.filter { $0.hasSuffix(".yaml") }
    .sorted() ?? []

  @Test("there is a file for every kind of fault")
  func filesArePresent() {
    #expect(Self.files.count >= 15)
  }

  @Test("an invalid file is refused in exactly the words written beside it", arguments: files)
  func wordsArePinned(file: String) throws {
    let path = "\(Self.folder)/\(file)"
    let expectedPath = path.replacing(".yaml", with: ".expected")
    let error = try #require(throws: TopologyError.self) { _ = try TopologyFile.load(path) }
    let report = error.report().replacing(Self.folder + "/", with: "") + "\n"
    if ProcessInfo.processInfo.environment["HELIOGRAPH_RECORD"] == "1" {
      try report.write(toFile: expectedPath, atomically: true, encoding: .utf8)
    }
    let expected = try String(contentsOfFile: expectedPath, encoding: .utf8)
    #expect(report == expected)
  }

  @Test("a missing file, a folder and a huge file are refused with their remedy")
  func unreadableFiles() throws {
    let missing = try #require(throws: TopologyError.self) { _ = try TopologyFile.load("no/such.yaml") }
    #expect(missing.description == "no/such.yaml: error: found no such file, expected a topology file; check the path")
    let folder = try #require(throws: TopologyError.self) {
      _ = try TopologyFile.load(Self.root.appending(path: "topology").path)
    }
    #expect(
      folder.report().replacing(Self.root.path + "/", with: "")
        == "topology: error: found a folder, expected a topology file; name one of its files: "
        + "`chaos.yaml`, `cliff-and-grace.yaml`, `fashion-mnist.yaml`, `offloading.yaml`, `online-learning.yaml`, `quickstart.yaml` or `walking-away.yaml`"
    )
    let path = FileManager.default.temporaryDirectory.appending(path: "heliograph-huge-\(getpid()).yaml").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(repeating: UInt8(ascii: "#"), count: TopologyFile.maximumLength + 1).write(to: URL(filePath: path))
    let huge = try #require(throws: TopologyError.self) { _ = try TopologyFile.load(path) }
    #expect(huge.faults.map(\.sentence) == ["found 1048577 bytes, expected at most 1048576 bytes"])
  }

  @Test("faults of the command line name their option")
  func commandLineFaults() throws {
    let text = "topology: t\nues: [{ name: ue-1 }]\n"
    let error = try #require(throws: TopologyError.self) {
      _ = try TopologyFile.read(
        text, overrides: TopologyOverrides(slots: .exactly(0), ues: 0, data: ["/no/such/folder"]))
    }
    #expect(
      error.faults.map(\.sentence) == [
        "--slots: found 0, expected a whole number from 1 to 1000000000, or `unlimited`",
        "--ues: found 0, expected a whole number from 1 to 10000",
        "--data: found \"/no/such/folder\" (no such name or folder), expected \"shapes\", a folder with the IDX files of Fashion-MNIST "
          + "or the binary files of CIFAR-10, or a folder of PNG or JPEG pictures; check the path, or write \"shapes\"",
      ])
  }

  @Test("a model that the models folder lacks is refused with the ones it has")
  func missingModel() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "heliograph-models-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try copyShippedModel("retrieval-shapes", as: "retrieval-shapes", into: folder.path)
    try Data().write(to: folder.appending(path: "half.safetensors"))
    try copyShippedModel("retrieval-shapes", as: "retrained", into: folder.path)
    try Data("other weights".utf8).write(to: folder.appending(path: "retrained.safetensors"))
    func faults(model: String, in folders: [String] = []) -> [String] {
      let text = "topology: t\nsemantics: { retrieval: { model: \(model) } }\nues: [{ name: ue-1 }]\n"
      do {
        _ = try TopologyFile.read(
          text, overrides: TopologyOverrides(modelFolders: folders + [folder.path], comparesKnowledge: true))
        return []
      } catch {
        return error.faults.map { $0.sentence.replacing(folder.path, with: "MODELS") }
      }
    }
    #expect(faults(model: "retrieval-shapes").isEmpty)
    #expect(
      faults(model: "retrieval-shpaes") == [
        "semantics.retrieval.model: found \"retrieval-shpaes\", expected one of the models in MODELS: `half`, `retrained` "
          + "or `retrieval-shapes`; did you mean `retrieval-shapes`?"
      ])
    #expect(
      faults(model: "half") == [
        "semantics.retrieval.model: found no half.knowledge.json beside half.safetensors, expected the model's "
          + "knowledge base in MODELS; measure it with `helio evaluate knowledge MODELS/half.safetensors`"
      ])
    let retrained = try #require(faults(model: "retrained").first)
    #expect(
      retrained.hasPrefix(
        "semantics.retrieval.model: found MODELS/retrained.knowledge.json: the knowledge base was measured with the model "
      ))
    #expect(
      retrained.hasSuffix(
        "expected a knowledge base measured of the model retrained for tasks of the kind retrieval; measure it again with "
          + "helio evaluate knowledge MODELS/retrained.safetensors, or load the model that it belongs to"))
    #expect(faults(model: "retrieval-shapes", in: ["/nowhere"]).isEmpty)
    #expect(
      faults(model: "shapes", in: ["/nowhere"]).first?.contains("expected one of the models in /nowhere and MODELS: ")
        == true)
  }

  @Test("random bytes and mangled topologies are refused or accepted, never a crash")
  func mangledTexts() throws {
    let seed = try String(contentsOf: Self.root.appending(path: "topology/quickstart.yaml"), encoding: .utf8)
    var generator = SplitMix(state: 1)
    for _ in 0..<300 {
      var bytes = Array(seed.utf8)
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        let index = Int.random(in: bytes.indices, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[index] = UInt8.random(in: 32...126, using: &generator)
        case 1: bytes.remove(at: index)
        default: bytes.insert(contentsOf: bytes[index...].prefix(20), at: index)
        }
      }
      _ = try? TopologyFile.read(String(decoding: bytes, as: UTF8.self))
    }
  }
}

/// A small generator with a fixed start (Steele et al. 2014).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
