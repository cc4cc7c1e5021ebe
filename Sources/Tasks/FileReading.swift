import FoundationEssentials
import Glibc

/// What a path leads to, links followed.
enum PathKind {
  case nothing
  case folder
  case file
}

/// Looks at what a path leads to.
func pathKind(_ path: String) -> PathKind {
  var status = stat()
  guard unsafe stat(path, &status) == 0 else { return .nothing }
  switch status.st_mode & S_IFMT {
  case S_IFDIR: return .folder
  case S_IFREG: return .file
  default: return .nothing
  }
}

/// Whether a folder has nothing in it.
func isEmpty(folder: String) -> Bool {
  (try? FileManager.default.contentsOfDirectory(atPath: folder))?.isEmpty == true
}

/// The names in a folder; none for one that cannot be listed.
func fileNames(inFolder folder: String) -> [String] {
  (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
}

/// The whole of a regular file.
///
/// - Parameters:
///   - path: the file.
///   - most: the most bytes that the file may have.
///   - expected: what the file should be, for the error.
/// - Returns: the file's bytes.
/// - Throws: ``DataSetError`` when there is no such file, it cannot be read or it is too long.
func contents(ofFile path: String, atMost most: Int, expected: String) throws(DataSetError) -> [UInt8] {
  guard pathKind(path) == .file else {
    throw DataSetError(
      place: path, expected: expected, found: "no such file", remedy: "Check the path, or fetch the data set again")
  }
  var status = stat()
  guard unsafe stat(path, &status) == 0 else {
    throw DataSetError(
      place: path, expected: expected, found: "a file that cannot be read", remedy: "Check its permissions")
  }
  let size = Int(status.st_size)
  guard size <= most else {
    throw DataSetError(
      place: path, expected: "\(expected) of at most \(most) bytes", found: "\(size) bytes",
      remedy: "Check that this is the right file")
  }
  do {
    return Array(try Data(contentsOf: URL(filePath: path)))
  } catch {
    throw DataSetError(
      place: path, expected: expected, found: "a file that cannot be read", remedy: "Check its permissions")
  }
}

/// What a gzip file holds.
///
/// - Parameters:
///   - path: the file.
///   - most: the most bytes that it may have, packed or unpacked.
///   - remedy: what the user can do about a damaged file.
/// - Returns: the unpacked bytes.
/// - Throws: ``DataSetError`` when there is no such file, it cannot be read, is damaged or too long.
func unpackedContents(ofFile path: String, atMost most: Int, remedy: String) throws(DataSetError) -> [UInt8] {
  let packed = try contents(ofFile: path, atMost: most, expected: "a gzip file")
  func fault(_ expected: String, _ found: String) -> DataSetError {
    DataSetError(place: path, expected: expected, found: found, remedy: remedy)
  }
  do {
    return try gunzip(packed, atMost: most)
  } catch {
    switch error {
    case .corrupt(let words): throw fault("gzip data", "data that zlib refuses: \(words)")
    case .truncated: throw fault("whole gzip data", "\(packed.count) bytes that end too early")
    case .tooLong(let most): throw fault("at most \(most) bytes unpacked", "more")
    }
  }
}

/// A path from the root without `.` and `..`, links not followed: one for all ways of writing it.
func absolutePath(_ path: String) -> String {
  URL(filePath: path.hasPrefix("/") ? path : joined(FileManager.default.currentDirectoryPath, path)).standardized.path
}

/// The last part of a path, however it is written: of `.` the current folder's name; of no path none.
func lastPart(ofPath path: String) -> String {
  guard !path.isEmpty else { return path }
  return absolutePath(path).split(separator: "/").last.map(String.init) ?? path
}

/// A path with a file name behind it.
func joined(_ folder: String, _ name: String) -> String {
  folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
}
