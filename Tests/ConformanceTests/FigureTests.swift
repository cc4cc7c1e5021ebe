import Figures
import Foundation
import Testing

@testable import Conformance

@Suite("Figures of a verification")
struct FigureTests {
  @Test("there is one for error rates, distributions, autocorrelations and waterfalls, with its data in the script")
  func scripts() {
    let figures = ConformanceFigure.figures(of: VerificationTests.smallReport)
    #expect(
      figures.map(\.name) == [
        "channel-bit-error-rates", "channel-distributions", "channel-autocorrelations", "channel-waterfalls",
      ])
    for figure in figures {
      let script = figure.script(writing: "it's a figure.png")
      #expect(script.contains("set output 'it''s a figure.png'"))
      #expect(!script.contains("nan") && !script.contains("inf"))
      // Every block of data that is begun is ended, and every one is drawn.
      let lines = script.split(separator: "\n")
      let blocks = lines.filter { $0.hasSuffix("<< END") }
      #expect(!blocks.isEmpty)
      #expect(lines.filter { $0 == "END" }.count == blocks.count)
      for block in blocks {
        let name = block.split(separator: " ")[0]
        #expect(lines.contains { $0.contains("\(name) using") }, "\(name) is not drawn")
      }
    }
  }

  @Test("a learning curve has at most 200 points, each the mean of as many steps, and none of broken rows")
  func learningCurve() throws {
    let rows = (1...400).map { "\($0),\($0 % 2 == 1 ? 2.0 : 4.0),\($0 % 2 == 1 ? 0.25 : 0.75),0.001" }
    let history = (["step,loss,accuracy,learning_rate"] + rows + ["401,nan,0.5,0", "402,"]).joined(separator: "\n")
    let figure = try #require(
      Figure.learningCurve(history: history, named: "mine", title: "vqa, my_set", writtenBy: "a test"))
    #expect(figure.name == "mine")
    let lines = figure.script(writing: "mine.png").split(separator: "\n")
    #expect(lines.contains("2.0 3.0") && lines.contains("400.0 3.0"))
    #expect(lines.contains("2.0 50.0") && lines.contains("400.0 50.0"))
    #expect(lines.count { $0.hasSuffix(" 3.0") } == 200)
    #expect(lines.contains { $0.contains(#"vqa, my\\_set"#) })
    let heading = "step,loss,accuracy,learning_rate\n"
    #expect(Figure.learningCurve(history: heading, named: "none", title: "", writtenBy: "a test") == nil)
  }

  @Test("a report without checks has no figures")
  func empty() {
    #expect(
      ConformanceFigure.figures(of: ConformanceReport(seed: 1, plan: .quick, statisticalChecks: 0, sections: []))
        .isEmpty)
  }

  @Test("A user's text ends no string of a script, runs no command and is no markup")
  func plainText() {
    #expect(FigurePanel.plain("my_set \"x\" `rm` a\\b\n") == #"my\\_set \"x\" 'rm' a\\\\b "#)
  }
}
