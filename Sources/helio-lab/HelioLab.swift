import ArgumentParser

/// What needs the numerical library: training and evaluating codecs, and runs in one process.
@main
struct HelioLab: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "helio-lab",
    abstract: "Train and evaluate semantic codecs, and run topologies in one process.",
    subcommands: [UpInProcess.self, Replay.self, Train.self, Evaluate.self])
}

/// `train …`.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train a model.", subcommands: [TrainCodec.self])
}

/// `train codec …`.
struct TrainCodec: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "codec", abstract: "Train a semantic codec end to end over fading and noise.",
    subcommands: [TrainRetrievalCodec.self])
}
