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
