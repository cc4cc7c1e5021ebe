import Tasks
import Testing

@Suite struct KnowledgeCurveTests {
  @Test("pooling adjacent violators at hand-computed points")
  func isotonic() {
    #expect(isotonicRegression([]) == [])
    #expect(isotonicRegression([1, 2, 3]) == [1, 2, 3])
    #expect(isotonicRegression([3, 2, 1]) == [2, 2, 2])
    // 3 and 2 pool to 2.5, then 4, and 6 with 5 pools to 5.5.
    #expect(isotonicRegression([1, 3, 2, 4, 6, 5]) == [1, 2.5, 2.5, 4, 5.5, 5.5])
    // 4, then 5 with 0 pools to 2.5, which is below 4: all three pool to 3.
    #expect(isotonicRegression([4, 5, 0]) == [3, 3, 3])
  }

  @Test("the monotone cubic at hand-computed points")
  func monotoneCubic() {
    // Secants 1 and 3 of unit width: inner slope 2/(1/1 + 1/3) = 1.5; ends (3·1 − 3)/2 = 0 and (3·3 − 1)/2 = 4.
    let curve = MonotoneCubic(abscissae: [0, 1, 2], ordinates: [0, 1, 4])
    #expect(curve(0.5) == 0.5 * 1 - 0.125 * 1.5)
    #expect(curve(1) == 1)
    // (1 + 4)/2 + (1.5 − 4)/8.
    #expect(curve(1.5) == 2.5 + 0.125 * (1.5 - 4))
    #expect(curve(-7) == 0)
    #expect(curve(7) == 4)
    #expect(curve(.nan) == 0)
    // Unequal widths 1 and 2 with secants 1 and 1: a straight line stays one.
    let line = MonotoneCubic(abscissae: [0, 1, 3], ordinates: [0, 1, 3])
    #expect(line(0.25) == 0.25)
    #expect(abs(line(2.5) - 2.5) < 1e-15)
    #expect(MonotoneCubic(abscissae: [2], ordinates: [5])(9) == 5)
  }

  @Test("the curve through a step stays within it: no overshoot")
  func noOvershoot() {
    let curve = MonotoneCubic(abscissae: [0, 1, 2, 3, 4], ordinates: [0.1, 0.1, 0.9, 0.9, 0.95])
    var last = 0.0
    for step in 0...400 {
      let value = curve(Double(step) / 100)
      #expect(value >= last - 1e-15)
      #expect(value <= 0.95 + 1e-15)
      last = value
    }
  }
}
