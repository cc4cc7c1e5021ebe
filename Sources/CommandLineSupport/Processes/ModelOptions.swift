public import ArgumentParser
public import Scenario

/// Where models and data lie on this host.
public struct ModelOptions: ParsableArguments {
  /// The folders of models as given.
  @OptionGroup public var given: ModelFolders

  /// The data as given.
  @Option(
    help: ArgumentHelp(
      "Data set to use instead of the topology's: its name, or where it lies; with several codecs KIND=DATA, once for "
        + "each KIND: translation, retrieval or vqa.",
      valueName: "name or path"))
  public var data: [String] = []

  /// What replaces a data source of the scenario on this host; nil: nothing.
  public var replacement: DataReplacement? { data.isEmpty ? nil : DataReplacement(data) }

  /// No options yet.
  public init() {}

  /// The folders of models, the first first: as given, from the environment, or beside the working folder and of the
  /// installation.
  public var folders: [String] { given.paths }
}
