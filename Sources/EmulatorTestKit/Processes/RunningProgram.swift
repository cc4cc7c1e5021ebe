import Foundation
import Glibc
import Synchronization

/// A program under test: started, listened to, waited for with a limit, and never left behind.
///
/// Confined to the test that starts it; what other threads write is in a mutex of its own.
public final class RunningProgram {
  /// The seconds that anything may take before a test fails. A busy machine needs many.
  public static let limit = 120.0

  private let process = Process()
  private let input = Pipe()
  private let heard = Heard()
  private let ended = DispatchSemaphore(value: 0)
  private let name: String

  /// Starts a program of the build; its standard input stays open until `closeLifeline()`.
  ///
  /// - Parameters:
  ///   - name: the program.
  ///   - arguments: its arguments.
  ///   - environment: what its environment has over the test's.
  /// - Throws: ``ProgramFailure`` when it is not built, and what `Process` throws.
  public init(_ name: String, _ arguments: [String], environment: [String: String] = [:]) throws {
    self.name = name
    process.executableURL = try BuiltPrograms.program(name)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment
      .merging(["HELIOGRAPH_MODELS": BuiltPrograms.file("models"), "SWIFT_BACKTRACE": "enable=no"]) { $1 }
      .merging(environment) { $1 }
    let output = Pipe()
    process.standardInput = input
    process.standardOutput = output
    process.standardError = output
    process.terminationHandler = { [ended] _ in ended.signal() }
    try withoutSignalMask { try process.run() }
    try? output.fileHandleForWriting.close()
    let reading = output.fileHandleForReading
    Thread.detachNewThread { [heard] in
      while case let bytes = reading.availableData, !bytes.isEmpty { heard.bytes.withLock { $0 += bytes } }
    }
  }

  deinit { kill() }

  /// Tests run on threads of libdispatch, which block most signals, and a child inherits the mask of the thread that
  /// starts it: Ctrl-C would never reach it.
  private func withoutSignalMask(_ start: () throws -> Void) rethrows {
    var (none, saved) = (sigset_t(), sigset_t())
    unsafe sigemptyset(&none)
    unsafe pthread_sigmask(SIG_SETMASK, &none, &saved)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &saved, nil) }
    try start()
  }

  /// The process's number.
  public var identifier: Int32 { process.processIdentifier }

  /// Whether it runs.
  public var isRunning: Bool { process.isRunning }

  /// All that it has written so far.
  public var output: String { String(decoding: heard.bytes.withLock { $0 }, as: UTF8.self) }

  /// Waits until the output has a text.
  ///
  /// - Parameters:
  ///   - text: to wait for.
  ///   - seconds: how long at most.
  /// - Throws: ``ProgramFailure`` with the output when the program ends or the time passes without it.
  public func waitForOutput(_ text: String, within seconds: Double = limit) throws {
    try wait(for: "\"\(text)\"", within: seconds) { output.contains(text) }
  }

  /// Waits until something is so.
  ///
  /// - Parameters:
  ///   - what: what is waited for, for the message.
  ///   - seconds: how long at most.
  ///   - holds: whether it is so.
  /// - Throws: ``ProgramFailure`` with the output when the program ends or the time passes first.
  public func wait(for what: String, within seconds: Double = limit, until holds: () -> Bool) throws {
    let deadline = Date(timeIntervalSinceNow: seconds)
    while !holds() {
      let isOver = !process.isRunning
      usleep(5_000)
      if holds() { return }
      guard !isOver, Date() < deadline else {
        throw ProgramFailure("\(name): no \(what) \(isOver ? "before its end" : "within \(seconds) s"):\n\(output)")
      }
    }
  }

  /// Waits for its end.
  ///
  /// - Parameter seconds: how long at most; the program is killed after that.
  /// - Returns: the exit status; a signal's number negated.
  /// - Throws: ``ProgramFailure`` with the output when it does not end.
  @discardableResult
  public func waitForEnd(within seconds: Double = limit) throws -> Int32 {
    guard ended.wait(timeout: .now() + seconds) == .success else {
      kill()
      throw ProgramFailure("\(name) did not end within \(seconds) s:\n\(output)")
    }
    ended.signal()
    // The reading thread may be a moment behind the end.
    usleep(20_000)
    return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
  }

  /// Sends a signal.
  public func send(_ signal: Int32) {
    guard process.isRunning else { return }
    _ = Glibc.kill(process.processIdentifier, signal)
  }

  /// Closes its standard input, which ends a program that was started with `--lifeline`.
  public func closeLifeline() { try? input.fileHandleForWriting.close() }

  /// Kills it if it runs.
  public func kill() {
    guard process.isRunning else { return }
    send(SIGKILL)
    process.waitUntilExit()
  }
}

/// What a program has written; shared with the thread that reads it.
private final class Heard: Sendable {
  let bytes = Mutex<[UInt8]>([])
}
