import Glibc

/// Seconds on a clock that never jumps.
enum Clock {
  static var now: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  static func sleep(_ seconds: Double) {
    guard seconds > 0 else { return }
    usleep(UInt32(min(seconds, 4_000) * 1e6))
  }
}

/// The signals that faults are made of.
enum ProcessSignal {
  case kill
  case stop
  case proceed

  var rawValue: Int32 {
    switch self {
    case .kill: SIGKILL
    case .stop: SIGSTOP
    case .proceed: SIGCONT
    }
  }
}
