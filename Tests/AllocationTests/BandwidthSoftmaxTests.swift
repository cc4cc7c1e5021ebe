import Allocation
import Glibc
import Quantities
import Testing

@Suite("Bandwidth softmax")
struct BandwidthSoftmaxTests {
  @Test("equal bids share equally, and bids of ln 1, ln 2, ln 5 share 1 : 2 : 5")
  func handComputed() throws {
    let softmax = BandwidthSoftmax(total: Hertz(5e6))
    #expect(try softmax.grants(bids: [0.7, 0.7, 0.7, 0.7]) == Array(repeating: Hertz(1.25e6), count: 4))
    let grants = try softmax.grants(bids: [0, log(2), log(5)])
    for (grant, expected) in zip(grants, [0.625e6, 1.25e6, 3.125e6]) {
      #expect(abs(grant.value - expected) < 1e-8)
    }
  }

  @Test("nobody offloading shares nothing, and one alone gets everything")
  func few() throws {
    let softmax = BandwidthSoftmax(total: Hertz(5e6))
    #expect(try softmax.grants(bids: []) == [])
    #expect(try softmax.grants(bids: [-700]) == [Hertz(5e6)])
  }

  @Test("bids far apart or far from zero neither overflow nor lose the largest")
  func stable() throws {
    #expect(try BandwidthSoftmax.shares(bids: [1e308, 1e308]) == [0.5, 0.5])
    #expect(try BandwidthSoftmax.shares(bids: [1000, -1000]) == [1, 0])
    #expect(try BandwidthSoftmax.shares(bids: [-1e308, 1e308]) == [0, 1])
  }

  @Test("shares sum to 1 within two units in the last place, whatever their number")
  func sum() throws {
    for count in [2, 3, 7, 32, 100, 1000] {
      let bids = (0..<count).map { 3 * sin(Double($0 * $0)) }
      let shares = try BandwidthSoftmax.shares(bids: bids)
      // The sum of the weights is rounded once (a half unit), each quotient once (a half unit of its share), and this
      // sum is exact to 2⁻¹⁰⁶: together at most one unit of 1, two for the second-order terms.
      let total = shares.reduce(into: (high: 0.0, low: 0.0)) { sum, share in
        let next = sum.high + share
        sum.low += abs(sum.high) >= share ? (sum.high - next) + share : (share - next) + sum.high
        sum.high = next
      }
      #expect(abs((total.high - 1) + total.low) <= 2 * Double.ulpOfOne)
      #expect(try BandwidthSoftmax.shares(bids: bids) == shares)
    }
  }

  @Test("a bid that is no number is refused with its place", arguments: [Double.nan, .infinity, -.infinity])
  func refused(bid: Double) {
    let error = #expect(throws: BidError.self) { try BandwidthSoftmax.shares(bids: [0, bid]) }
    #expect(error?.description == "bandwidth bid 1 must be a finite number, found \(bid)")
  }
}
