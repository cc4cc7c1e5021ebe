public import Tasks

/// The pictures that a server answers with: embeddings of training pictures, made without noise.
public struct Gallery: Sendable {
  /// One picture of the gallery.
  public struct Item: Hashable, Sendable {
    /// Its index in the training split.
    public let index: Int
    /// Its class.
    public let label: Int
  }

  /// The pictures in the order of the training split.
  public let items: [Item]
  private let embeddings: [Embedding]

  /// How many pictures a gallery may have.
  public static let sizes = 1...100_000

  /// How many pictures go through the network at once. The same in every process, so that all have the same gallery.
  private static let batchSize = 40

  /// How many pictures are looked at for each that is wanted, so that a rare class does not cost a pass over all.
  private static let mostLookedAt = 8

  /// The pictures of one class: those that the model takes for it, and the others.
  private struct Shelf {
    var kept: [(item: Item, embedding: Embedding)] = []
    var spare: [(item: Item, embedding: Embedding)] = []
  }

  /// Embeds training pictures in their order, as evenly over the classes as they come.
  ///
  /// A picture is passed over while its class has ⌈count/classes⌉ already, and when the model itself takes it for
  /// another class: a gallery edited like this answers better than one with outliers [Wilson72]. Where every picture of
  /// a class is taken for another, its first ones are kept.
  ///
  /// - Parameters:
  ///   - model: embeds them, 40 at a time.
  ///   - data: with its training split open.
  ///   - count: how many pictures, within ``sizes``; fewer when the split has no more.
  ///   - report: told how many pictures are found, of how many.
  /// - Throws: ``ModelError`` for a data set that the model was not made for or an impossible size, `DataSetError` for a
  ///   picture that cannot be read.
  public init(
    model: RetrievalModel, data: any LabelledPictures, count: Int,
    report: (_ done: Int, _ count: Int) -> Void = { _, _ in }
  ) throws {
    try model.require(data)
    let place = "the gallery of \(data.name)"
    guard Gallery.sizes.contains(count) else {
      let (least, most) = (Gallery.sizes.lowerBound, Gallery.sizes.upperBound)
      throw ModelError(
        place: place, expected: "from \(least) to \(most) pictures", found: "\(count)",
        remedy: "Ask for \(count < least ? "more" : "fewer")")
    }
    guard data.trainCount >= 1 else {
      throw ModelError(
        place: place, expected: "pictures in the training split", found: "none", remedy: "Open the training split")
    }
    let share = (count + data.classNames.count - 1) / data.classNames.count
    var shelves = [Shelf](repeating: Shelf(), count: data.classNames.count)
    for start in stride(from: 0, to: data.trainCount, by: Gallery.batchSize) {
      if shelves.allSatisfy({ $0.kept.count >= share }) || start >= Gallery.mostLookedAt * count { break }
      let indices = start..<min(start + Gallery.batchSize, data.trainCount)
      let samples = try indices.map { try data.trainSample($0) }
      for (place, embedding) in try model.localEmbeddings(samples.map(\.picture)).enumerated() {
        let item = Item(index: indices.lowerBound + place, label: samples[place].label)
        if model.classify(embedding) == item.label {
          shelves[item.label].kept.append((item, embedding))
        } else {
          shelves[item.label].spare.append((item, embedding))
        }
      }
      report(min(count, shelves.reduce(0) { $0 + min($1.kept.count, share) }), count)
    }
    let rows = shelves.map { $0.kept.isEmpty ? $0.spare : $0.kept }
    let inTurn = (0..<share).flatMap { place in rows.compactMap { place < $0.count ? $0[place] : nil } }
    let chosen = inTurn.prefix(count).sorted { $0.item.index < $1.item.index }
    items = chosen.map(\.item)
    embeddings = chosen.map(\.embedding)
  }

  /// The answer to a query: the nearest picture by cosine, the lowest index of equals.
  ///
  /// - Parameter embedding: the query.
  /// - Returns: the item's place in ``items``, and its class.
  public func nearest(_ embedding: Embedding) -> (item: Int, label: Int) {
    let item = embedding.nearest(of: embeddings) ?? 0
    return (item, items[item].label)
  }
}
