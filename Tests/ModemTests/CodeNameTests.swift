import Foundation
import Modem
import Testing

@Suite("Names of codes")
struct CodeNameTests {
  private func words(_ text: String) -> String {
    do {
      _ = try CodeName(parsing: text)
      return "no error"
    } catch {
      return error.description
    }
  }

  @Test("A name that is read prints as it was written")
  func roundTrip() throws {
    #expect(CodeName.listed.count == 13)
    for name in CodeName.listed {
      let read = try CodeName(parsing: name.description)
      #expect(read == name)
    }
    let name = try CodeName(parsing: "nr-bg1-3168-2/3")
    #expect(name.description == "nr-bg1-3168-2/3")
    #expect(name.informationLength == 2112)
    #expect(name.family == .newRadio1)
  }

  @Test("A name is coded as a string")
  func coding() throws {
    let json = Data(#"{"code": "802.11n-1944-2/3", "modulation": "16qam"}"#.utf8)
    let configuration = try JSONDecoder().decode(DigitalConfiguration.self, from: json)
    #expect(configuration.code.description == "802.11n-1944-2/3")
    #expect(configuration.modulation == .qam16)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    #expect(
      String(decoding: try encoder.encode(configuration), as: UTF8.self)
        == #"{"code":"802.11n-1944-2/3","modulation":"16qam"}"#)
  }

  @Test("An unknown name lists what is known and suggests the nearest")
  func unknown() {
    let known = CodeName.listed.map(\.description).joined(separator: ", ")
    #expect(
      words("802.11n-1994-2/3")
        == "\"802.11n-1994-2/3\" is no known code; expected \(known), or nr-bg1-LENGTH-RATE and nr-bg2-LENGTH-RATE, "
        + "as in nr-bg1-3168-2/3; did you mean 802.11n-1944-2/3?")
    #expect(words("80211n-648-1/2").hasSuffix("did you mean 802.11n-648-1/2?"))
    #expect(words("nr-bg3-3168-2/3").hasSuffix("did you mean nr-bg1-3168-2/3?"))
    #expect(words("turbo").hasSuffix("as in nr-bg1-3168-2/3"))
    for text in [
      "", "802.11n", "802.11n-648-7/8", "802.11n-648-2/1", "802.11n-648-1/2-x", "nr-bg1-100", "nr-bg1-x-1/2",
    ] {
      #expect(words(text).contains("is no known code"))
    }
  }

  @Test("Dimensions that NR does not have are named with what it has")
  func newRadioLimits() {
    #expect(
      words("nr-bg1-1000-2/3")
        == "\"nr-bg1-1000-2/3\" has no whole number of information bits: 1000 bits at the rate 2/3; "
        + "choose a length that is a multiple of 3, for example 999")
    #expect(
      words("nr-bg1-20000-1/2")
        == "\"nr-bg1-20000-1/2\" is no code of 3GPP TS 38.212: expected at most 8448 information bits, found 10000; "
        + "choose a shorter length or a lower rate")
    #expect(words("nr-bg1-1000-24/25").contains("expected a rate of at most 948/1024, found 960/1000"))
    #expect(words("nr-bg1-6600-1/10").contains("expected at most 1980 transmitted bits for 660 information bits"))
    #expect(words("nr-bg2-10-2/5").contains("expected at least 5 information bits, found 4"))
  }

  @Test("Rates are reduced, and only proper fractions are rates")
  func rates() {
    #expect(CodeRate(4, 6) == .twoThirds)
    #expect(CodeRate("5/6") == .fiveSixths)
    #expect(CodeRate("5/6")?.value == 5.0 / 6)
    for text in ["0/2", "2/2", "3/2", "1", "1/2/3", "a/b", "-1/2"] { #expect(CodeRate(text) == nil) }
  }
}
