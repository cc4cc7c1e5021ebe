public import Tasks

/// A trained codec for image retrieval and what it works on.
public struct RetrievalCodecChoice: Codable, Hashable, Sendable {
  /// The model's name: `<name>.safetensors` and `<name>.knowledge.json` in the models folder.
  public var model: String
  /// Where the pictures come from.
  public var data: DataSetSource
  /// How many pictures of the training split the server's gallery holds.
  public var gallery: Int

  /// Makes a description of a codec.
  public init(model: String, data: DataSetSource, gallery: Int = 720) {
    self.model = model
    self.data = data
    self.gallery = gallery
  }
}

/// A trained codec for translation and what it works on.
public struct TranslationCodecChoice: Codable, Hashable, Sendable {
  /// The model's name: `<name>.safetensors` and `<name>.knowledge.json` in the models folder.
  public var model: String
  /// Where the sentences come from.
  public var data: ParallelTextSource
  /// How many sentences a task has: a paragraph of ten in Ji et al. [Ji24].
  public var sentencesPerTask: Int

  /// Makes a description of a codec.
  public init(model: String, data: ParallelTextSource, sentencesPerTask: Int = 10) {
    self.model = model
    self.data = data
    self.sentencesPerTask = sentencesPerTask
  }
}

/// A trained codec for visual question answering and what it works on.
public struct QuestionCodecChoice: Codable, Hashable, Sendable {
  /// The model's name: `<name>.safetensors` and `<name>.knowledge.json` in the models folder.
  public var model: String
  /// Where pictures and questions come from.
  public var data: PictureQuestionSource
  /// A smaller model that answers on the UE, with its own knowledge base; nil: the codec's own model, over no channel.
  public var localModel: String?

  /// Makes a description of a codec.
  public init(model: String, data: PictureQuestionSource, localModel: String? = nil) {
    self.model = model
    self.data = data
    self.localModel = localModel
  }
}

extension Scenario {
  /// The kinds of tasks that there are codecs for.
  public var taskKinds: [TaskKind] {
    TaskKind.allCases.filter { model(of: $0) != nil }
  }

  /// The name of the codec's model for a kind of task; nil without a codec.
  public func model(of kind: TaskKind) -> String? {
    switch kind {
    case .translation: translation?.model
    case .retrieval: retrieval?.model
    case .visualQuestionAnswering: questions?.model
    }
  }

  /// The name of the data of a kind of tasks; nil without a codec.
  public func dataName(of kind: TaskKind) -> String? {
    switch kind {
    case .translation: translation?.data.name
    case .retrieval: retrieval?.data.name
    case .visualQuestionAnswering: questions?.data.name
    }
  }

  /// The kinds of tasks whose data are read from files of which the topology does not say where they lie.
  public var kindsOfUnlocatedData: [TaskKind] {
    taskKinds.filter { kind in
      switch kind {
      case .translation: translation?.data.isLocated == false
      case .retrieval: retrieval?.data.isLocated == false
      case .visualQuestionAnswering: questions?.data.isLocated == false
      }
    }
  }

  /// The codecs' data without the places where they lie.
  var withoutLocations: Scenario {
    var scenario = self
    scenario.translation?.data = translation?.data.withoutLocation ?? .streetScenes
    scenario.retrieval?.data = retrieval?.data.withoutLocation ?? .shapes
    scenario.questions?.data = questions?.data.withoutLocation ?? .sceneQuestions
    return scenario
  }
}
