import Tensors

/// The fusion of a question's words and a picture's patches at the server.
///
/// First each word is grounded in the picture: word w takes in the patches p that it means, and where they lie, w + Σ
/// σ(a·⟨w, p⟩/√d + b)·(V·(p + e) + c) + f, e and f the position embeddings of patch and word. A sum of sigmoids instead of
/// an average keeps how many there are. Then the words, with an answer token in front, go through the layers of a
/// transformer decoder, pre-norm, which see one another and the patches; the answer token goes on.
struct AnswerFusion: Module {
  /// The standard deviation of position embeddings as they are drawn. With the usual 0.02 beside tokens of unit variance
  /// the layers were slow to learn where things are.
  static let positionDeviation = 0.5

  private let scale: Tensor
  private let offset: Tensor
  /// V and c.
  private let value: Linear
  private let answerToken: Tensor
  private let wordPosition: Tensor
  private let patchPosition: Tensor
  private let layers: [TransformerDecoderLayer]
  private let norm: LayerNorm

  /// - Parameters:
  ///   - sizes: of each layer, and how many.
  ///   - words: the most words of a question.
  ///   - patches: the tokens of a picture.
  ///   - generator: draws the weights.
  /// - Throws: `TensorError` for sizes that libtorch refuses.
  init(_ sizes: TransformerSizes, words: Int, patches: Int, generator: TensorGenerator) throws(TensorError) {
    let width = sizes.features
    let shape = TransformerShape(
      features: width, heads: sizes.heads, hidden: sizes.hidden, dropout: 0, activation: .gelu, normFirst: true)
    scale = try Tensor(1).requiringGradient()
    // Few patches are meant: σ(−2) = 0.12.
    offset = try Tensor(-2).requiringGradient()
    value = try Linear(width, width, generator: generator)
    func embedding(_ count: Int) throws(TensorError) -> Tensor {
      try Tensor.normal([1, count, width], deviation: AnswerFusion.positionDeviation, generator: generator)
        .requiringGradient()
    }
    answerToken = try embedding(1)
    wordPosition = try embedding(words)
    patchPosition = try embedding(patches)
    var layers: [TransformerDecoderLayer] = []
    for _ in 0..<sizes.layers { layers.append(try TransformerDecoderLayer(shape, generator: generator)) }
    self.layers = layers
    norm = try LayerNorm(width)
  }

  var parameters: [NamedTensor] {
    [(name: "meaning_scale", tensor: scale), (name: "meaning_offset", tensor: offset)]
      + value.parameters(under: "meaning")
      + [
        (name: "answer_token", tensor: answerToken), (name: "word_position", tensor: wordPosition),
        (name: "patch_position", tensor: patchPosition),
      ] + layers.enumerated().flatMap { $1.parameters(under: "layers.\($0)") } + norm.parameters(under: "norm")
  }

  /// - Parameters:
  ///   - words: `[B, L, d]`.
  ///   - patches: `[B, T, d]`.
  ///   - padding: `[B, L]`, true behind the end of a question; nil when all have L words.
  ///   - mode: training or inference.
  /// - Returns: the answer token `[B, d]`; the logits of the grounding, a·⟨w, p⟩/√d + b for each word and patch,
  ///   `[B, L, T]`; and the grounded words, `[B, L, d]`.
  /// - Throws: `TensorError` for tensors of other shapes.
  func callAsFunction(
    words: Tensor, patches: Tensor, padding: Tensor?, _ mode: ForwardMode
  ) throws(TensorError) -> (answer: Tensor, grounding: Tensor, groundedWords: Tensor) {
    let (batch, length, width) = (words.shape[0], words.shape[1], words.shape[2])
    let products = try words.batchMatmul(patches.transpose(1, 2)) * (1 / Double(width).squareRoot())
    let grounding = try products * scale + offset
    let memory = try patches + patchPosition
    let groundedWords =
      try words + grounding.sigmoid().batchMatmul(value(memory))
      + wordPosition.narrow(axis: 1, start: 0, length: length)
    let hidden: Tensor? =
      if let padding {
        try Tensor.concatenate([.zeros([batch, 1], type: .bool), padding], axis: 1)
      } else {
        nil
      }
    var tokens = try Tensor.concatenate([answerToken.expand([batch, 1, width]), groundedWords], axis: 1)
    for layer in layers {
      tokens = try layer(tokens, memory: memory, mask: AttentionMask(keyPadding: hidden), mode)
    }
    return (try norm(tokens.select(axis: 1, 0)), grounding, groundedWords)
  }
}
