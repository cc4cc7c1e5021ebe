import EmulatorTestKit
import Foundation
import Testing

extension EndToEnd {
  @Suite("Faulty input")
  struct Faults {
    @Test("a faulty topology ends with status 65 and the fault's place, before any process is started")
    func topology() throws {
      let run = try HelioUp(BuiltPrograms.file("topology/invalid/no-ues.yaml"))
      #expect(try run.program.waitForEnd() == 65)
      #expect(run.program.output.contains("no-ues.yaml:2:6: error: ues: found an empty list"))
      try run.expectNothingLeft(of: [])
    }

    @Test("a model that is not in the folder ends with status 65, the folder and the name")
    func missingModel() throws {
      let folder = try TestFolder()
      let run = try HelioUp(HelioUp.quickstart, ["--models", folder.path])
      #expect(try run.program.waitForEnd() == 65)
      #expect(run.program.output.contains("\"retrieval-shapes\", expected a model, but \(folder.path) holds none"))
    }

    @Test("weights that are cut short end the run with status 70 and name the file and the remedy")
    func corruptWeights() throws {
      let folder = try TestFolder()
      let name = "retrieval-shapes"
      let weights = try Data(contentsOf: URL(filePath: BuiltPrograms.file("models/\(name).safetensors")))
      try weights.prefix(weights.count / 2).write(to: URL(filePath: folder.file("\(name).safetensors")))
      try FileManager.default.copyItem(
        atPath: BuiltPrograms.file("models/\(name).knowledge.json"), toPath: folder.file("\(name).knowledge.json"))
      let run = try HelioUp(HelioUp.quickstart, ["--models", folder.path])
      #expect(try run.program.waitForEnd() == 70)
      #expect(run.program.output.contains("\(folder.path)/\(name).safetensors: tensor '"))
      #expect(run.program.output.contains("is damaged: its bytes end at "))
      #expect(run.program.output.contains("; copy or make the file again"))
      try run.expectNothingLeft(of: [])
    }

    @Test("a damaged IDX file ends the run with status 70 and names the file, what is wrong and the remedy")
    func corruptPictures() throws {
      let folder = try TestFolder()
      for split in ["train", "t10k"] {
        _ = try folder.write("not an IDX file at all", as: "\(split)-images-idx3-ubyte")
        _ = try folder.write("nor is this", as: "\(split)-labels-idx1-ubyte")
      }
      let run = try HelioUp(BuiltPrograms.file("topology/fashion-mnist.yaml"), ["--data", folder.path])
      #expect(try run.program.waitForEnd() == 70)
      let faults = ["train", "t10k"].map { split in
        "\(folder.path)/\(split)-images-idx3-ubyte: expected the magic number 0x00000803, found 0x6e6f7420"
      }
      #expect(faults.contains { run.program.output.contains($0) }, "\(run.program.output)")
      try run.expectNothingLeft(of: [])
    }
  }
}
