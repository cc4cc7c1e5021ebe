import Glibc
import Tasks
import Testing

@Suite struct ShapeScenesTests {
  @Test("scenes 0 and 1, drawn today, have the pixels they had when the data set was fixed")
  func goldenPixels() throws {
    let scenes = ShapeScenes()
    let hashes = try [scenes.testSample(0), scenes.testSample(1), scenes.trainSample(0)].map(hash)
    #expect(hashes == [6_154_914_038_924_145_254, 4_036_551_469_859_496_178, 4_498_543_235_338_634_512])
  }

  @Test("a scene, drawn twice, is the same; the same index in the other split is another scene")
  func pureFunction() throws {
    let scenes = ShapeScenes()
    #expect(try scenes.testSample(7) == scenes.testSample(7))
    #expect(try scenes.testSample(7).picture != scenes.trainSample(7).picture)
    #expect(try scenes.testSample(7).identifier == "shapes/test/00007")
  }

  @Test("150 train and 150 test scenes share no picture")
  func splitsAreDisjoint() throws {
    let scenes = ShapeScenes()
    let pictures = try (0..<150).flatMap { [try scenes.trainSample($0).picture, try scenes.testSample($0).picture] }
    #expect(Set(pictures).count == 300)
  }

  @Test("the classes of 720 scenes are balanced: chi-square over 36 classes stays below its 99.99 % point")
  func classBalance() throws {
    let scenes = ShapeScenes()
    var counts = [Int](repeating: 0, count: 36)
    let total = 720
    for index in 0..<total { counts[try scenes.trainSample(index).label] += 1 }
    let expected = Double(total) / 36
    let chiSquare = counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    // Wilson–Hilferty: χ²(p; 35) = 35 (1 − 2/315 + 3.719 √(2/315))³ with the normal's 99.99 % point 3.719.
    let bound = 35 * pow(1 - 2.0 / 315 + 3.719 * (2.0 / 315).squareRoot(), 3)
    #expect(chiSquare < bound)
  }

  @Test(
    "the main object comes first, its class is the label, distractors are of other classes, smaller and at most two")
  func description() throws {
    let scenes = ShapeScenes()
    for index in 0..<100 {
      let scene = try scenes.scene(index, of: .test)
      let label = try scenes.testSample(index).label
      #expect(ShapeScenes.label(of: scene.mainObject) == label)
      #expect(
        scenes.classNames[label] == "\(scene.mainObject.colour.rawValue) \(scene.mainObject.shape.rawValue)")
      #expect((1...3).contains(scene.objects.count))
      for distractor in scene.objects.dropFirst() {
        #expect(ShapeScenes.label(of: distractor) != label)
        #expect(distractor.radius <= scene.mainObject.radius / 2)
      }
      for object in scene.objects {
        #expect(object.x - object.radius >= 0 && object.x + object.radius <= 32)
        #expect(object.y - object.radius >= 0 && object.y + object.radius <= 32)
      }
    }
  }

  @Test("an index outside the split is refused with the range")
  func indexOutside() throws {
    let scenes = ShapeScenes()
    let error = #expect(throws: DataSetError.self) { try scenes.testSample(10_000) }
    #expect(
      error?.description
        == "shapes: expected a test index from 0 to 9999, found 10000. Ask for a sample that the split holds.")
  }

  /// FNV-1a over the pixels.
  private func hash(_ sample: PictureSample) -> UInt64 {
    sample.picture.pixels.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
