import EmulatorTestKit
import Foundation
import Testing

extension EndToEnd {
  @Suite("Codecs on the command line")
  struct CodecCommands {
    /// What a command prints, and the status that it ends with.
    private func helio(_ arguments: String...) throws -> (status: Int32, output: String) {
      let program = try RunningProgram("helio", arguments)
      let status = try program.waitForEnd()
      return (status, program.output)
    }

    @Test("Ctrl-C while the training data are drawn ends with 130, says so, and leaves no file")
    func interruptedPreparation() throws {
      let folder = try TestFolder()
      let program = try RunningProgram(
        "helio", ["train", "codec", "vqa", "--output", folder.file("new/mine.safetensors")])
      try program.waitForOutput("reading scene-questions…")
      program.send(SIGINT)
      #expect(try program.waitForEnd() == 130)
      #expect(program.output.contains("stopped before the first step: nothing was written"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test("weights that cannot be written are told before the data are read")
    func unwritableOutput() throws {
      let folder = try TestFolder()
      try Data().write(to: URL(filePath: folder.file("file")))
      let output = folder.file("file/mine.safetensors")
      let (status, words) = try helio("train", "codec", "vqa", "--output", output, "--steps", "1")
      #expect(status == 73)
      #expect(words == "error: \(output) cannot be written: check the folder and its rights\n")
    }

    @Test("a misspelt command is asked for by its name; help calls the program by the name that was typed")
    func names() throws {
      let (status, words) = try helio("train", "codec", "retreival", "--steps", "1")
      #expect(status == 64)
      #expect(words.contains("helio train codec has no command `retreival`; did you mean `retrieval`?"))
      let help = try helio("evaluate", "codec", "--help")
      #expect(help.status == 0)
      #expect(help.output.contains("USAGE: helio evaluate codec <subcommand>"))
      #expect(!help.output.contains("helio-lab"))
    }

    @Test("a codec is measured on what it was trained on, and it is said which; data in files have to be named")
    func defaults() throws {
      let (status, words) = try helio(
        "evaluate", "codec", "retrieval", "--k", "4", "--snr", "12", "--samples", "1", "--gallery", "40")
      #expect(status == 0, "\(words)")
      #expect(words.contains("model: ") && words.contains("/models/retrieval-shapes.safetensors\n"))
      #expect(words.contains("data: shapes, which the model was trained on\n"))
      #expect(words.contains("shapes, awgn, 1 test picture, gallery of 40"))
      let files = try helio("evaluate", "knowledge", "retrieval-fashion-mnist", "--output", "/dev/null")
      #expect(files.status == 64)
      #expect(files.output.contains("was trained on fashion-mnist, which lies in files: say where with --data"))
    }
  }
}
