import FoundationEssentials
import Glibc
import Protocol

/// What every process tells of itself.
struct ProcessMetrics: Sendable {
  /// `edge-server`, `channel-emulator` or `ue-agent`.
  let program: String
  private let started: Double

  init(program: String) {
    self.program = program
    var now = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &now)
    started = Double(now.tv_sec)
  }

  /// The metrics at this moment.
  var families: [MetricFamily] {
    [
      MetricFamily(
        "heliograph_build_info", .gauge, "Always 1; the labels say which program of which release this is.",
        samples: [
          .init(
            labels: [
              .init(name: "program", value: program), .init(name: "version", value: SoftwareVersion.current),
              .init(name: "wire_version", value: "\(WireVersion.current)"),
            ], value: 1)
        ]),
      MetricFamily(
        "heliograph_process_start_time_seconds", .gauge, "When the process began to be observed, Unix time.",
        value: started),
      MetricFamily(
        "heliograph_process_cpu_seconds_total", .counter, "User and system time of all threads.", value: cpuSeconds),
      MetricFamily(
        "heliograph_process_resident_memory_bytes", .gauge, "Resident memory.", value: residentBytes),
    ]
  }

  private var cpuSeconds: Double? {
    var time = timespec()
    guard unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return nil }
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// The second number of /proc/self/statm counts pages.
  private var residentBytes: Double? {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
      let pages = text.split(separator: " ").dropFirst().first.flatMap({ Double($0) })
    else { return nil }
    return pages * Double(sysconf(Int32(_SC_PAGESIZE)))
  }
}
