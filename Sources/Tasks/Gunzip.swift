import CZlib

/// Why gzip data cannot be unpacked.
enum GunzipError: Error {
  /// zlib refused, with its own words.
  case corrupt(String)
  /// The data ends before the gzip stream does.
  case truncated
  /// More bytes come out than may.
  case tooLong(most: Int)
}

/// Unpacks a gzip stream with zlib; bytes behind its end are ignored, as `gzip -d` ignores zeros there.
///
/// - Parameters:
///   - packed: the whole gzip file.
///   - most: the most bytes that may come out.
/// - Returns: the unpacked bytes.
/// - Throws: ``GunzipError``.
func gunzip(_ packed: [UInt8], atMost most: Int) throws(GunzipError) -> [UInt8] {
  var stream = unsafe z_stream()
  // zlib keeps the stream's address, so it stays at one place from start to end.
  let result: Result<[UInt8], GunzipError> = unsafe withUnsafeMutablePointer(to: &stream) { stream in
    // 15 bits of window, and 16 to ask for a gzip header.
    let started = unsafe inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard started == Z_OK else { return .failure(.corrupt("zlib cannot start (status \(started))")) }
    defer { unsafe inflateEnd(stream) }
    var packed = packed
    return unsafe packed.withUnsafeMutableBufferPointer { input in
      unsafe stream.pointee.next_in = input.baseAddress
      unsafe stream.pointee.avail_in = UInt32(input.count)
      return unsafe inflateAll(stream, atMost: most)
    }
  }
  return try result.get()
}

/// Inflates what the stream's input holds, a mebibyte at a time.
private func inflateAll(
  _ stream: UnsafeMutablePointer<z_stream>, atMost most: Int
) -> Result<[UInt8], GunzipError> {
  var output: [UInt8] = []
  while true {
    var status = Z_OK
    let chunkSize = 1 << 20
    let chunk = unsafe [UInt8](unsafeUninitializedCapacity: chunkSize) { buffer, filled in
      unsafe stream.pointee.next_out = buffer.baseAddress
      unsafe stream.pointee.avail_out = UInt32(chunkSize)
      status = unsafe inflate(stream, Z_NO_FLUSH)
      filled = unsafe chunkSize - Int(stream.pointee.avail_out)
    }
    output.append(contentsOf: chunk)
    if output.count > most { return .failure(.tooLong(most: most)) }
    switch status {
    case Z_STREAM_END: return .success(output)
    case Z_OK where !chunk.isEmpty: continue
    case Z_OK, Z_BUF_ERROR: return .failure(.truncated)
    default:
      let words = unsafe stream.pointee.msg.map { unsafe String(cString: $0) }
      return .failure(.corrupt(words ?? "zlib status \(status)"))
    }
  }
}
