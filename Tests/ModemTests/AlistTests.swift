import Modem
import Testing

@Suite("Parity-check matrices in alist form")
struct AlistTests {
  /// The (7, 4) Hamming code.
  private let hamming = """
    # a comment
    7 3
    3 4
    1 1 2 1 2 2 3
    4 4 4
    1 0 0
    2 0 0
    1 2 0
    3 0 0
    1 3 0
    2 3 0
    1 2 3
    1 3 5 7
    2 3 6 7
    4 5 6 7

    """

  private func words(_ text: String) -> String {
    do {
      _ = try ParityCheckMatrix(alist: text)
      return "no error"
    } catch {
      return error.description
    }
  }

  @Test("Lists are read with filling zeros, comments, empty lines and either line end")
  func reads() throws {
    for text in [hamming, hamming.replacing("\n", with: "\r\n"), hamming.replacing(" 0", with: "")] {
      let matrix = try ParityCheckMatrix(alist: text)
      #expect(matrix.columns == 7)
      #expect(matrix.rows == 3)
      #expect(matrix.ones == 12)
      #expect(matrix.columns(ofRow: 1) == [1, 2, 5, 6])
      #expect(matrix.failingChecks(of: [1, 1, 1, 0, 0, 0, 0]) == 0)
      #expect(matrix.failingChecks(of: [0, 0, 0, 0, 0, 0, 1]) == 3)
    }
  }

  @Test("A column without ones may have an empty line or zeros")
  func emptyColumn() throws {
    for line in ["", "0"] {
      let matrix = try ParityCheckMatrix(alist: "3 1\n1 2\n1 0 1\n2\n1\n\(line)\n1\n1 3\n")
      #expect(matrix.columns(ofRow: 0) == [0, 2])
    }
  }

  @Test("Errors name the line, what was expected and what was found")
  func errors() {
    func line(_ number: Int, _ replacement: String?) -> String {
      var lines = hamming.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      lines[number - 1] = replacement ?? ""
      return words(lines.joined(separator: "\n"))
    }
    #expect(
      words("") == "line 1 of the alist: expected the numbers of columns and rows, found the end of the text")
    #expect(
      line(2, "7 3 1")
        == "line 2 of the alist: expected the numbers of columns and rows, 2 of them, found 3")
    #expect(
      line(2, "7 x")
        == "line 2 of the alist: expected the numbers of columns and rows between 1 and 1048576, found \"x\"")
    #expect(
      line(4, "1 1 2 1 2 2 4")
        == "line 4 of the alist: expected the number of ones in each column between 0 and 3, found \"4\"")
    #expect(line(6, "4 0 0") == "line 6 of the alist: expected a number of column 1 between 0 and 3, found \"4\"")
    #expect(line(8, "1 0 0") == "line 8 of the alist: expected the 2 ones of column 3, found 1")
    #expect(line(8, "2 2 0") == "line 8 of the alist: expected different ones of column 3, found 2 2")
    #expect(
      line(14, "2 3 4 7")
        == "line 14 of the alist: expected row 2 to have its ones in the columns that name it, 2 3 6 7, found 2 3 4 7")
    #expect(line(15, nil) == "line 15 of the alist: expected the 4 ones of row 3, found the end of the text")
    #expect(words(hamming + "1 2\n") == "line 16 of the alist: expected the end of the text, found \"1 2\"")
  }

  @Test("A matrix that leaves no information is no code")
  func noInformation() throws {
    let matrix = try ParityCheckMatrix(alist: "2 2\n1 1\n1 1\n1 1\n1\n2\n1\n2\n")
    #expect(
      throws: LDPCCodeError.noInformation(name: "identity", columns: 2),
      performing: { _ = try LDPCCode(matrix, name: "identity") })
  }
}
