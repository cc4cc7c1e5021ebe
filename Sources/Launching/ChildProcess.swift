import Glibc

/// A process that was started: its number, its lifeline, its standard output if that is a stream.
///
/// swift-subprocess was considered. Its `run` keeps the standard input open exactly as long as a body closure runs and
/// tells that the process has ended only after the body has returned, so a body cannot hold the lifeline of a process
/// that may end at any time without a second way of learning of the end. `posix_spawn` and `waitpid` give both to one
/// loop on one thread. Confined to the launcher's thread.
final class ChildProcess {
  let program: ChildProgram
  let identifier: pid_t
  /// What it writes to its standard output; nil when that goes to the log.
  let output: OutputLines?
  private(set) var ending: ProcessEnding?
  /// Whether the launcher asked it to stop: its status then says nothing about its health.
  private(set) var wasSignalled = false
  /// The writing end of its standard input, which hangs up when the process ends.
  private(set) var lifeline: FileDescriptor?
  /// Since when the other end of its standard input is closed, s: it is about to end, or does not care for its input.
  var hungUpSince: Double?
  private let running: RunningProcesses

  /// Starts a program. Its standard input is a stream that closes when the launcher closes it or dies; it leads a process
  /// group of its own, so that the terminal's Ctrl-C reaches the launcher alone; signals have their default actions.
  ///
  /// - Parameters:
  ///   - program: what to start.
  ///   - readsOutput: whether its standard output comes to the launcher instead of the log.
  ///   - running: where it is listed while it runs.
  /// - Throws: `LaunchError` that names the program.
  init(_ program: ChildProgram, readsOutput: Bool, in running: RunningProcesses) throws(LaunchError) {
    self.program = program
    self.running = running
    do {
      let input = try Stream()
      let log = try FileDescriptor.appending(program.logPath)
      let outputStream = readsOutput ? try Stream() : nil
      identifier = try Spawn.start(
        program, input: input.reading, output: outputStream?.writing ?? log, error: log)
      lifeline = input.writing
      output = (outputStream?.reading).map { OutputLines($0) }
    } catch {
      throw LaunchError("\(program.name) cannot be started from \(program.executable): \(error)")
    }
    running.add(program.name, identifier)
  }

  /// Lets go of its standard input: the process sees the end of file and stops. One that is paused is woken for it.
  func closeLifeline() {
    guard lifeline != nil else { return }
    lifeline = nil
    if ending == nil { kill(-identifier, SIGCONT) }
  }

  /// Sends a signal to the process and to what it started.
  func send(_ signal: Int32) {
    guard ending == nil else { return }
    wasSignalled = true
    running.send(signal, to: program.name)
  }

  /// Looks whether the process has ended; true once, when it has.
  func reap() -> Bool {
    guard ending == nil, let ending = running.reap(program.name, identifier) else { return false }
    self.ending = ending
    closeLifeline()
    return true
  }
}

/// An error number of the operating system.
struct SystemError: Error, CustomStringConvertible {
  var call: String
  var number: Int32

  /// The last call's error.
  init(_ call: String) {
    self.init(call, number: errno)
  }

  init(_ call: String, number: Int32) {
    self.call = call
    self.number = number
  }

  var description: String {
    "\(call): \(unsafe String(cString: strerror(number)))"
  }
}
