import Testing

@testable import Modem

@Suite("Base graphs of NR")
struct NewRadioTableTests {
  @Test(
    "Every shift of both base graphs is the reference table's",
    .enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.absence)), arguments: BaseGraph.allCases)
  func shifts(_ graph: BaseGraph) throws {
    let text = try SharedData.text("channel-codes/sionna/src/sionna/phy/fec/ldpc/codes/5G_bg\(graph.rawValue).csv")
    var rows: [[(column: Int, shifts: [Int])]] = []
    for line in text.split(whereSeparator: \.isNewline).dropFirst(2) {
      let words = line.split(separator: ";", omittingEmptySubsequences: false)
      if !words[0].isEmpty { rows.append([]) }
      let numbers = words.dropFirst().compactMap { Int($0) }
      try #require(numbers.count == 9)
      rows[rows.count - 1].append((numbers[0], Array(numbers.dropFirst())))
    }
    // With the largest lifting size of a set the shifts are those of the table.
    for (set, size) in [256, 384, 320, 224, 288, 352, 208, 240].enumerated() {
      #expect(NewRadioDimensions.set(ofLiftingSize: size) == set)
      let dimensions = try NewRadioDimensions(
        graph, informationLength: graph.informationColumns * size, length: (graph.columns - 2) * size)
      let matrix = NewRadioTables.matrix(dimensions)
      let expected = rows.map { row in
        row.map { QuasiCyclicMatrix.Block(column: $0.column, shift: $0.shifts[set]) }
      }
      #expect(matrix.rows == expected)
      #expect(matrix.columns == graph.columns)
    }
  }

  @Test("Lifting sizes are those of Table 5.3.2-1, and the smallest that fits is taken")
  func liftingSizes() throws {
    #expect(NewRadioDimensions.liftingSizes.count == 51)
    #expect(NewRadioDimensions.liftingSizes.first == 2)
    #expect(NewRadioDimensions.liftingSizes.last == 384)
    #expect(NewRadioDimensions.set(ofLiftingSize: 17) == nil)
    // 22·12 = 264 < 265 ≤ 22·13; K_b = 8 for 256 bits: 8·32.
    #expect(try NewRadioDimensions(.one, informationLength: 265, length: 530).liftingSize == 13)
    let small = try NewRadioDimensions(.two, informationLength: 256, length: 480)
    #expect(small.liftingSize == 32)
    #expect(small.fillerLength == 64)
    #expect(small.parityLength == 288)
    #expect(small.rows == 9)
  }
}
