import Quantities
import Radio
import Randomness
import Testing

/// Symbols of a fixed magnitude √2·0.5 in each dimension: quadrature phase-shift keying of unit power.
func quadratureSymbols(_ count: Int, seed: UInt64 = 1) throws -> ComplexSamples {
  var stream = RandomStream(seed: seed, purpose: "symbols")
  var values = [Float](repeating: 0, count: 2 * count)
  for index in values.indices { values[index] = stream.nextBits() & 1 == 0 ? -0.5 : 0.5 }
  return try #require(ComplexSamples(interleaved: values)).normalised
}

@Suite("Channel")
struct FlatChannelTests {
  @Test("a million symbols meet the declared signal-to-noise ratio within 0.05 dB")
  func declaredRatio() throws {
    let symbols = try quadratureSymbols(1_000_000)
    let state = try RadioConfiguration().linkState(
      at: Position(x: Metres(60), y: Metres(80)), seed: 3, ue: "ue-1", slot: 4)
    let budget = try state.linkBudget(transmitPower: Watts(dBm: 24), bandwidth: Hertz(1.25e6))
    let channel = FlatChannel(budget)
    let received = channel.transmit(symbols, seed: 3, ue: "ue-1", slot: 4)
    let measured = try #require(channel.measuredSNR(sent: symbols, received: received))
    #expect(abs(Decibels(linear: measured).value - budget.snrLevel.value) < 0.05)
    #expect(abs(channel.snr / budget.snr - 1) < 1e-12)
  }

  @Test("noise has the declared variance per complex sample, half of it in each dimension, and is white")
  func noise() throws {
    let count = 100_000
    let silence = try #require(ComplexSamples(interleaved: [Float](repeating: 0, count: 2 * count)))
    let variance = 0.3
    let channel = FlatChannel(coefficient: .unit, noiseVariance: variance)
    let noise = channel.transmit(silence, seed: 5, ue: "ue-1", slot: 0).interleaved.map(Double.init)
    var moments = (real: 0.0, imaginary: 0.0, cross: 0.0, lagged: 0.0)
    for index in 0..<count {
      moments.real += noise[2 * index] * noise[2 * index]
      moments.imaginary += noise[2 * index + 1] * noise[2 * index + 1]
      moments.cross += noise[2 * index] * noise[2 * index + 1]
      if index > 0 { moments.lagged += noise[2 * index] * noise[2 * index - 2] }
    }
    // Each dimension: variance v/2, var(x²) = 2(v/2)², var(xy) = (v/2)²; five standard deviations.
    let half = variance / 2
    let bound = 5 * half / Double(count).squareRoot()
    #expect(abs(moments.real / Double(count) - half) < bound * 2.0.squareRoot())
    #expect(abs(moments.imaginary / Double(count) - half) < bound * 2.0.squareRoot())
    #expect(abs(moments.cross / Double(count)) < bound)
    #expect(abs(moments.lagged / Double(count)) < bound)
  }

  @Test("without noise a symbol arrives multiplied by the coefficient")
  func noiseless() throws {
    let symbols = try #require(ComplexSamples(interleaved: [1, 0, 0, 1, 2, -1]))
    let channel = FlatChannel(coefficient: ComplexGain(real: 0.5, imaginary: -2), noiseVariance: 0)
    let received = channel.transmit(symbols, seed: 0, ue: "", slot: 0)
    // (0.5 − 2j)·1, (0.5 − 2j)·j, (0.5 − 2j)(2 − j).
    #expect(received.interleaved == [0.5, -2, 2, 0.5, -1, -4.5])
    #expect(channel.measuredSNR(sent: symbols, received: received) == .infinity)
  }

  @Test("a burst's noise depends on seed, UE and slot alone")
  func repeatable() throws {
    let symbols = try quadratureSymbols(8)
    let channel = FlatChannel(awgn: Decibels(10))
    let first = channel.transmit(symbols, seed: 1, ue: "ue-1", slot: 2)
    #expect(first == channel.transmit(symbols, seed: 1, ue: "ue-1", slot: 2))
    #expect(first != channel.transmit(symbols, seed: 1, ue: "ue-1", slot: 3))
    #expect(first != channel.transmit(symbols, seed: 1, ue: "ue-2", slot: 2))
    #expect(abs(channel.snr - 10) < 1e-12)
  }

  @Test("bursts that are empty or of different lengths have no measured ratio")
  func unmeasurable() throws {
    let channel = FlatChannel(awgn: Decibels(0))
    let empty = try #require(ComplexSamples(interleaved: []))
    #expect(channel.measuredSNR(sent: empty, received: empty) == nil)
    #expect(channel.measuredSNR(sent: try quadratureSymbols(2), received: try quadratureSymbols(3)) == nil)
  }
}

@Suite("Complex samples")
struct ComplexSamplesTests {
  @Test("samples come in pairs, are counted in pairs, and an odd number of values is refused")
  func pairs() throws {
    #expect(ComplexSamples(interleaved: [1, 2, 3]) == nil)
    let samples = try #require(ComplexSamples(interleaved: [3, 4, 0, 0]))
    #expect(samples.count == 2)
    #expect(samples.averagePower == 12.5)
  }

  @Test("normalised samples have unit average power, and silence stays silence")
  func normalising() throws {
    let samples = try #require(ComplexSamples(interleaved: [3, 4, 1, -7, 0.25, 9])).normalised
    #expect(abs(samples.averagePower - 1) < 1e-6)
    let silence = try #require(ComplexSamples(interleaved: [0, 0]))
    #expect(silence.normalised == silence)
    #expect(try #require(ComplexSamples(interleaved: [])).averagePower == 0)
  }
}
