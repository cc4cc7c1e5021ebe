import Scenario
import Tasks

extension Schema {
  static let semantics = Section<SemanticsDraft>([
    Entry(
      "translation", \.translation, translation.form("a mapping, see *semantics.translation*"),
      from: TranslationDraft(), "Translation; `{}` for its defaults"),
    Entry(
      "retrieval", \.retrieval, retrieval.form("a mapping, see *semantics.retrieval*"), from: RetrievalDraft(),
      "Image retrieval; there with its defaults when a UE has such tasks, or no other codec is named"),
    Entry(
      "vqa", \.questions, questions.form("a mapping, see *semantics.vqa*"), from: QuestionsDraft(),
      "Visual question answering; `{}` for its defaults"),
  ])

  static let translation = Section<TranslationDraft>([
    Entry("model", \.model, .modelName, modelSummary),
    Entry(
      "data", \.data,
      .text(
        "`street-scenes`, `multi30k`, the path of a folder (Multi30k, or `train` and `test` in two languages), or two "
          + "aligned files `a.en,a.de`"),
      "The sentences and their references. `multi30k` asks for its folder with `--data`; a relative path starts at the topology's folder"
    ),
    Entry(
      "sentences", \.sentences, .integer(ScenarioLimits.sentences),
      "Sentences of a task, each drawn on its own: a paragraph"),
  ])

  static let retrieval = Section<RetrievalDraft>([
    Entry("model", \.model, .modelName, modelSummary),
    Entry(
      "data", \.data,
      .text(
        "`shapes`, `fashion-mnist`, `cifar-10`, or the path of a folder with Fashion-MNIST's or CIFAR-10's files or with pictures"
      ),
      "The pictures. `fashion-mnist` and `cifar-10` ask for their folder with `--data`; a relative path starts at the topology's folder"
    ),
    Entry("gallery", \.gallery, .integer(ScenarioLimits.gallerySizes), "Pictures in the server's gallery"),
  ])

  static let questions = Section<QuestionsDraft>([
    Entry("model", \.model, .modelName, modelSummary),
    Entry(
      "data", \.data, .text("`scene-questions`, `easy-vqa`, or the path of a folder with easy-VQA"),
      "The pictures and questions. `easy-vqa` asks for its folder with `--data`; a relative path starts at the topology's folder"
    ),
    Entry(
      "local-model", \.localModel, .modelName, from: "",
      "A smaller model that answers on the UE; without it the codec's model does, over no channel"),
  ])

  private static let modelSummary = "`NAME.safetensors` and `NAME.knowledge.json` in the models folder"
}

extension Form where Value == String {
  /// The name of a model.
  static var modelName: Form {
    .text("a model's name (letters, digits, `-`, `_`, `.`)", isAllowed: { ScenarioLimits.isModelName($0) })
  }
}
