import EmulatorTestKit
import Foundation
import Messaging
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

    @Test("weights that are cut short end the run with status 65 and name the file and the remedy")
    func corruptWeights() throws {
      let folder = try TestFolder()
      let name = "retrieval-shapes"
      let weights = try Data(contentsOf: URL(filePath: BuiltPrograms.file("models/\(name).safetensors")))
      try weights.prefix(weights.count / 2).write(to: URL(filePath: folder.file("\(name).safetensors")))
      try FileManager.default.copyItem(
        atPath: BuiltPrograms.file("models/\(name).knowledge.json"), toPath: folder.file("\(name).knowledge.json"))
      let run = try HelioUp(HelioUp.quickstart, ["--models", folder.path])
      #expect(try run.program.waitForEnd() == 65)
      #expect(run.program.output.contains("\(folder.path)/\(name).safetensors: tensor '"))
      #expect(run.program.output.contains("is damaged: its bytes end at "))
      #expect(run.program.output.contains("; copy or make the file again"))
      try run.expectNothingLeft(of: [])
    }

    @Test("a damaged IDX file ends the run with status 65 and names the file, what is wrong and the remedy")
    func corruptPictures() throws {
      let folder = try TestFolder()
      for split in ["train", "t10k"] {
        _ = try folder.write("not an IDX file at all", as: "\(split)-images-idx3-ubyte")
        _ = try folder.write("nor is this", as: "\(split)-labels-idx1-ubyte")
      }
      let run = try HelioUp(BuiltPrograms.file("topology/fashion-mnist.yaml"), ["--data", folder.path])
      #expect(try run.program.waitForEnd() == 65)
      let faults = ["train", "t10k"].map { split in
        "\(folder.path)/\(split)-images-idx3-ubyte: expected the magic number 0x00000803, found 0x6e6f7420"
      }
      #expect(faults.contains { run.program.output.contains($0) }, "\(run.program.output)")
      try run.expectNothingLeft(of: [])
    }

    @Test("data of which nobody said where they lie end the run with status 64 and say what to write")
    func unlocatedData() throws {
      let run = try HelioUp(BuiltPrograms.file("topology/fashion-mnist.yaml"), [])
      #expect(try run.program.waitForEnd() == 64)
      #expect(
        run.program.output.contains("works on fashion-mnist: name the folder of its files with --data retrieval=PATH"),
        "\(run.program.output)")
    }

    @Test("a number of symbols that nobody has measured ends the run with status 65 before its first slot")
    func unmeasuredSymbols() throws {
      let folder = try TestFolder()
      let topology = try folder.write(
        """
        topology: sparse
        slots: 2
        offloading: { symbols-per-patch: 2 }
        ues: [{ name: ue-1 }]
        """, as: "sparse.yaml")
      let run = try HelioUp(topology, [])
      #expect(try run.program.waitForEnd() == 65)
      let words = "expected a number of symbols per patch from 4 to 32: measured are 4, 8, 16, 32"
      #expect(run.program.output.contains(words), "\(run.program.output)")
      try run.expectNothingLeft(of: [])
    }

    @Test("a port that another process listens at is named with that process, before any process is started")
    func portInUse() throws {
      let context = try Context()
      let router = try Socket.router(in: context)
      try router.bind(to: Endpoint("tcp://127.0.0.1:*"))
      let endpoint = try Endpoint("\(router.lastEndpoint.map { "\($0)" } ?? "")")
      let run = try HelioUp(HelioUp.quickstart, ["--listen", "\(endpoint)"])
      #expect(try run.program.waitForEnd() == 69)
      let words = "error: --listen: \(endpoint) is in use by process \(getpid()) ("
      #expect(run.program.output.hasPrefix(words), "\(run.program.output)")
      try run.expectNothingLeft(of: [])
      let channel = try RunningProgram("channel-emulator", ["--listen", "\(endpoint)"])
      #expect(try channel.waitForEnd() == 69)
      #expect(channel.output.hasPrefix("error: \(endpoint) is in use by process \(getpid()) ("), "\(channel.output)")
    }

    @Test("places that cannot be written are named with status 73, before any process is started")
    func unwritablePlaces() throws {
      let folder = try TestFolder()
      let file = try folder.write("a file", as: "file")
      for (option, words) in [
        ("--log-dir", "error: --log-dir: no logs can be written in \(file)/x; check its rights\n"),
        ("--record", "error: the folder \(file) does not exist: make it, or name another with --record FILE\n"),
        ("--json", "error: \(file)/x cannot be written: check the folder and its rights\n"),
      ] {
        let arguments = ["up", HelioUp.quickstart, option, "\(file)/x"] + (option == "--record" ? [] : ["--no-record"])
        let program = try RunningProgram("helio", arguments)
        #expect(try program.waitForEnd() == 73)
        #expect(program.output == words)
      }
    }

    @Test("a mistake of the command line ends every program with status 64, and a refused value with one sentence")
    func commandLine() throws {
      for (program, arguments, words) in [
        ("ue-agent", ["--attach", "foo"], "error: endpoint \"foo\": unknown transport; expected "),
        ("ue-agent", ["--name", "x/!"], "error: UE name \"x/!\": expected "),
        (
          "ue-agent", ["--position", "3"], "error: --position is \"3\", expected two numbers in metres such as 40,10\n"
        ),
        ("edge-server", ["--topology", HelioUp.quickstart, "--listen", "foo"], "error: endpoint \"foo\": unknown "),
        (
          "channel-emulator", ["--listen", "tcp://0.0.0.0:7700"], "error: tcp://0.0.0.0:7700 can be reached from other "
        ),
        (
          "helio", ["up", HelioUp.quickstart, "--listen", "foo"], "error: --listen: endpoint \"foo\": unknown transport"
        ),
        (
          "helio", ["up", HelioUp.quickstart, "--slots", "0"], "error: The value '0' is invalid for '--slots <count>'\n"
        ),
        (
          "helio", ["up", HelioUp.quickstart, "--in-process", "--transport", "tcp"],
          "error: --transport is for runs of "
        ),
        ("helio", ["inspect", "x", "--slowest=-1"], "error: --slowest: expected 0 or more, found -1\n"),
      ] {
        let run = try RunningProgram(program, arguments)
        #expect(try run.waitForEnd() == 64, "\(program) \(arguments): \(run.output)")
        #expect(run.output.hasPrefix(words), "\(run.output)")
        #expect(!run.output.contains("Usage:"), "\(run.output)")
      }
    }
  }
}
