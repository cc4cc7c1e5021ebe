import Randomness
import Semantics
import Testing

@Suite("Uniform quantisation")
struct UniformQuantiserTests {
  @Test("Two and three bits a value, by hand")
  func byHand() throws {
    // a = 0, b = 3, Δ = 1: 00 01 10 11.
    let two = UniformQuantiser(bits: 2).bytes(of: [0, 1, 2, 3])
    #expect(two == [0, 0, 0, 0, 0, 0, 0x40, 0x40, 0b0001_1011])
    #expect(UniformQuantiser(bits: 2).values(two, count: 4) == [0, 1, 2, 3])
    // a = −1, b = 1, Δ = 2/7: 0 lies in the middle of 3 and 4 and goes up; 000 100 111 and seven zeros.
    let three = UniformQuantiser(bits: 3).bytes(of: [-1, 0, 1])
    #expect(three == [0, 0, 0x80, 0xBF, 0, 0, 0x80, 0x3F, 0b0001_0011, 0b1000_0000])
    let back = try #require(UniformQuantiser(bits: 3).values(three, count: 3))
    #expect(back[0] == -1)
    #expect(abs(back[1] - 1 / 7) < 1e-6)
    #expect(abs(back[2] - 1) < 1e-6)
  }

  @Test("Values come back within half a step, for every number of bits", arguments: UniformQuantiser.allowedBits)
  func halfAStep(bits: Int) throws {
    var stream = RandomStream(seed: 5, purpose: "quantiser", ue: "", slot: bits)
    let values = (0..<501).map { _ in Float(stream.normal()) }
    let quantiser = UniformQuantiser(bits: bits)
    let bytes = quantiser.bytes(of: values)
    #expect(bytes.count == 8 + (501 * bits + 7) / 8)
    #expect(bytes.count == quantiser.byteCount(values: 501))
    let back = try #require(quantiser.values(bytes, count: 501))
    let (lowest, highest) = (try #require(values.min()), try #require(values.max()))
    let step = Double(highest - lowest) / Double(1 << bits - 1)
    let worst = zip(values, back).map { abs(Double($0) - Double($1)) }.max() ?? .infinity
    #expect(worst <= step / 2 + 1e-6)
  }

  @Test("The mean square error of uniform values is Δ²/12")
  func meanSquareError() throws {
    var stream = RandomStream(seed: 6, purpose: "quantiser", ue: "", slot: 0)
    let values = (0..<40_000).map { _ in Float(stream.uniform()) }
    let quantiser = UniformQuantiser(bits: 6)
    let back = try #require(quantiser.values(quantiser.bytes(of: values), count: values.count))
    let error = zip(values, back).reduce(0.0) { $0 + Double($1.0 - $1.1) * Double($1.0 - $1.1) } / Double(values.count)
    let step = 1.0 / 63
    // The square of a uniform error has the standard deviation Δ²/√180; five of the mean's are 1.1 % of Δ²/12.
    #expect(abs(error / (step * step / 12) - 1) < 0.023)
  }

  @Test("Equal values and none come back as they were")
  func degenerate() {
    let quantiser = UniformQuantiser(bits: 8)
    #expect(quantiser.values(quantiser.bytes(of: [2.5, 2.5]), count: 2) == [2.5, 2.5])
    #expect(quantiser.values(quantiser.bytes(of: []), count: 0) == [])
  }

  @Test("Bytes of another length, and ranges that are none, give nothing")
  func hostile() {
    let quantiser = UniformQuantiser(bits: 8)
    let good = quantiser.bytes(of: [0, 1])
    #expect(quantiser.values(Array(good.dropLast()), count: 2) == nil)
    #expect(quantiser.values(good + [0], count: 2) == nil)
    #expect(quantiser.values([], count: 0) == nil)
    let nan: [UInt8] = [0, 0, 0xC0, 0x7F]
    let infinity: [UInt8] = [0, 0, 0x80, 0x7F]
    let (one, two): ([UInt8], [UInt8]) = ([0, 0, 0x80, 0x3F], [0, 0, 0, 0x40])
    for range in [nan + one, one + nan, one + infinity, two + one] {
      #expect(quantiser.values(range + [0, 0], count: 2) == nil)
    }
    #expect(quantiser.values(one + two + [0, 0xFF], count: 2) == [1, 2])
  }
}
