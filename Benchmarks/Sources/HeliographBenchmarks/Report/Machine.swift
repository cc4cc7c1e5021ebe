import CZeroMQ
import Foundation
import Glibc

/// The machine and the libraries that the figures belong to.
struct Machine: Codable {
  var processor: String
  var cores: Int
  var memoryGiB: Double
  var kernel: String
  var swift: String
  var libzmq: String
  /// How busy the machine was when the benchmarks began.
  var loadAverage: String
  var date: String

  /// This machine, now.
  static func current() -> Machine {
    let processors = text("/proc/cpuinfo").split(separator: "\n")
    let model = processors.first { $0.hasPrefix("model name") }?.split(separator: ":").last.map(String.init)
    let memory = text("/proc/meminfo").split(separator: "\n").first { $0.hasPrefix("MemTotal") }
    let kibibytes = memory?.split(separator: " ").compactMap { Double($0) }.first ?? 0
    var (major, minor, patch): (Int32, Int32, Int32) = (0, 0, 0)
    unsafe zmq_version(&major, &minor, &patch)
    return Machine(
      processor: model?.trimmingCharacters(in: .whitespaces) ?? "unknown",
      cores: ProcessInfo.processInfo.activeProcessorCount, memoryGiB: (kibibytes / 1_048_576 * 10).rounded() / 10,
      kernel: text("/proc/sys/kernel/osrelease").trimmingCharacters(in: .whitespacesAndNewlines),
      swift: swiftVersion, libzmq: "\(major).\(minor).\(patch)",
      loadAverage: text("/proc/loadavg").split(separator: " ").prefix(3).joined(separator: " "),
      date: ISO8601DateFormatter().string(from: Date()))
  }

  private static func text(_ path: String) -> String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }

  private static var swiftVersion: String {
    #if compiler(>=6.4)
      "6.4 or later"
    #elseif compiler(>=6.3)
      "6.3"
    #else
      "6.2"
    #endif
  }

  /// The lines above the table.
  var lines: String {
    """
    machine   \(processor), \(cores) cores, \(memoryGiB) GiB, Linux \(kernel)
    software  Swift \(swift), libzmq \(libzmq)
    date      \(date), load average \(loadAverage)
    """
  }
}
