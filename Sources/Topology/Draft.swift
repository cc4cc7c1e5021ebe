import Offloading
import Radio
import Scenario
import Tasks

/// A topology as its file says it: every value is of its type and within its own limits, nothing is resolved yet.
struct TopologyDraft: Sendable {
  var name = ""
  var seed: UInt64 = 1
  var clock = ClockMode.virtual
  var slots = SlotSchedule(count: 20)
  var numerics = NumericsMode.native
  var radio = RadioConfiguration()
  var offloading = OffloadingParameters()
  var semantics = SemanticsDraft()
  var attendance = Attendance()
  var template = UEProfile()
  var ues: [UEDraft] = []
}

/// The codecs of the tasks; nil: not written.
struct SemanticsDraft: Sendable {
  var translation: TranslationDraft?
  var retrieval: RetrievalDraft?
  var questions: QuestionsDraft?
}

/// The codec of translation; its data set is not looked at yet.
struct TranslationDraft: Sendable {
  var model = "translation-street-scenes"
  var data = ParallelTextSource.streetScenes.name
  var sentences = 10
}

/// The codec of image retrieval; its data set is not looked at yet.
struct RetrievalDraft: Sendable {
  var model = "retrieval-shapes"
  var data = DataSetSource.shapes.name
  var gallery = 720
}

/// The codec of visual question answering; its data set is not looked at yet.
struct QuestionsDraft: Sendable {
  var model = "vqa-scene-questions"
  var data = PictureQuestionSource.sceneQuestions.name
  var localModel: String?
}

/// An item of `ues`.
struct UEDraft: Sendable {
  var name = ""
  var count: Int?
  var profile: UEProfile
}
