import ArgumentParser
import Testing

@testable import CommandLineSupport

@Suite("Commands that there are not")
struct UnknownCommandTests {
  private struct Root: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "helio", subcommands: [Train.self, Version.self])
  }
  private struct Train: ParsableCommand {
    static let configuration = CommandConfiguration(subcommands: [Retrieval.self, Hidden.self])
  }
  private struct Retrieval: ParsableCommand {
    @Argument var words: [String] = []
  }
  private struct Hidden: ParsableCommand {
    static let configuration = CommandConfiguration(shouldDisplay: false)
  }
  private struct Version: ParsableCommand {}

  private func words(_ arguments: String...) -> String? { UnknownCommand(in: Root.self, arguments)?.description }

  @Test("a misspelt command is asked for by its name, at the level at which it stands")
  func misspelt() {
    #expect(
      words("trian", "retrieval")
        == "helio has no command `trian`; did you mean `train`?\nSee 'helio --help' for more information.")
    #expect(
      words("train", "retreival", "--steps", "3")
        == "helio train has no command `retreival`; did you mean `retrieval`?\n"
        + "See 'helio train --help' for more information.")
  }

  @Test("where nothing is near the commands that are shown are listed")
  func listed() {
    #expect(
      words("xyz")
        == "helio has no command `xyz`; it has train, version\nSee 'helio --help' for more information.")
    #expect(words("train", "xyz")?.contains("it has retrieval\n") == true)
  }

  @Test("words that lead to a command, options and help are none of it")
  func known() {
    #expect(words() == nil)
    #expect(words("train") == nil)
    #expect(words("train", "retrieval", "xyz") == nil)
    #expect(words("--xyz") == nil)
    #expect(words("help", "xyz") == nil)
  }
}
