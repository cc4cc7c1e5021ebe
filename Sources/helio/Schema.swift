import ArgumentParser
import CommandLineSupport
import Topology

/// `helio schema`.
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print every key of a topology with its unit, range, default and meaning, as Markdown.")

  func run() {
    Terminal.output.write(TopologyManual.markdown)
  }
}
