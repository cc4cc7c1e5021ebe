import Tensors
import Testing

@Suite("Operators")
struct OperatorTests {
  @Test("Elements come back as they went in, for every element type")
  func roundTrip() throws {
    #expect(try Tensor([1, -2.5, 3, 4], shape: [2, 2]).floats() == [1, -2.5, 3, 4])
    #expect(try Tensor(indices: [3, -4, .max]).integers() == [3, -4, .max])
    #expect(try Tensor(doubles: [0.1]).doubles() == [0.1])
    #expect(try Tensor(mask: [true, false]).booleans() == [true, false])
    #expect(try Tensor(7).scalar() == 7)
    #expect(try Tensor([1.5]).bytes() == [0, 0, 0xc0, 0x3f])
    #expect(try Tensor([], shape: [0, 3]).floats().isEmpty)
  }

  @Test("A span is copied in and out with one copy of its elements")
  func spans() throws {
    let values: [Float] = [1, 2, 3, 4, 5, 6]
    let tensor = try Tensor(values.span, shape: [2, 3])
    var copy = [Float](repeating: 0, count: 6)
    var span = copy.mutableSpan
    try tensor.transpose(0, 1).copy(into: &span)
    #expect(copy == [1, 4, 2, 5, 3, 6])
  }

  @Test("Views select and rearrange elements in row-major order")
  func views() throws {
    let tensor = try Tensor([0, 1, 2, 3, 4, 5], shape: [2, 3])
    try expectClose(tensor.reshape([3, -1]), [0, 1, 2, 3, 4, 5], shape: [3, 2])
    try expectClose(tensor.narrow(axis: 1, start: 1, length: 2), [1, 2, 4, 5], shape: [2, 2])
    try expectClose(tensor.select(axis: 0, 1), [3, 4, 5], shape: [3])
    try expectClose(tensor.indexSelect(axis: 1, Tensor(indices: [2, 0])), [2, 0, 5, 3], shape: [2, 2])
    try expectClose(tensor.gather(axis: 1, Tensor(indices: [2, 0], shape: [2, 1])), [2, 3], shape: [2, 1])
    try expectClose(.concatenate([tensor, tensor], axis: 1).select(axis: 0, 0), [0, 1, 2, 0, 1, 2])
    try expectClose(.stack([tensor, tensor]).select(axis: 0, 1), [0, 1, 2, 3, 4, 5], shape: [2, 3])
    #expect(try tensor.unsqueeze(1).shape == [2, 1, 3])
    #expect(try tensor.unsqueeze(1).squeeze(1).flatten().shape == [6])
    #expect(try Tensor([1, 2], shape: [2, 1]).expand([-1, 3]).floats() == [1, 1, 1, 2, 2, 2])
  }

  @Test("Arithmetic broadcasts axes of length 1 and missing leading axes")
  func arithmetic() throws {
    let column = try Tensor([1, 2], shape: [2, 1])
    let row = try Tensor([10, 20, 30])
    try expectClose(column + row, [11, 21, 31, 12, 22, 32], shape: [2, 3])
    try expectClose(column - row, [-9, -19, -29, -8, -18, -28])
    try expectClose(column * row, [10, 20, 30, 20, 40, 60])
    try expectClose(row / column, [10, 20, 30, 5, 10, 15])
    try expectClose(1 - row * 0.1, [0, -1, -2])
    try expectClose(60 / row + 1 - 0.5, [6.5, 3.5, 2.5])
    try expectClose(-row / 10, [-1, -2, -3])
    try expectClose(2 + 2 * column, [4, 6])
  }

  @Test("Elementary functions have their known values")
  func functions() throws {
    let tensor = try Tensor([-1, 0, 2])
    try expectClose(tensor.exp(), [0.367879441, 1, 7.389056099])
    try expectClose(Tensor([1, 2, 4]).log(), [0, 0.693147181, 1.386294361])
    try expectClose(Tensor([1, 2, 4]).squareRoot(), [1, 1.414213562, 2])
    try expectClose(tensor.tanh(), [-0.761594156, 0, 0.964027580])
    try expectClose(tensor.sigmoid(), [0.268941421, 0.5, 0.880797078])
    try expectClose(tensor.relu(), [0, 0, 2])
    // x·Φ(x), Φ(1) = 0.841344746, Φ(2) = 0.977249868.
    try expectClose(tensor.gelu(), [-0.158655254, 0, 1.954499736])
    try expectClose(tensor.power(3), [-1, 0, 8])
    try expectClose(tensor.squared(), [1, 0, 4])
    try expectClose(tensor.magnitude(), [1, 0, 2])
    try expectClose(tensor.clamped(low: -0.5, high: 1), [-0.5, 0, 1])
    try expectClose(tensor.maximum(Tensor([0, 0, 3])), [0, 0, 3])
    try expectClose(tensor.minimum(Tensor([0, 0, 3])), [-1, 0, 2])
  }

  @Test("A comparison gives a mask, and a mask chooses elements to fill")
  func masks() throws {
    let tensor = try Tensor([-1, 0, 2])
    #expect(try tensor.isLess(than: 0).booleans() == [true, false, false])
    try expectClose(tensor.filled(where: Tensor(mask: [true, false, true]), with: 9), [9, 0, 9])
  }

  @Test("Reductions run over the axes asked for, or over all")
  func reductions() throws {
    let tensor = try Tensor([1, 5, 3, 4, 2, 6], shape: [2, 3])
    try expectClose(tensor.sum(), [21], shape: [])
    try expectClose(tensor.sum(axes: [1], keepingAxes: true), [9, 12], shape: [2, 1])
    try expectClose(tensor.mean(axes: [0]), [2.5, 3.5, 4.5], shape: [3])
    // Row deviations (−2, 2, 0) and (0, −2, 2): Σ² = 8.
    try expectClose(tensor.variance(axes: [1]), [4, 4])
    try expectClose(tensor.variance(axes: [1], correction: 0), [8.0 / 3, 8.0 / 3])
    try expectClose(tensor.variance(), [3.5])
    try expectClose(tensor.max(), [6])
    try expectClose(tensor.max(axes: [0]), [4, 5, 6])
    #expect(try tensor.argmax(axis: 1).integers() == [1, 2])
    #expect(try tensor.argmax().integers() == [5])
  }

  @Test("A constant is copied, cast and overwritten without touching its source")
  func assignment() throws {
    let tensor = try Tensor.full([2], 1.5)
    let copy = try tensor.copied()
    try tensor.assign(Tensor([3, 4]))
    #expect(try copy.floats() == [1.5, 1.5])
    #expect(try tensor.floats() == [3, 4])
    #expect(try tensor.cast(to: .float64).elementType == .float64)
    #expect(try Tensor.ones([2], type: .int64).integers() == [1, 1])
    #expect(try Tensor.range(3).integers() == [0, 1, 2])
  }
}
