import FoundationEssentials
import Tasks

extension TopologyDraft {
  /// The name that stands for Fashion-MNIST wherever its files lie.
  static let fashionMNIST = "fashion-mnist"

  /// Recognises the data set: the command line's, or the file's.
  func dataSet(_ overrides: TopologyOverrides, folder: String, log: FaultLog) -> DataSetSource {
    if let data = overrides.data {
      do {
        return try DataSetSource(recognising: data == "shapes" ? data : Self.absolute(data, in: currentFolder()))
      } catch {
        let nearest = FileManager.default.fileExists(atPath: data) ? nil : Spelling.didYouMean(data, among: ["shapes"])
        log.add(
          option: "--data", found: "\"\(data)\" (\(error.found))", expected: error.expected,
          suggestion: nearest ?? error.advice)
        return .shapes
      }
    }
    let data = semantics.retrieval.data
    if data == Self.fashionMNIST { return .fashionMNIST("") }
    do {
      let isPath = data.contains("/")
      return try DataSetSource(recognising: isPath ? Self.absolute(data, in: folder) : data)
    } catch {
      let path = "semantics.retrieval.data"
      log.add(
        at: log.place(of: path), key: path, found: "\"\(data)\" (\(error.found))", expected: error.expected,
        suggestion: Spelling.didYouMean(data, among: ["shapes", Self.fashionMNIST]) ?? error.advice)
      return .shapes
    }
  }

  /// Looks for the model's files.
  func checkModel(in folder: String, log: FaultLog) {
    let suffix = ".safetensors"
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let models = files.filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }.sorted()
    let model = semantics.retrieval.model
    let path = "semantics.retrieval.model"
    guard models.contains(model) else {
      log.add(
        at: log.place(of: path), key: path, found: "\"\(model)\"",
        expected: models.isEmpty
          ? "a model, but \(folder) holds none" : "one of the models in \(folder): \(Spelling.list(models))",
        suggestion: models.isEmpty
          ? "train one with `helio train`, or name the folder with `--models`"
          : Spelling.didYouMean(model, among: models))
      return
    }
    guard files.contains("\(model).knowledge.json") else {
      log.add(
        at: log.place(of: path), key: path, found: "no \(model).knowledge.json beside \(model)\(suffix)",
        expected: "the model's knowledge base in \(folder)", suggestion: "measure it with `helio evaluate`")
      return
    }
  }

  /// A path that starts at a folder unless it starts at the root.
  static func absolute(_ path: String, in folder: String) -> String {
    URL(filePath: path.hasPrefix("/") ? path : "\(folder)/\(path)").standardized.path
  }

  private func currentFolder() -> String { FileManager.default.currentDirectoryPath }
}

extension DataSetError {
  /// The remedy as the end of a sentence.
  fileprivate var advice: String {
    remedy.prefix(1).lowercased() + remedy.dropFirst()
  }
}

extension TopologyDraft {
  /// What a file calls a data set.
  static func name(of data: DataSetSource) -> String {
    data == .fashionMNIST("") ? fashionMNIST : data.description
  }
}
