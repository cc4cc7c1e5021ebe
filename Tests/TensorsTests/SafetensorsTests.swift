import FoundationEssentials
import Tensors
import Testing

@Suite("Safetensors")
struct SafetensorsTests {
  /// Runs `body` with the path of a file in a folder that exists as long as the call.
  private func withFile(_ bytes: [UInt8]? = nil, _ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tensors-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "weights.safetensors")
    if let bytes { try Data(bytes).write(to: file) }
    try body(file.path)
  }

  /// A file with this header and as many bytes of elements.
  private func file(_ header: String, elements: Int, announcing length: Int? = nil) -> [UInt8] {
    let json = Array(header.utf8)
    let announced = length ?? json.count
    return (0..<8).map { UInt8(truncatingIfNeeded: announced >> (8 * $0)) } + json
      + [UInt8](repeating: 0, count: elements)
  }

  @Test("Tensors and metadata come back from a file in order, whatever their names and types")
  func roundTrip() throws {
    try withFile { path in
      let tensors: [NamedTensor] = [
        ("b \"quoted\"/ü", try Tensor([1, -2.5, 3, 4, 5, 6], shape: [2, 3])),
        ("a", try Tensor(indices: [.min, 7])), ("double", try Tensor(doubles: [0.1], shape: [])),
        ("empty", try .zeros([0, 4])), ("mask", try Tensor(mask: [true, false])),
      ]
      let metadata = ["seed": "7", "note": "two\nlines"]
      try SafetensorsFile.write(path, tensors: tensors, metadata: metadata)
      let file = try SafetensorsFile.read(path)
      #expect(file.metadata == metadata)
      #expect(file.tensors.map(\.name).sorted() == tensors.map(\.name).sorted())
      for (name, tensor) in tensors {
        let found = try #require(file[name])
        #expect(found.shape == tensor.shape)
        #expect(try found.elementType == tensor.elementType)
        #expect(try found.bytes() == tensor.bytes())
      }
      let start = try Data(contentsOf: URL(filePath: path)).prefix(9)
      #expect(start[0] % 8 == 0 && start[8] == UInt8(ascii: "{"))
    }
  }

  @Test("A file that the Python library wrote is read")
  func fromPython() throws {
    // safetensors 0.8.0, safetensors.numpy.save of weight (float32), index (int64), half (float16), scalar (float64)
    // and empty (float32) with metadata.
    let encoded =
      "YAEAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJuIjoiMSIsImNhcmQiOiJncsO8biBcInFcIi9cbiJ9LCJpbmRleCI6eyJkdHlwZSI6Ikk2NCIs"
      + "InNoYXBlIjpbMl0sImRhdGFfb2Zmc2V0cyI6WzAsMTZdfSwic2NhbGFyIjp7ImR0eXBlIjoiRjY0Iiwic2hhcGUiOltdLCJkYXRhX29mZnNl"
      + "dHMiOlsxNiwyNF19LCJlbXB0eSI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbMCwzXSwiZGF0YV9vZmZzZXRzIjpbMjQsMjRdfSwid2VpZ2h0"
      + "Ijp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOlsyLDJdLCJkYXRhX29mZnNldHMiOlsyNCw0MF19LCJoYWxmIjp7ImR0eXBlIjoiRjE2Iiwic2hh"
      + "cGUiOlsyXSwiZGF0YV9vZmZzZXRzIjpbNDAsNDRdfX0gICAgBwAAAAAAAAD3/////////wAAAAAAAARAAADAPwAAAMAAAIA+pptEOwA4//s="
    try withFile(Array(#require(Data(base64Encoded: encoded)))) { path in
      let file = try SafetensorsFile.read(path)
      #expect(file.metadata == ["card": "grün \"q\"/\n", "n": "1"])
      #expect(try file["weight"]?.floats() == [1.5, -2, 0.25, 3e-3])
      #expect(file["weight"]?.shape == [2, 2])
      #expect(try file["index"]?.integers() == [7, -9])
      #expect(try file["half"]?.floats() == [0.5, -65504])
      #expect(try file["scalar"]?.doubles() == [2.5])
      #expect(file["empty"]?.shape == [0, 3])
    }
  }

  private static let good = #"{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#

  @Test("A damaged file is refused with its name, what was found, what was expected and a remedy")
  func damaged() throws {
    let again = "; copy or make the file again"
    let cases: [(bytes: [UInt8], words: String)] = [
      ([1, 2, 3], "expected at least 8 bytes, found 3: the file is cut short; copy or make it again"),
      (
        file(Self.good, elements: 0, announcing: 500),
        "expected at least 508 bytes, found 62: the file is cut short; copy or make it again"
      ),
      (
        file(Self.good, elements: 8, announcing: -1),
        "the safetensors header is damaged: it claims 18446744073709551615 bytes, expected at most 100000000\(again)"
      ),
      (
        file(Self.good, elements: 4),
        "tensor 'w' is damaged: its bytes end at 8, but 4 bytes follow the header\(again)"
      ),
      (
        file(Self.good, elements: 9),
        "the safetensors header is damaged: the tensors take 8 bytes, but 9 bytes follow the header\(again)"
      ),
      (
        file("{broken", elements: 0),
        "the safetensors header is damaged: it is no JSON object of tensors\(again)"
      ),
      (
        file(#"{"w":{"dtype":"F32","shape":[2]}}"#, elements: 8),
        "the safetensors header is damaged: 'data_offsets' is missing in 'w'\(again)"
      ),
      (
        file(#"{"w":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}"#, elements: 4),
        "tensor 'w' has elements of type 'BF16', expected one of BOOL, F16, F32, F64, I64; convert it before saving"
      ),
      (
        file(#"{"w":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#, elements: 8),
        "tensor 'w' is damaged: shape [3] of F32 takes 12 bytes, data_offsets give 8\(again)"
      ),
      (
        file(#"{"w":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#, elements: 8),
        "tensor 'w' is damaged: its shape [-2] is impossible\(again)"
      ),
      (
        file(
          #"{"w":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}"#, elements: 0),
        "tensor 'w' is damaged: its shape [4611686018427387904, 4] is impossible\(again)"
      ),
      (
        file(#"{"w":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#, elements: 8),
        "tensor 'w' is damaged: expected data_offsets [begin, end], found [8, 0]\(again)"
      ),
      (
        file(
          #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#,
          elements: 12),
        "tensor 'b' is damaged: its bytes start at 4, expected 8: they overlap the tensor before\(again)"
      ),
      (
        file(
          #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[12,16]}}"#,
          elements: 16),
        "tensor 'b' is damaged: its bytes start at 12, expected 8: they leave a gap\(again)"
      ),
      (
        file(#"{"__metadata__":{"n":1}}"#, elements: 0),
        "the safetensors header is damaged: a value has the wrong type in '__metadata__.n'\(again)"
      ),
    ]
    for (bytes, words) in cases {
      try withFile(bytes) { path in
        let error = #expect(throws: SafetensorsError.self) { _ = try SafetensorsFile.read(path) }
        #expect(error?.description == "\(path): \(words)")
      }
    }
  }

  @Test("A file cut short at any byte, or with any byte of its header changed, is refused or read, never a crash")
  func anyCut() throws {
    let whole = file(Self.good, elements: 8)
    try withFile { path in
      for length in 0..<whole.count {
        try Data(whole.prefix(length)).write(to: URL(filePath: path))
        #expect(throws: SafetensorsError.self) { _ = try SafetensorsFile.read(path) }
      }
      for place in 0..<(whole.count - 8) {
        for change in [0xff, 0x01, 0x80] as [UInt8] {
          var bytes = whole
          bytes[place] ^= change
          try Data(bytes).write(to: URL(filePath: path))
          _ = try? SafetensorsFile.read(path)
        }
      }
    }
  }

  @Test("A missing file and a folder that cannot be written are named")
  func inaccessible() throws {
    let path = "/nonexistent/weights.safetensors"
    let read = #expect(throws: SafetensorsError.self) { _ = try SafetensorsFile.read(path) }
    #expect(
      read?.description
        == "\(path): cannot be read: no such file or folder; check the path and its permissions")
    let write = #expect(throws: SafetensorsError.self) { try SafetensorsFile.write(path, tensors: []) }
    #expect(
      write?.description
        == "\(path): cannot be written: no such file or folder; check the path and its permissions")
  }

  @Test("Two tensors of one name are not written, and the old file stays")
  func duplicates() throws {
    try withFile { path in
      let tensor = try Tensor([1])
      try SafetensorsFile.write(path, tensors: [("a", tensor)])
      let error = #expect(throws: SafetensorsError.self) {
        try SafetensorsFile.write(path, tensors: [("a", tensor), ("a", tensor)])
      }
      #expect(error?.description == "\(path): two tensors are named 'a'; give each its own name")
      #expect(try SafetensorsFile.read(path).tensors.count == 1)
    }
  }

  @Test("A module's parameters and buffers are saved and loaded into another")
  func module() throws {
    try withFile { path in
      let source = try BatchNorm2d(2)
      _ = try source(Tensor([1, 3, 5, 7], shape: [2, 2, 1, 1]), .training(TensorGenerator(seed: 0)))
      try SafetensorsFile.write(path, tensors: source.state, metadata: ["seed": "0"])
      let target = try BatchNorm2d(2)
      try loadParameters(into: target, from: SafetensorsFile.read(path))
      for (left, right) in zip(source.state, target.state) {
        #expect(try left.tensor.bytes() == right.tensor.bytes())
      }
      #expect(target.weight.requiresGradient)
    }
  }

  @Test("Weights of another model are refused with every missing, unexpected and misshapen name")
  func mismatch() throws {
    try withFile { path in
      try SafetensorsFile.write(path, tensors: [("weight", .zeros([2, 3])), ("extra", .zeros([1]))])
      let module = try Linear(4, 2, generator: TensorGenerator(seed: 0))
      let before = try module.weight.floats()
      let error = #expect(throws: ParameterMismatch.self) {
        try loadParameters(into: module, from: SafetensorsFile.read(path))
      }
      #expect(
        error?.description == """
          \(path): the weights do not fit the model:
            missing: bias
            unexpected: extra
            weight: expected shape [2, 4], found [2, 3]
          use the model's configuration that the weights were trained with, or train them again
          """)
      #expect(try module.weight.floats() == before)
    }
  }
}
