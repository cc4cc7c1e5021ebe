import ArgumentParser
import Quantities
import Topology

/// A word that stands where a command is expected and is none: the argument parser calls it an unexpected argument and
/// names no command that it could have been.
struct UnknownCommand: CustomStringConvertible {
  /// What was to be done: a sentence and where to read on.
  let description: String

  /// Looks for it in a command line that was refused; nil when the words lead to a command that there is.
  ///
  /// - Parameters:
  ///   - program: the program.
  ///   - arguments: its arguments, its own name left out.
  init?(in program: any ParsableCommand.Type, _ arguments: [String]) {
    guard let words = UnknownCommand.words(program, arguments) else { return nil }
    description = words
  }

  private static func words(_ program: any ParsableCommand.Type, _ arguments: [String]) -> String? {
    var command = program
    var path = program._commandName
    for word in arguments {
      let known: [any ParsableCommand.Type] = command.configuration.subcommands
      let next = known.first { (candidate: any ParsableCommand.Type) -> Bool in
        candidate._commandName == word || candidate.configuration.aliases.contains(word)
      }
      if let next {
        command = next
        path += " " + word
        continue
      }
      guard !known.isEmpty, !word.hasPrefix("-"), word != "help" else { return nil }
      var names: [String] = []
      for candidate in known where candidate.configuration.shouldDisplay { names.append(candidate._commandName) }
      let hint = Spelling.didYouMean(word, among: names) ?? "it has \(names.joined(separator: ", "))"
      return "\(path) has no command `\(word)`; \(hint)\nSee '\(path) --help' for more information."
    }
    return nil
  }
}
