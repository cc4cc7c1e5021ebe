public import ArgumentParser
import CommandLineSupport
public import Offloading
import Quantities
import Semantics
import Tasks
import Tensors

/// `evaluate offloading`.
struct EvaluateOffloading: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "offloading",
    abstract: "Show why tasks are offloaded: operations, latency and energy on the UE and offloaded.",
    discussion: """
      Appendix A of Ji et al. for each kind of task: the operations of encoder and decoder, Eqs. (29) to (33) as printed \
      and as usually counted; the latency and energy of the UE, Eqs. (3) and (8); and those of offloading, Eqs. (4), (5), \
      (7) and (8), with the highest power, when so many UEs share the bandwidth and the server. ε at the given level is \
      that of the models named, and the synthetic knowledge base's for a kind without a model.

      Examples:
        helio evaluate offloading
        helio evaluate offloading --offloaders 1,2,4,8 --snr 6 --json necessity.json
        helio evaluate offloading --model retrieval-shapes --model translation-street-scenes
      """)

  @Option(help: "How many UEs offload at a time, separated by commas.")
  var offloaders = IntegerList(values: [1, 4])

  @Option(parsing: .unconditional, help: "γ in dB, at which ε is taken.")
  var snr = 12.0

  @Option(help: "The bandwidth that the offloaders share, in MHz.")
  var bandwidth = 5.0

  @Option(help: "k^T, complex symbols per word.")
  var symbolsPerWord = OffloadingParameters().symbolsPerWord

  @Option(help: "k^I, complex symbols per token of a picture.")
  var symbolsPerPatch = OffloadingParameters().symbolsPerPatch

  @Option(help: "Whether an offloading UE pays for its encoder: ignored, as in the paper, or counted.")
  var encoderCost = EncoderCost.ignored

  @Option(
    help: ArgumentHelp(
      "A trained model that is timed here and, where it has a channel, gives ε by its knowledge base; a name, or the "
        + "path of a safetensors file; may be repeated.",
      valueName: "name"))
  var model: [String] = []

  @Option(help: "How often a model is timed; the median counts.")
  var repetitions = 20

  @Option(help: ArgumentHelp("Write all numbers as JSON; - for standard output.", valueName: "file"))
  var json: String?

  @OptionGroup var folders: ModelFolders

  func validate() throws {
    func require(_ condition: Bool, _ words: String) throws {
      if !condition { throw ValidationError(words) }
    }
    let counts = offloaders.values
    try require(counts.allSatisfy { (1...1000).contains($0) }, "--offloaders is \(counts), expected 1 to 1000 each")
    try require(bandwidth > 0 && bandwidth.isFinite, "--bandwidth is \(bandwidth) MHz, expected a number above 0")
    try require(!snr.isNaN, "--snr is no number, expected dB")
    try require((1...1024).contains(symbolsPerWord), "--symbols-per-word is \(symbolsPerWord), expected 1 to 1024")
    try require((1...1024).contains(symbolsPerPatch), "--symbols-per-patch is \(symbolsPerPatch), expected 1 to 1024")
    try require((1...100_000).contains(repetitions), "--repetitions is \(repetitions), expected 1 to 100000")
  }

  func run() throws {
    try JSONFile.check(json)
    let parameters = OffloadingParameters(
      symbolsPerWord: symbolsPerWord, symbolsPerPatch: symbolsPerPatch, encoderCost: encoderCost)
    var knowledge = Dictionary(uniqueKeysWithValues: TaskKind.allCases.map { ($0, KnowledgeBase.synthetic($0)) })
    var timings: [ModelTiming] = []
    if !model.isEmpty {
      try setThreads(1)
      for words in model {
        let evaluated = try EvaluatedModel(words, in: folders)
        let model = try TrainedModel.load(evaluated.path)
        if model.hasChannel {
          knowledge[model.task] = try evaluated.library.knowledge(
            named: evaluated.name, of: model.task, digest: model.digest)
        }
        timings.append(
          try ModelTiming(
            model, name: evaluated.name, symbols: parameters.symbolCounts, repetitions: repetitions))
      }
    }
    let necessity = OffloadingNecessity(
      parameters: parameters, bandwidth: Hertz(bandwidth * 1e6), transmitPower: parameters.transmitPower.upperBound,
      offloaders: offloaders.values
    ) { task in
      knowledge[task]?.relativeAccuracy(parameters.symbolCounts, snr: Decibels(snr)) ?? 0
    }
    if let json { try JSONFile.write(Report(necessity: necessity, models: timings), to: json) }
    // With JSON on standard output everything else goes to standard error, so that each can be read by itself.
    let terminal = json == "-" ? Terminal.error : Terminal.output
    let lines = NecessityTable(necessity: necessity, timings: timings).lines(within: terminal.tableWidth)
    terminal.write(lines.joined(separator: "\n") + "\n")
    let made = TaskKind.allCases.filter { knowledge[$0]?.isSynthetic == true }.map(\.rawValue)
    if !made.isEmpty { terminal.write("ε of \(made.joined(separator: ", ")): synthetic\n") }
  }

  private struct Report: Encodable {
    let necessity: OffloadingNecessity
    let models: [ModelTiming]
  }
}

extension EncoderCost: ExpressibleByArgument {}
