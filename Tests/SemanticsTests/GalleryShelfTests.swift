import Semantics
import Tasks
import Testing

@Suite("The galleries of a process")
struct GalleryShelfTests {
  /// The tiny model's pictures from the last to the first, under the same name.
  private struct Reversed: LabelledPictures {
    let name = Tiny.data.name
    let classNames = Tiny.data.classNames
    let pictureShape = Tiny.data.pictureShape

    func count(of split: Split) -> Int { Tiny.data.count(of: split) }

    func sample(_ index: Int, of split: Split) throws -> PictureSample {
      try Tiny.data.sample(count(of: split) - 1 - index, of: split)
    }
  }

  @Test("Two folders of the same name have galleries of their own, one folder has one however its path is written")
  func folders() throws {
    let model = try Tiny.trained()
    let shelf = GalleryShelf()
    func labels(_ data: any LabelledPictures, _ folder: String) throws -> [Int] {
      try shelf.gallery(model, data, from: .folder(folder), count: 4).items.map(\.label)
    }
    #expect(try labels(Tiny.data, "/a/pictures") == [0, 1, 2, 3])
    #expect(try labels(Reversed(), "/b/pictures") == [3, 2, 1, 0])
    // Embedded already: the data are not looked at again.
    #expect(try labels(Reversed(), "/b/../a/pictures/") == [0, 1, 2, 3])
  }
}
