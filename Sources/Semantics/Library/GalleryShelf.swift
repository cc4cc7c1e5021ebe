public import Tasks

/// Opened data sets and embedded galleries, made once per process. Confined to one thread.
public final class GalleryShelf {
  private struct GalleryKey: Hashable {
    var digest: String
    var source: DataSetSource
    var count: Int
  }
  private struct DataKey<Source: Hashable>: Hashable {
    var source: Source
    var splits: Set<Split>
  }
  private var galleries: [GalleryKey: Gallery] = [:]
  private var sets: [DataKey<DataSetSource>: any LabelledPictures] = [:]
  private var texts: [DataKey<ParallelTextSource>: any ParallelText] = [:]
  private var questionSets: [DataKey<PictureQuestionSource>: any PictureQuestions] = [:]

  /// An empty shelf.
  public init() {}

  /// A data set, opened at the first call.
  ///
  /// - Throws: `DataSetError` naming the file at fault.
  public func data(_ source: DataSetSource, splits: Set<Split>) throws(DataSetError) -> any LabelledPictures {
    let key = DataKey(source: source, splits: splits)
    if let data = sets[key] { return data }
    let data = try source.open(splits: splits)
    sets[key] = data
    return data
  }

  /// A parallel text, opened at the first call.
  ///
  /// - Throws: `DataSetError` naming the file at fault.
  public func text(_ source: ParallelTextSource, splits: Set<Split>) throws(DataSetError) -> any ParallelText {
    let key = DataKey(source: source, splits: splits)
    if let text = texts[key] { return text }
    let text = try source.open(splits: splits)
    texts[key] = text
    return text
  }

  /// Pictures with questions, opened at the first call.
  ///
  /// - Throws: `DataSetError` naming the file at fault.
  public func questions(
    _ source: PictureQuestionSource, splits: Set<Split>
  ) throws(DataSetError) -> any PictureQuestions {
    let key = DataKey(source: source, splits: splits)
    if let questions = questionSets[key] { return questions }
    let questions = try source.open(splits: splits)
    questionSets[key] = questions
    return questions
  }

  /// The gallery of a model over the first pictures of a data set's training split, embedded at the first call.
  ///
  /// - Parameters:
  ///   - model: embeds the pictures.
  ///   - data: with its training split open.
  ///   - source: where they come from: two folders of the same name have galleries of their own.
  ///   - count: how many pictures.
  /// - Returns: the gallery.
  /// - Throws: what reading a picture or embedding it throws.
  public func gallery(
    _ model: RetrievalModel, _ data: any LabelledPictures, from source: DataSetSource, count: Int
  ) throws -> Gallery {
    let key = GalleryKey(digest: model.digest, source: source.absolute, count: count)
    if let gallery = galleries[key] { return gallery }
    let gallery = try Gallery(model: model, data: data, count: count)
    galleries[key] = gallery
    return gallery
  }
}
