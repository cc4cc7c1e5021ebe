import FoundationEssentials
import Tasks
import Testing

@Suite struct PictureFormatTests {
  @Test(
    "a PNG of any kind becomes 8 bits of grey or of red, green and blue, opacity laid over white",
    arguments: [
      (
        "red, green, blue with opacity 0, 128 and 255",
        "iVBORw0KGgoAAAANSUhEUgAAAAMAAAABCAYAAAAb4BS0AAAAFElEQVR42mM4wQAEKf8bGJmY/wMAFbIDsVx9LHMAAAAASUVORK5C"
          + "YII=",
        3, [255, 255, 255, 127, 177, 255, 1, 2, 3]
      ),
      (
        "grey with opacity",
        "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAQAAABeK7cBAAAADUlEQVR42mNgaIj6DwADOAHaHbezCwAAAABJRU5ErkJggg==",
        1, [127, 90]
      ),
      (
        "16 bits of grey",
        "iVBORw0KGgoAAAANSUhEUgAAAAMAAAABEAAAAABuG5crAAAAD0lEQVR42mNgYGho+P8fAAaEAv//G2LxAAAAAElFTkSuQmCC",
        1, [0, 128, 255]
      ),
      (
        "16 bits of red, green and blue",
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABEAIAAADA54+dAAAAD0lEQVR42mMQEGho+PABAAcHAwHyNo4SAAAAAElFTkSuQmCC",
        3, [16, 128, 240]
      ),
      (
        "16 bits with opacity",
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABEAYAAABPhRjKAAAAEUlEQVR42mNgYGho+P+/oQEADgID/wzVx6UAAAAASUVORK5CYII=",
        3, [127, 191, 255]
      ),
      (
        "a palette of two bits with a transparent entry",
        "iVBORw0KGgoAAAANSUhEUgAAAAMAAAABAgMAAABmjvwnAAAACVBMVEUKFB7IZDIHCAmmPOJLAAAAAnRSTlP/AOW3MEoAAAAKSURB"
          + "VHjaY5AAAAAaABmAAI67AAAAAElFTkSuQmCC",
        3, [10, 20, 30, 255, 255, 255, 7, 8, 9]
      ),
      (
        "one bit of grey",
        "iVBORw0KGgoAAAANSUhEUgAAAAMAAAABAQAAAAAzmykZAAAACklEQVR42mNYAAAAogChcQXLQQAAAABJRU5ErkJggg==",
        1, [255, 0, 255]
      ),
    ] as [(String, String, Int, [UInt8])])
  func kinds(kind: String, base64: String, channels: Int, pixels: [UInt8]) throws {
    let bytes = try #require(Data(base64Encoded: base64))
    let picture = try Picture(png: Array(bytes))
    #expect(picture.channels == channels)
    #expect(picture.pixels == pixels, "\(kind)")
  }
}
