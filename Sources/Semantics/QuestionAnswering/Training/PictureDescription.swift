import Tensors

/// What training knows of the pictures of a batch beside the answers: the words that mean what lies in each patch.
///
/// A patch holds the objects whose centres lie in it.
struct PictureDescription {
  /// `[B, N, names]`: 1 where a patch holds an object of this name.
  let names: Tensor
  /// `[B, N, 3]`: the centre's place in its patch, −1…1 in both directions, and ten times the half extent as a share of
  /// the picture's width; zeros for patches without an object.
  let places: Tensor
  /// `[B, N, 1]`: 1 for patches with an object.
  let isTaken: Tensor
  /// `[B, L, N]`: 1 where a word of the question means an object of the patch, which it is to be grounded in.
  let grounding: Tensor
  /// `[B, L, 1]`: 1 for words that are names.
  let isName: Tensor
  /// `[B, L, 4]`: for each word the sums over the objects that it means of the centre's place in the picture, −1…1 in both
  /// directions, of ten times the half extent, and of 1.
  let sums: Tensor
  /// How many patches are taken.
  let objects: Int

  /// An object with its names' indices, and where it lies, in shares of the picture's width and height.
  struct Object {
    let names: [Int]
    let x: Double
    let y: Double
    let extent: Double
  }

  /// - Parameters:
  ///   - pictures: the objects of each picture.
  ///   - questions: for each word of each question the index of the name that it is, nil for other words.
  ///   - nameCount: how many names there are.
  ///   - grid: the patches.
  /// - Throws: `TensorError` for a batch that libtorch refuses.
  init(
    _ pictures: [[Object]], questions: [[Int?]], nameCount: Int, grid: PatchGrid
  ) throws(TensorError) {
    let (batch, patches) = (pictures.count, grid.rows * grid.columns)
    let longest = questions.map(\.count).max() ?? 0
    var names = [Float](repeating: 0, count: batch * patches * nameCount)
    var places = [Float](repeating: 0, count: batch * patches * 3)
    var isTaken = [Float](repeating: 0, count: batch * patches)
    var grounding = [Float](repeating: 0, count: batch * longest * patches)
    var isName = [Float](repeating: 0, count: batch * longest)
    var sums = [Float](repeating: 0, count: batch * longest * 4)
    for (index, objects) in pictures.enumerated() {
      for (word, name) in questions[index].enumerated() where name != nil { isName[index * longest + word] = 1 }
      for object in objects where (0..<1).contains(object.x) && (0..<1).contains(object.y) {
        let (column, row) = grid.place(x: object.x, y: object.y)
        let patch = Int(row) * grid.columns + Int(column)
        let place = index * patches + patch
        isTaken[place] = 1
        places[place * 3] = Float(2 * (column - column.rounded(.down)) - 1)
        places[place * 3 + 1] = Float(2 * (row - row.rounded(.down)) - 1)
        places[place * 3 + 2] = Float(10 * object.extent)
        for name in object.names { names[place * nameCount + name] = 1 }
        for (word, name) in questions[index].enumerated() {
          guard let name, object.names.contains(name) else { continue }
          grounding[(index * longest + word) * patches + patch] = 1
          for (part, value) in [2 * object.x - 1, 2 * object.y - 1, 10 * object.extent, 1].enumerated() {
            sums[(index * longest + word) * 4 + part] += Float(value)
          }
        }
      }
    }
    self.names = try Tensor(names, shape: [batch, patches, nameCount])
    self.places = try Tensor(places, shape: [batch, patches, 3])
    self.isTaken = try Tensor(isTaken, shape: [batch, patches, 1])
    self.grounding = try Tensor(grounding, shape: [batch, longest, patches])
    self.isName = try Tensor(isName, shape: [batch, longest, 1])
    self.sums = try Tensor(sums, shape: [batch, longest, 4])
    objects = isTaken.count { $0 == 1 }
  }
}

/// Tells from a patch's features which names its object has and where it lies, and from a word at the server where what
/// it means lies and how much of it there is. Trained beside the network: the encoder learns from every object of a
/// picture, and words come to hold what relations and comparisons are told from.
struct PictureDescriber: Module {
  private let linear: Linear
  private let words: Linear
  private let nameCount: Int

  /// - Parameters:
  ///   - features: d of the picture encoder.
  ///   - wordFeatures: d of the fusion.
  ///   - names: how many there are.
  ///   - generator: draws the weights.
  /// - Throws: `TensorError` for sizes that libtorch refuses.
  init(_ features: Int, wordFeatures: Int, names: Int, generator: TensorGenerator) throws(TensorError) {
    linear = try Linear(features, names + 3, generator: generator)
    words = try Linear(wordFeatures, 4, generator: generator)
    nameCount = names
  }

  var parameters: [NamedTensor] { linear.parameters(under: "patches") + words.parameters(under: "words") }

  /// The loss of descriptions, the mean over the patches of the names' cross-entropies in nats plus the squared errors of
  /// the place; and how many taken patches have all their names right.
  ///
  /// - Parameters:
  ///   - features: `[B, 1 + N, d]`, the class token first.
  ///   - description: the truth.
  /// - Returns: a scalar and a count.
  /// - Throws: `TensorError` for tensors of other shapes.
  func loss(of features: Tensor, _ description: PictureDescription) throws(TensorError) -> (loss: Tensor, right: Int) {
    let patches = features.shape[1] - 1
    let output = try linear(features.narrow(axis: 1, start: 1, length: patches))
    let logits = try output.narrow(axis: 2, start: 0, length: nameCount)
    let places = try output.narrow(axis: 2, start: nameCount, length: 3)
    let naming = try binaryCrossEntropy(logits, description.names).sum(axes: [2]).mean()
    let placing = try ((places - description.places).squared() * description.isTaken).sum(axes: [2]).mean()
    let right = try withoutGradient { () throws(TensorError) in
      let isWrong = try (logits * (description.names * 2 - 1)).isLess(than: 0).cast(to: .float32).max(axes: [2])
      return try (description.isTaken.squeeze(2) * (1 - isWrong)).sum().scalar()
    }
    return (try naming + placing, Int(right))
  }

  /// The loss of grounding, means over the words that are names: of the cross-entropy in nats, a mean over the patches,
  /// and of the squared errors of the sums, with the weight 1/8.
  ///
  /// - Parameters:
  ///   - grounding: logits `[B, L, 1 + N]`, the class token first.
  ///   - groundedWords: the words with the patches that they mean, `[B, L, d]`.
  ///   - description: the truth.
  /// - Returns: a scalar.
  /// - Throws: `TensorError` for tensors of other shapes.
  func loss(
    ofGrounding grounding: Tensor, groundedWords: Tensor, _ description: PictureDescription
  ) throws(TensorError) -> Tensor {
    let patches = grounding.shape[2] - 1
    let logits = try grounding.narrow(axis: 2, start: 1, length: patches)
    let count = try description.isName.sum() + 1e-6
    let naming = try (binaryCrossEntropy(logits, description.grounding) * description.isName).sum() / count
    let sums = try ((words(groundedWords) - description.sums).squared() * description.isName).sum() / count
    return try naming * (1 / Double(patches)) + sums * 0.125
  }
}

/// −t·ln σ(x) − (1 − t)·ln(1 − σ(x)) of each element, as max(x, 0) − x·t + ln(1 + e^−|x|).
private func binaryCrossEntropy(_ logits: Tensor, _ targets: Tensor) throws(TensorError) -> Tensor {
  try logits.relu() - logits * targets + ((-logits.magnitude()).exp() + 1).log()
}
