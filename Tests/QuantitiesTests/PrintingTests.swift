import FoundationEssentials
import Quantities
import Testing

@Suite("Printing quantities")
struct PrintingTests {
  @Test("a value prints in the unit an engineer would choose")
  func natural() {
    #expect("\(Hertz(5e6))" == "5 MHz")
    #expect("\(Hertz(0.64e9))" == "640 MHz")
    #expect("\(Hertz(1.28e9))" == "1.28 GHz")
    #expect("\(Hertz(0))" == "0 Hz")
    #expect("\(Hertz(6e14))" == "600000 GHz")
    #expect("\(WattsPerHertz(dBmPerHertz: -160))" == "-160 dBm/Hz")
    #expect("\(WattsPerHertz(dBmPerHertz: -172.5))" == "-172.5 dBm/Hz")
    #expect("\(Watts(0.1))" == "100 mW")
    #expect("\(Watts(dBm: 18))" == "18 dBm")
    #expect("\(Joules(54_000))" == "54 kJ")
    #expect("\(Seconds(0.002))" == "2 ms")
    #expect("\(Seconds(3e-12))" == "0.003 ns")
    #expect("\(Metres(-1.5))" == "-1.5 m")
    #expect("\(Decibels(120))" == "120 dB")
    #expect("\(Decibels(0.25))" == "0.25 dB")
    #expect("\(Decibels(linear: 0))" == "-inf dB")
    #expect("\(Bits(2e300))" == "2e291 Gbit")
    #expect("\(MetresPerSecond(1.4))" == "1.4 m/s")
    #expect("\(MetresPerSecond(10 / 3.6))" == "10 km/h")
  }

  @Test("a printed value parses back to exactly the same value, whatever its bits")
  func roundTrip() throws {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    for _ in 0..<2000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: state ^ (state >> 29))
      guard value.isFinite else { continue }
      #expect(try Hertz(parsing: "\(Hertz(value))").value == value)
      #expect(try Watts(parsing: "\(Watts(value))").value == value)
      #expect(try WattsPerHertz(parsing: "\(WattsPerHertz(value))").value == value)
      #expect(try Decibels(parsing: "\(Decibels(value))").value == value)
      let ordinary = Double(state >> 40) * 1e-7
      #expect(try Seconds(parsing: "\(Seconds(ordinary))").value == ordinary)
      #expect(try Joules(parsing: "\(Joules(ordinary))").value == ordinary)
      #expect(try Metres(parsing: "\(Metres(ordinary))").value == ordinary)
      #expect(try Bits(parsing: "\(Bits(ordinary))").value == ordinary)
      #expect(try MetresPerSecond(parsing: "\(MetresPerSecond(ordinary))").value == ordinary)
    }
  }

  @Test("every half decibel from -200 to 60 prints as the level it was made from, or shorter")
  func levels() throws {
    for half in -400...120 {
      let power = Watts(dBm: Double(half) / 2)
      #expect(try Watts(parsing: power.description) == power)
      #expect(power.description.count <= "\(Double(half) / 2) dBm".count)
    }
  }

  @Test("a quantity is coded as its bare number of base units")
  func coding() throws {
    struct Radio: Codable, Equatable {
      var bandwidth: Hertz
      var power: Watts
    }
    let radio = Radio(bandwidth: Hertz(5e6), power: Watts(0.1))
    let data = try JSONEncoder().encode(radio)
    #expect(try JSONDecoder().decode([String: Double].self, from: data) == ["bandwidth": 5e6, "power": 0.1])
    #expect(try JSONDecoder().decode(Radio.self, from: data) == radio)
  }
}

@Suite("Levels and arithmetic")
struct LevelTests {
  @Test("levels and ratios convert at known points")
  func conversions() {
    #expect(Decibels(30).linear == 1000)
    #expect(Decibels(linear: 100).value == 20)
    #expect(Watts(dBm: 30).value == 1)
    #expect(Watts(0.001).dBm == 0)
    #expect(abs(Watts(dBm: 24).value - 0.251_188_643_150_958) < 1e-15)
    #expect(WattsPerHertz(dBmPerHertz: -160).value == 1e-19)
    #expect(abs(WattsPerHertz(4.0e-21).dBmPerHertz - -173.979_400_086_720) < 1e-12)
  }

  @Test("quantities of one kind add, scale and compare, and power times time is energy")
  func arithmetic() {
    #expect(Seconds(1) + Seconds(2) - Seconds(0.5) == Seconds(2.5))
    #expect(Hertz(5) * 2 / 4 == Hertz(2.5))
    #expect(Metres(1) < Metres(2))
    #expect(Watts(3) * Seconds(2) == Joules(6))
  }
}
