import Modem
import Randomness
import Testing

@Suite("LDPC codes")
struct LDPCCodeTests {
  static let newRadioNames = [
    "nr-bg1-3168-2/3", "nr-bg1-528-1/2", "nr-bg1-66-1/3", "nr-bg2-480-8/15", "nr-bg2-1000-1/5", "nr-bg2-24-1/2",
  ]

  static func random(_ count: Int, _ name: String) -> [UInt8] {
    var stream = RandomStream(seed: 11, purpose: "LDPC tests", ue: name)
    return (0..<count).map { _ in UInt8(stream.nextBits() & 1) }
  }

  @Test("Code words of every named code satisfy all checks and carry the information", arguments: CodeName.listed)
  func listed(_ name: CodeName) {
    let code = LDPCCode(name)
    #expect(code.length == name.length)
    #expect(code.informationLength == name.informationLength)
    let information = Self.random(2 * code.informationLength, name.description)
    let first = Array(information.prefix(code.informationLength))
    let word = code.codeword(for: first)
    #expect(code.parityChecks.failingChecks(of: word) == 0)
    #expect(Array(word.prefix(first.count)) == first)
    let second = Array(information.suffix(code.informationLength))
    #expect(code.encode(information) == word + code.codeword(for: second))
  }

  @Test("Code words of NR codes satisfy all checks; punctured and filler bits are not sent", arguments: newRadioNames)
  func newRadio(_ text: String) throws {
    let name = try CodeName(parsing: text)
    let code = LDPCCode(name)
    let information = Self.random(code.informationLength, text)
    let word = code.codeword(for: information)
    #expect(code.parityChecks.failingChecks(of: word) == 0)
    let sent = code.encode(information)
    #expect(sent.count == name.length)
    // What follows the first 2Z information bits leads what is sent.
    let punctured = (1..<information.count).first { count in
      Array(information.dropFirst(count)) == Array(sent.prefix(information.count - count))
    }
    #expect(punctured.map { $0.isMultiple(of: 2) } == true)
  }

  @Test("Both base graphs encode with every lifting size", arguments: BaseGraph.allCases)
  func everyLiftingSize(_ graph: BaseGraph) throws {
    let sizes = (0..<8).flatMap { j in [2, 3, 5, 7, 9, 11, 13, 15].map { $0 << j } }.filter { $0 <= 384 }.sorted()
    #expect(sizes.count == 51)
    for size in sizes {
      // All information columns full: K = 22Z or, beyond 640 bits, 10Z; smaller blocks of graph 2 get fillers.
      let information = (graph == .one ? 22 : 10) * size
      guard graph == .one || information > 640 else { continue }
      let family = graph == .one ? CodeName.Family.newRadio1 : .newRadio2
      let rate = try #require(CodeRate(1, 2))
      let code = LDPCCode(try CodeName(family, length: 2 * information, rate: rate))
      #expect(code.parityChecks.columns.isMultiple(of: size))
      let word = code.codeword(for: Self.random(information, "\(size)"))
      #expect(code.parityChecks.failingChecks(of: word) == 0)
    }
  }

  @Test(
    "Base matrices of IEEE 802.11n are those of the reference tables",
    .enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.absence)),
    arguments: CodeName.listed.filter { $0.family == .ieee80211n })
  func ieee80211nTables(_ name: CodeName) throws {
    let file = "\(name.length)_\(name.rate.numerator)\(name.rate.denominator)"
    let rows = try SharedData.text("channel-codes/ieee80211n/\(file)").split(separator: "\n").map { line in
      line.split(separator: " ").compactMap { Int($0) }
    }.filter { !$0.isEmpty }
    let size = name.length / 24
    let checks = LDPCCode(name).parityChecks
    #expect(checks.rows == rows.count * size)
    for (index, row) in rows.enumerated() {
      for offset in 0..<size {
        let expected = row.enumerated().filter { $0.element >= 0 }.map { column, shift in
          column * size + (offset + shift) % size
        }
        #expect(checks.columns(ofRow: index * size + offset) == expected)
      }
    }
  }

  @Test(
    "IEEE 802.11n 648 at 5/6 and WiMAX 576 at 1/2 are the alist files",
    .enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.absence)))
  func alistFiles() throws {
    let wireless = try ParityCheckMatrix(alist: SharedData.text("channel-codes/aff3ct/WIFI_540_648.alist"))
    #expect(wireless == LDPCCode(try CodeName(parsing: "802.11n-648-5/6")).parityChecks)
    let wimax = LDPCCode(try CodeName(parsing: "802.16e-576-1/2")).parityChecks
    let standard = try ParityCheckMatrix(
      alist: SharedData.text("channel-codes/sionna/test/codes/ldpc/wimax_576_0.5.alist"))
    #expect(standard == wimax)
    // AFF3CT's matrix shifts to the other side, which is the same code with bits and checks reversed in each block.
    let mirrored = try ParityCheckMatrix(alist: SharedData.text("channel-codes/aff3ct/WIMAX_288_576.alist"))
    func mirror(_ index: Int) -> Int { index / 24 * 24 + 23 - index % 24 }
    for row in 0..<wimax.rows {
      #expect(mirrored.columns(ofRow: mirror(row)).map(mirror).sorted() == wimax.columns(ofRow: row))
    }
  }

  @Test(
    "Every alist file makes a code whose words satisfy all checks",
    .enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.absence)),
    arguments: [
      ("DEBUG_6_3", 3), ("CCSDS_64_128", 64), ("WRAN_360_480", 360), ("WIMAX_480_576", 480),
      ("MACKAY_504_1008", 504),
    ])
  func anyAlist(_ file: String, _ information: Int) throws {
    let checks = try ParityCheckMatrix(alist: SharedData.text("channel-codes/aff3ct/\(file).alist"))
    let code = try LDPCCode(checks, name: file)
    #expect(code.informationLength >= information)
    let word = code.codeword(for: Self.random(code.informationLength, file))
    #expect(checks.failingChecks(of: word) == 0)
    #expect(code.encode(Self.random(code.informationLength, file)) == word)
  }

  @Test("Elimination and the standard's encoder agree about a code")
  func encodersAgree() throws {
    let standard = LDPCCode(try CodeName(parsing: "802.11n-648-3/4"))
    let general = try LDPCCode(standard.parityChecks, name: "general")
    #expect(general.informationLength == standard.informationLength)
    let information = Self.random(standard.informationLength, "agree")
    #expect(general.encode(information) == standard.encode(information))
  }

  @Test(
    "NR codes have the reference's generator matrices",
    .enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.absence)),
    arguments: [
      (64, 128, 2), (64, 160, 2), (75, 210, 2), (200, 220, 2), (256, 412, 2), (256, 480, 2), (257, 871, 2),
      (275, 510, 2), (364, 547, 2), (562, 871, 2), (698, 878, 1), (784, 985, 1), (948, 1024, 1), (1347, 1554, 1),
    ])
  func generatorMatrices(_ k: Int, _ n: Int, _ graph: Int) throws {
    let path = "channel-codes/sionna/test/codes/ldpc/k\(k)_n\(n)_G.npy"
    let places = try NumpyArray(SharedData.bytes(path)).values.map { Int($0) }
    let half = places.count / 2
    var rows = [[UInt8]](repeating: [UInt8](repeating: 0, count: n), count: k)
    for index in 0..<half { rows[places[index] - 1][places[half + index] - 1] = 1 }
    let rate = try #require(CodeRate(k, n))
    let code = LDPCCode(try CodeName(graph == 1 ? .newRadio1 : .newRadio2, length: n, rate: rate))
    // Random sums of rows, and some rows alone.
    for trial in 0..<6 {
      var information = Self.random(k, "\(k) \(n) \(trial)")
      if trial >= 3 {
        information = [UInt8](repeating: 0, count: k)
        information[trial * (k - 1) / 5] = 1
      }
      var expected = [UInt8](repeating: 0, count: n)
      for row in 0..<k where information[row] == 1 {
        for column in 0..<n { expected[column] ^= rows[row][column] }
      }
      #expect(code.encode(information) == expected)
    }
  }
}
