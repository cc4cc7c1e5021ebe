import Glibc
import Logging

/// Log lines for people and for files: `03:40:31.250 ue-1 warning: text`; the level is left out for plain information.
struct ProcessLog: LogHandler {
  let name: String
  var logLevel: Logger.Level = .info
  var metadata: Logger.Metadata = [:]

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let level = event.level == .info ? "" : " \(event.level)"
    StandardStream.error.write(Array("\(Self.timeOfDay()) \(name)\(level): \(event.message)\n".utf8))
  }

  /// Hours, minutes, seconds and milliseconds in UTC.
  private static func timeOfDay() -> String {
    var now = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &now)
    let milliseconds = now.tv_nsec / 1_000_000
    let seconds = now.tv_sec % 86_400
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let fraction = String(1000 + milliseconds).dropFirst()
    return "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60)).\(fraction)"
  }
}
