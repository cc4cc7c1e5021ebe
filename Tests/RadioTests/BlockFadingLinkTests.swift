import Quantities
import Radio
import Testing

@Suite("The channel without memory")
struct BlockFadingLinkTests {
  private static let mobility = Mobility.still(.disc(minimum: Metres(10), maximum: Metres(150)))

  @Test("It is that of the LinkProcess to the last bit", arguments: [0, 3] as [Int])
  func equality(attachSlot: Int) throws {
    let rician = SmallScaleFading.flat(
      FlatFading(distribution: .rician(factor: Decibels(6), mean: .unitPower), variation: .block))
    for fading in [SmallScaleFading.rayleigh, rician, .none] {
      var radio = RadioConfiguration()
      radio.fading = fading
      #expect(BlockFadingLink.suits(radio, Self.mobility))
      let link = try BlockFadingLink(
        radio: radio, mobility: Self.mobility, seed: 5, ue: "ue-1", attachSlot: attachSlot)
      var process = try LinkProcess(
        radio: radio, mobility: Self.mobility, slotDuration: Seconds(0.05), seed: 5, ue: "ue-1",
        attachSlot: attachSlot)
      for slot in attachSlot..<attachSlot + 50 {
        let state = try process.state(at: slot)
        #expect(link.coefficient(at: slot) == state.coefficient)
        #expect(link.largeScaleGain == state.largeScaleGain)
        #expect(link.position == state.position)
      }
    }
  }

  @Test("Movement, shadowing and fading with memory need the LinkProcess")
  func memory() {
    var radio = RadioConfiguration()
    radio.fading = .flat(
      FlatFading(distribution: .rayleigh, variation: .gaussMarkov(doppler: .given(maximum: Hertz(10)))))
    #expect(!BlockFadingLink.suits(radio, Self.mobility))
    radio.fading = .rayleigh
    radio.shadowing = .ofModel
    #expect(!BlockFadingLink.suits(radio, Self.mobility))
    radio.shadowing = nil
    let way = Waypoints(
      points: [Position(x: Metres(10), y: Metres(0)), Position(x: Metres(90), y: Metres(0))], speeds: [1], end: .stop)
    #expect(!BlockFadingLink.suits(radio, .waypoints(way)))
  }
}
