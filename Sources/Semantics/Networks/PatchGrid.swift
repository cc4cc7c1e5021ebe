import Tasks

/// The patches of a picture: each of the stem's n convolutions halves height and width, rounding up, which makes
/// ⌈H/2ⁿ⌉ rows of ⌈W/2ⁿ⌉ patches of 2ⁿ × 2ⁿ pixels; the last row and column reach beyond a picture whose sides are no
/// multiples of 2ⁿ.
struct PatchGrid: Hashable {
  private let pictures: PictureShape
  private let side: Int

  /// - Parameters:
  ///   - pictures: the pictures that go in.
  ///   - convolutions: n.
  init(_ pictures: PictureShape, convolutions: Int) {
    self.pictures = pictures
    side = 1 << convolutions
  }

  /// ⌈H/2ⁿ⌉.
  var rows: Int { (pictures.height + side - 1) / side }

  /// ⌈W/2ⁿ⌉.
  var columns: Int { (pictures.width + side - 1) / side }

  /// The tokens of a picture: the class token and one for each patch.
  var tokens: Int { 1 + rows * columns }

  /// Where a place of the picture lies, in patches from the upper left corner.
  ///
  /// - Parameters:
  ///   - x: the distance from the left edge as a share of the width.
  ///   - y: the distance from the upper edge as a share of the height.
  /// - Returns: the column and the row; their whole numbers are the patch's.
  func place(x: Double, y: Double) -> (column: Double, row: Double) {
    (x * (Double(pictures.width) / Double(side)), y * (Double(pictures.height) / Double(side)))
  }
}
