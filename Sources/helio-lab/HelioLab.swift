import ArgumentParser
public import CommandLineSupport
public import Semantics
public import Tensors

/// What needs the numerical library: training and evaluating codecs, and runs in one process.
@main
struct HelioLab: Program {
  static let configuration = CommandConfiguration(
    // `helio` hands its command line over under its own name: that is what its users typed.
    commandName: CommandLine.arguments.first == "helio" ? "helio" : "helio-lab",
    abstract: "Train and evaluate semantic codecs and policies, draw figures, and run topologies in one process.",
    subcommands: [UpInProcess.self, Replay.self, Train.self, Evaluate.self, FigureCommand.self])
}

/// `train …`.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train a model.", subcommands: [TrainCodec.self, TrainPolicy.self])
}

/// `train codec …`.
struct TrainCodec: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "codec", abstract: "Train a semantic codec end to end over fading and noise.",
    subcommands: [TrainTranslationCodec.self, TrainRetrievalCodec.self, TrainQuestionAnsweringCodec.self])
}

extension ModelError: ErrorWithStatus {
  /// A model's file is an input.
  public var exitStatus: Int32 { ExitStatus.data }
}

extension KnowledgeFileError: ErrorWithStatus {
  /// A knowledge base is an input.
  public var exitStatus: Int32 { ExitStatus.data }
}

extension SafetensorsError: ErrorWithStatus {
  /// A model's file is an input.
  public var exitStatus: Int32 { ExitStatus.data }
}

extension ParameterMismatch: ErrorWithStatus {
  /// A model's file is an input.
  public var exitStatus: Int32 { ExitStatus.data }
}
