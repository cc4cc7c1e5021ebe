import FoundationEssentials
import Offloading
import Tasks
import Testing

@Suite("Workload")
struct WorkloadTests {
  @Test("a paragraph of text takes 9.5 GFLOP as the paper counts and 22.3 GFLOP by the usual count")
  func text() {
    // A sentence (S 20, d 512, h 8, H 64): F_atten = 8·20·512² + 4·20²·8²·64 = 41 943 040 + 6 553 600 = 48 496 640,
    // F_FFN = 2·20·8·64² = 1 310 720, F_dense = 2·20·512·32 = 655 360, F_vocab = 2·20·64·22 234 = 56 919 040.
    let paper = OffloadingParameters(flopModel: .paper).workload(of: .text)
    #expect(paper.encoderFLOPs == 10 * (6 * 49_807_360 + 655_360))
    #expect(paper.decoderFLOPs == 10 * (6 * (2 * 48_496_640 + 1_310_720) + 56_919_040))
    #expect((paper.totalFLOPs / 1e8).rounded() == 95)
    // Usually F_atten = 41 943 040 + 4·20²·512 = 42 762 240, F_FFN = 16·20·512² = 83 886 080,
    // F_vocab = 2·20·512·22 234 = 455 352 320.
    let standard = OffloadingParameters(flopModel: .standard).workload(of: .text)
    #expect(standard.encoderFLOPs == 10 * (6 * (42_762_240 + 83_886_080) + 655_360))
    #expect(standard.decoderFLOPs == 10 * (6 * (2 * 42_762_240 + 83_886_080) + 455_352_320))
    #expect((standard.totalFLOPs / 1e8).rounded() == 223)
  }

  @Test("a picture takes 10.7 GFLOP as the paper counts")
  func image() {
    // S 197, d 384, h 6, H 64: F_atten = 8·197·384² + 4·197²·6²·64 = 232 390 656 + 357 663 744 = 590 054 400,
    // F_FFN = 2·197·6·64² = 9 682 944, F_dense = 2·197·384·64 = 9 682 944.
    let paper = OffloadingParameters().workload(of: .image)
    #expect(paper.encoderFLOPs == 6 * (590_054_400 + 9_682_944) + 9_682_944)
    #expect(paper.decoderFLOPs == 6 * (2 * 590_054_400 + 9_682_944))
    #expect((paper.totalFLOPs / 1e8).rounded() == 107)
  }

  @Test("a question about a picture takes the picture and one sentence")
  func bimodal() {
    let parameters = OffloadingParameters()
    let both = parameters.workload(of: .bimodal)
    let picture = parameters.workload(of: .image)
    let paragraph = parameters.workload(of: .text)
    #expect(both.totalFLOPs == picture.totalFLOPs + paragraph.totalFLOPs / 10)
    #expect(both.symbols == picture.symbols + paragraph.symbols / 10)
  }

  @Test("a task sends k symbols per word of ten sentences and per patch of a picture")
  func symbols() {
    #expect(OffloadingParameters().workload(of: .text).symbols == 10 * 20 * 16)
    #expect(OffloadingParameters().workload(of: .image).symbols == 197 * 32)
    #expect(OffloadingParameters(symbolsPerWord: 8, symbolsPerPatch: 24).workload(of: .bimodal).symbols == 4888)
  }
}

@Suite("The model that is timed")
struct TimedModelTests {
  private let counted = Workload(encoderFLOPs: 3e6, decoderFLOPs: 5e6, symbols: 544)

  @Test("the paper's models time a task unless the model that is run is asked for")
  func choice() {
    let paper = OffloadingParameters()
    #expect(paper.timedModel == .paper)
    #expect(paper.workload(of: .image, run: counted) == paper.workload(of: .image))
    #expect(paper.workload(of: .image, run: nil) == paper.workload(of: .image))
    let run = OffloadingParameters(timedModel: .run)
    #expect(run.workload(of: .image, run: counted) == counted)
    #expect(run.workload(of: .text, run: counted.sending(symbols: 12)).symbols == 12)
    #expect(counted.sending(symbols: 12).totalFLOPs == 8e6)
  }

  @Test("the JSON names the timed model only where it is not the paper's")
  func coding() throws {
    func text(_ parameters: OffloadingParameters) throws -> String {
      String(decoding: try JSONEncoder().encode(parameters), as: UTF8.self)
    }
    var parameters = OffloadingParameters()
    #expect(try !text(parameters).contains("imedModel"))
    parameters.timedModel = .run
    #expect(try text(parameters).contains("\"timedModel\":\"run\""))
    #expect(try JSONDecoder().decode(OffloadingParameters.self, from: JSONEncoder().encode(parameters)) == parameters)
    parameters.timedModel = .paper
    #expect(parameters == OffloadingParameters())
  }
}
