import Glibc

extension ChildProgram {
  /// Runs the program by itself, beside any emulation, and waits for its end.
  ///
  /// - Parameter shouldStop: asked again and again; true: the program is terminated.
  /// - Returns: how it ended, and the last lines of its log.
  /// - Throws: `LaunchError` when it cannot be started.
  public func runToEnd(
    shouldStop: () -> Bool = { false }
  ) throws(LaunchError) -> (ending: ProcessEnding, logTail: [String]) {
    let process = try ChildProcess(self, readsOutput: false, in: RunningProcesses())
    while !process.reap() {
      if shouldStop() { process.send(SIGTERM) }
      usleep(20_000)
    }
    return (process.ending ?? .exited(0), LogTail.lines(of: logPath))
  }
}
