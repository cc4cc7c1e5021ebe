import ArgumentParser
import CommandLineSupport
import Messaging

/// `helio keys`.
struct Keys: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a CURVE key pair, for processes that listen beyond this machine.",
    discussion: """
      FILE holds the pair and stays with its owner; FILE.pub holds the public key, for the other side.

      Example:
        helio keys channel.key
      """)

  @Argument(help: ArgumentHelp("Where to write the pair.", valueName: "file"))
  var file: String

  func run() throws {
    let pair = try KeyPair.generate()
    do {
      try pair.save(to: file)
      try pair.publicKey.save(to: file + ".pub")
    } catch {
      Terminal.error.write("\(Terminal.error.red("error:")) \(error)\n")
      throw ExitCode(ExitStatus.cannotCreate)
    }
    Terminal.output.write("\(file): keep it secret\n\(file).pub: give it to the other side\n")
  }
}
