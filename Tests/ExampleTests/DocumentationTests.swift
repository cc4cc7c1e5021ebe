import EmulatorTestKit
import Foundation
import Testing

@Suite("The page on testing a topology")
struct DocumentationTests {
  @Test("shows the example that is compiled and run here")
  func example() throws {
    let page = try String(contentsOfFile: BuiltPrograms.file("docs/testing-your-topology.md"), encoding: .utf8)
    let example = try String(
      contentsOfFile: BuiltPrograms.file("Tests/ExampleTests/FactoryFloorTests.swift"), encoding: .utf8)
    #expect(page.contains("```swift\n\(example)```\n"))
  }
}
