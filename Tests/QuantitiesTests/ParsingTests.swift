import Quantities
import Testing

@Suite("Parsing quantities")
struct ParsingTests {
  @Test("a number and a unit, with or without a blank, become the value in the base unit")
  func accepted() throws {
    #expect(try Hertz(parsing: "5 MHz").value == 5e6)
    #expect(try Hertz(parsing: "1.28GHz").value == 1.28e9)
    #expect(try WattsPerHertz(parsing: "-160 dBm/Hz").value == 1e-19)
    #expect(try Watts(parsing: "20 dBm").value == 0.1)
    #expect(try Watts(parsing: "100 mW").value == 0.1)
    #expect(try Joules(parsing: "54 kJ").value == 54_000)
    #expect(try Seconds(parsing: "2 ms").value == 0.002)
    #expect(try Seconds(parsing: " 1e3 µs ").value == 0.001)
    #expect(try Metres(parsing: "1.5 m").value == 1.5)
    #expect(try Decibels(parsing: "120dB").value == 120)
    #expect(try Decibels(parsing: "-.5 dB").value == -0.5)
    #expect(try Decibels(parsing: "+5. dB").value == 5)
    #expect(try Bits(parsing: "3 kbit").value == 3000)
    #expect(try MetresPerSecond(parsing: "1.4 m/s").value == 1.4)
    #expect(try MetresPerSecond(parsing: "36 km/h").value == 10)
    #expect(try Bits(parsing: "7 Mbit").value == 7e6)
  }

  @Test(
    "a text that is no frequency is refused with what was found, what was expected and what to write",
    arguments: [
      ("", "found nothing, expected a frequency in Hz, kHz, MHz, GHz, for example \"5 Hz\""),
      ("  ", "found nothing, expected a frequency in Hz, kHz, MHz, GHz, for example \"5 Hz\""),
      (
        "fast",
        "\"fast\" does not begin with a number; expected a frequency in Hz, kHz, MHz, GHz, for example \"5 Hz\""
      ),
      (
        "- MHz",
        "\"- MHz\" does not begin with a number; expected a frequency in Hz, kHz, MHz, GHz, for example \"5 Hz\""
      ),
      ("nan Hz", "\"nan Hz\" is not finite; expected a frequency in Hz, kHz, MHz, GHz, for example \"5 Hz\""),
      ("-inf Hz", "\"-inf Hz\" is not finite; expected a frequency in Hz, kHz, MHz, GHz, for example \"5 Hz\""),
      ("1e999 Hz", "\"1e999 Hz\" is not finite; expected a frequency in Hz, kHz, MHz, GHz, for example \"5 Hz\""),
      (
        "1e99999999999999999999 Hz",
        "\"1e99999999999999999999 Hz\" is not finite; expected a frequency in Hz, kHz, MHz, GHz, for example \"5 Hz\""
      ),
      (
        "5",
        "\"5\" has no unit; expected a frequency in Hz, kHz, MHz, GHz: "
          + "write one of \"5 Hz\", \"5 kHz\", \"5 MHz\", \"5 GHz\""
      ),
      (
        "5 mhz",
        "\"5 mhz\" has the unknown unit \"mhz\"; expected a frequency in Hz, kHz, MHz, GHz; did you mean MHz?"
      ),
      (
        "5 MHzz",
        "\"5 MHzz\" has the unknown unit \"MHzz\"; expected a frequency in Hz, kHz, MHz, GHz; did you mean MHz?"
      ),
      (
        "5 furlongs",
        "\"5 furlongs\" has the unknown unit \"furlongs\"; expected a frequency in Hz, kHz, MHz, GHz"
      ),
    ])
  func refused(text: String, message: String) {
    let error = #expect(throws: QuantityError.self) { try Hertz(parsing: text) }
    #expect(error?.description == message)
  }

  @Test("a level too high for a double is refused as not finite")
  func levelOverflow() {
    let error = #expect(throws: QuantityError.self) { try Watts(parsing: "4000 dBm") }
    #expect(error?.fault == .notFinite)
  }
}
