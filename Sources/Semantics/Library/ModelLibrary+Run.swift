public import Tasks

extension ModelLibrary {
  /// The knowledge base of a model that a run uses, once both are known to hold for the run.
  ///
  /// - Parameters:
  ///   - model: the model in use.
  ///   - name: the model's name.
  ///   - dataSet: the name of the data set that the run's tasks come from.
  ///   - symbols: the complex symbols per token of the run, which have to lie within the measured grid, where numbers between
  ///     two points are interpolated; nil: nothing of it is sent, as of a model that answers on the UE alone.
  /// - Returns: what was measured of the model.
  /// - Throws: `ModelError` naming the number and the model's k_max or the grid, or both data sets, and what
  ///   ``knowledge(named:of:digest:)`` throws.
  public func knowledge<Model: CodecModel>(
    of model: Model, named name: String, dataSet: String, symbols: SymbolCounts?
  ) throws -> KnowledgeBase {
    // What the model cannot send nobody can measure: its own bound comes first.
    if let symbols { try model.requireSendable(symbols) }
    let knowledge =
      symbols == nil
      ? try measured(named: name, of: Model.task, digest: model.digest)
      : try knowledge(named: name, of: Model.task, digest: model.digest)
    let place = path(ofKnowledge: name)
    if case .measured(let measured, _, _) = knowledge.origin, measured != dataSet {
      throw ModelError(
        place: place,
        expected: "accuracies measured on \(dataSet), the data of this run's \(Model.task.rawValue) tasks",
        found: "those on \(measured)",
        remedy: "Measure the model on these data: helio evaluate knowledge \(name) --data DATA")
    }
    guard let symbols else { return knowledge }
    for axis in knowledge.axes.measured(with: symbols) { try axis.check(place, name) }
    return knowledge
  }
}

extension CodecModel {
  /// Refuses numbers of symbols that the model cannot send.
  fileprivate func requireSendable(_ symbols: SymbolCounts) throws(ModelError) {
    let most = maximumSymbols
    for (token, wished, most) in [("word", symbols.words, most.perWord), ("patch", symbols.patches, most.perPatch)] {
      guard let most, wished > most else { continue }
      throw ModelError(
        place: path, expected: "from 1 to \(most) symbols per \(token)",
        found: "offloading.symbols-per-\(token): \(wished)",
        remedy: "Ask for fewer symbols per \(token), or train a model with a larger k_max")
    }
  }
}

/// A number of symbols beside the grid that was measured.
private struct MeasuredAxis {
  /// What a token is: "word".
  let token: String
  /// The number.
  let wished: Int
  /// The numbers that were measured, increasing, at least one.
  let grid: [Int]

  func check(_ place: String, _ model: String) throws(ModelError) {
    guard let least = grid.first, let most = grid.last, !(least...most).contains(wished) else { return }
    let points = grid.map(String.init).joined(separator: ", ")
    throw ModelError(
      place: place, expected: "a number of symbols per \(token) from \(least) to \(most): measured are \(points)",
      found: "offloading.symbols-per-\(token): \(wished)",
      remedy: "Ask for a number within, or measure \(wished) too: "
        + "helio evaluate knowledge \(model) --k-\(token) \((grid + [wished]).sorted().map(String.init).joined(separator: ","))"
    )
  }
}

extension KnowledgeBase.Axes {
  /// The axes beside the numbers that a run asks for.
  fileprivate func measured(with symbols: SymbolCounts) -> [MeasuredAxis] {
    func words(_ grid: [Int]) -> MeasuredAxis {
      MeasuredAxis(token: "word", wished: symbols.words, grid: grid)
    }
    func patches(_ grid: [Int]) -> MeasuredAxis {
      MeasuredAxis(token: "patch", wished: symbols.patches, grid: grid)
    }
    return switch self {
    case .words(let grid): [words(grid)]
    case .patches(let grid): [patches(grid)]
    case .both(let wordGrid, let patchGrid): [words(wordGrid), patches(patchGrid)]
    case .absent: []
    }
  }
}
