import ArgumentParser
import Foundation

@main
struct BenchmarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "HeliographBenchmarks",
    abstract: "Measures Heliograph on this machine.",
    discussion: """
      docs/benchmarks.md says what each benchmark measures. Build the programs first, in the repository's root:
        swift build --configuration release
        swift run --package-path Benchmarks --configuration release HeliographBenchmarks
      """)

  @Option(help: ArgumentHelp("Run the benchmarks whose name contains this.", valueName: "text"))
  var filter: String?

  @Flag(help: "Fewer samples: to see that everything works.")
  var quick = false

  @Option(help: ArgumentHelp("Write the figures and the machine as JSON.", valueName: "file"))
  var json: String?

  @Option(help: ArgumentHelp("Where the release build's programs are.", valueName: "folder"))
  var programs: String = ".build/release"

  @Option(help: ArgumentHelp("Where the trained models are.", valueName: "folder"))
  var models: String = "models"

  @Option(help: ArgumentHelp("A Python. Codecs are measured with its PyTorch too.", valueName: "program"))
  var python: String = "python3"

  @Option(help: ArgumentHelp("The topology that whole runs use.", valueName: "file"))
  var topology: String = "Benchmarks/topology/busy.yaml"

  private struct Record: Encodable {
    var machine: Machine
    var quick: Bool
    var measurements: [Measurement]
  }

  func run() throws {
    let machine = Machine.current()
    print(machine.lines)
    var report = Report()
    try physics(&report)
    if wants("semantics") {
      try SemanticsBenchmark.run(models: models, python: PyTorch(python: python), quick: quick, into: &report)
    }
    if wants("learning") { try LearningBenchmark.run(quick: quick, into: &report) }
    try hops(&report)
    try throughput(&report)
    try runs(&report)
    if let json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      let record = Record(machine: machine, quick: quick, measurements: report.measurements)
      try encoder.encode(record).write(to: URL(filePath: json), options: .atomic)
    }
  }

  private func wants(_ name: String) -> Bool { filter.map { name.contains($0) } ?? true }

  private func physics(_ report: inout Report) throws {
    if wants("noise") { try NoiseBenchmark.run(quick: quick, into: &report) }
    if wants("physics") { try PhysicsBenchmark.run(quick: quick, into: &report) }
    if wants("modem") { try ModemBenchmark.run(quick: quick, into: &report) }
  }

  private func hops(_ report: inout Report) throws {
    for (transport, secured) in [("ipc", false), ("tcp", false), ("ipc", true), ("tcp", true)] {
      let wire = try Wire(transport: transport, secured: secured)
      guard wants("hop \(wire.name)") else { continue }
      try HopBenchmark.run(wire, iterations: quick ? 200 : 4_000, into: &report)
    }
  }

  private func throughput(_ report: inout Report) throws {
    for transport in ["ipc", "tcp"] where wants("throughput \(transport)") {
      let wire = try Wire(transport: transport, secured: true)
      try ThroughputBenchmark.run(wire, messages: quick ? 200 : 2_000, rounds: quick ? 1 : 5, into: &report)
    }
  }

  private func runs(_ report: inout Report) throws {
    let run = HelioRun(installation: .init(programs: programs, models: models, topology: topology))
    if wants("start-up") { try RunsBenchmark.startUp(run, quick: quick, into: &report) }
    if wants("slots") { try RunsBenchmark.slots(run, quick: quick, into: &report) }
    if wants("record") { try RecordBenchmark.run(run, quick: quick, into: &report) }
    if wants("memory") { try RunsBenchmark.memory(run, quick: quick, into: &report) }
  }
}
