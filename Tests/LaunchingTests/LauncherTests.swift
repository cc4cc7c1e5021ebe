import Foundation
import Launching
import Testing
import Trace

@Suite("Launcher")
struct LauncherTests {
  @Test("a leader that gives its summary and ends with 0 finishes the run, the others following on their own")
  func finishes() throws {
    let cast = try Cast()
    var output: [String] = []
    let launcher = Launcher(
      [cast.program("server", "echo hello; \(try Cast.summary())"), cast.program("ue-1", "sleep 0.1", mayLeave: true)],
      stop: StopRequests(takesSignals: false), patience: cast.patience
    ) { event in
      if case .output(let line) = event { output.append(line) }
    }
    guard case .finished(let summary) = try launcher.run() else {
      Issue.record("not finished")
      return
    }
    #expect(summary.slots == 2)
    #expect(output == ["hello"])
  }

  @Test("a UE that leaves is started again for as many stays as it has, one process after the other")
  func stays() throws {
    let cast = try Cast()
    var ue = cast.program("ue-1", "echo x >> \(cast.mark("stays"))", mayLeave: true)
    ue.stays = 3
    var (started, left) = (0, 0)
    let server = cast.program(
      "server",
      "while [ \"$(wc -l < \(cast.mark("stays")))\" != 3 ]; do sleep 0.05; done; sleep 0.3; \(try Cast.summary())")
    let launcher = Launcher([server, ue], stop: StopRequests(takesSignals: false), patience: cast.patience) { event in
      switch event {
      case .started(name: "ue-1", _): started += 1
      case .left: left += 1
      default: break
      }
    }
    guard case .finished = try launcher.run() else {
      Issue.record("not finished")
      return
    }
    #expect(started == 3 && left == 3)
  }

  @Test("a child that dies is reported with name, exit and the end of its log, and the others are stopped")
  func childDies() throws {
    let cast = try Cast()
    let launcher = Launcher(
      [
        cast.program("server", "cat >/dev/null"),
        cast.program("channel", "cat >/dev/null"),
        cast.program("ue-1", "echo first >&2; echo model not found >&2; exit 3"),
      ], stop: StopRequests(takesSignals: false), patience: cast.patience
    ) { _ in }
    guard case .failed(let failures, let summary) = try launcher.run() else {
      Issue.record("not failed")
      return
    }
    #expect(summary == nil)
    #expect(
      failures.map(\.description) == [
        """
        ue-1 ended with exit status 3; the last lines of its log:
          ue-1 | first
          ue-1 | model not found
        """
      ])
  }

  @Test("a child that a signal ends is reported with the signal's name")
  func childIsKilled() throws {
    let cast = try Cast()
    let launcher = Launcher(
      [cast.program("server", "cat >/dev/null"), cast.program("ue-1", "kill -SEGV $$")],
      stop: StopRequests(takesSignals: false), patience: cast.patience
    ) { _ in }
    guard case .failed(let failures, _) = try launcher.run() else {
      Issue.record("not failed")
      return
    }
    #expect(failures.map(\.description) == ["ue-1 was killed by signal 11 (SIGSEGV); its log is empty"])
  }

  @Test("a leader that ends with 0 but without a summary is a failure")
  func noSummary() throws {
    let cast = try Cast()
    let launcher = Launcher(
      [cast.program("server", "exit 0"), cast.program("ue-1", "cat >/dev/null")],
      stop: StopRequests(takesSignals: false), patience: cast.patience
    ) { _ in }
    guard case .failed(let failures, _) = try launcher.run() else {
      Issue.record("not failed")
      return
    }
    #expect(failures.map(\.name) == ["server"])
  }

  @Test("a UE that leaves with 0 while the run goes on is no failure")
  func ueLeaves() throws {
    let cast = try Cast()
    var left: [String] = []
    let launcher = Launcher(
      [cast.program("server", "sleep 0.3; \(try Cast.summary())"), cast.program("ue-1", "exit 0", mayLeave: true)],
      stop: StopRequests(takesSignals: false), patience: cast.patience
    ) { event in
      if case .left(let name) = event { left.append(name) }
    }
    guard case .finished = try launcher.run() else {
      Issue.record("not finished")
      return
    }
    #expect(left == ["ue-1"])
  }

  @Test("a request to stop closes the leader's lifeline, whose summary still counts")
  func interrupted() throws {
    let cast = try Cast()
    let stop = StopRequests(takesSignals: false)
    let launcher = Launcher(
      [
        cast.program("server", "echo ready; cat >/dev/null; \(try Cast.summary())"),
        cast.program("ue-1", "cat >/dev/null"),
      ], stop: stop, patience: cast.patience
    ) { event in
      if case .output = event { stop.request() }
    }
    guard case .interrupted(let summary) = try launcher.run() else {
      Issue.record("not interrupted")
      return
    }
    #expect(summary?.slots == 2)
  }

  @Test("a process that ignores its lifeline gets SIGTERM, one that ignores that gets SIGKILL, and none is left")
  func stubborn() throws {
    let cast = try Cast()
    let stop = StopRequests(takesSignals: false)
    var signals: [String: [Int32]] = [:]
    var identifiers: [Int32] = []
    let launcher = Launcher(
      [
        cast.program("server", "cat >/dev/null"),
        cast.program("deaf", "while :; do sleep 0.05; done"),
        cast.program("stubborn", "trap '' TERM; echo up >&2; while :; do sleep 0.05; done"),
        cast.program("late", "true", delay: 0.3),
      ], stop: stop, patience: StopPatience(leader: 0.3, lifelines: 0.3, termination: 0.3)
    ) { event in
      switch event {
      case .started(let name, let identifier):
        identifiers.append(identifier)
        if name == "late" { stop.request() }
      case .signalled(let name, let signal): signals[name, default: []].append(signal)
      default: break
      }
    }
    // "late" ends with 0 though it may not leave: the stop request is seen in the same turn or the failure is; both stop.
    _ = try launcher.run()
    #expect(signals["deaf"] == [15])
    #expect(signals["stubborn"] == [15, 9])
    #expect(signals["server"] == nil)
    #expect(identifiers.count == 4)
    for identifier in identifiers { #expect(kill(identifier, 0) == -1) }
  }

  @Test("a second request to stop kills at once")
  func secondRequest() throws {
    let cast = try Cast()
    let stop = StopRequests(takesSignals: false)
    let launcher = Launcher(
      [cast.program("server", "echo ready; while :; do sleep 0.05; done")], stop: stop,
      patience: StopPatience(leader: 60, lifelines: 60, termination: 60)
    ) { event in
      switch event {
      case .output: stop.request()
      case .stopping("stopping; once more to stop at once"): stop.request()
      default: break
      }
    }
    let start = Date()
    guard case .interrupted(nil) = try launcher.run() else {
      Issue.record("not interrupted")
      return
    }
    #expect(Date().timeIntervalSince(start) < 10)
  }

  @Test("children read the end of their input when the launcher's end of the lifeline closes, not before")
  func lifeline() throws {
    let cast = try Cast()
    let stop = StopRequests(takesSignals: false)
    let marker = "\(cast.directory.path)/closed"
    let launcher = Launcher(
      [
        cast.program("server", "sleep 0.2; test -e \(marker) && exit 9; echo open; cat >/dev/null"),
        cast.program("ue-1", "cat >/dev/null; touch \(marker)"),
      ], stop: stop, patience: cast.patience
    ) { event in
      if case .output("open") = event { stop.request() }
    }
    _ = try launcher.run()
    #expect(FileManager.default.fileExists(atPath: marker))
  }

  @Test("a program that is not there is an error that names it, and what was started is stopped")
  func missingProgram() throws {
    let cast = try Cast()
    var missing = cast.program("ue-1", "")
    missing.executable = "/no/such/ue-agent"
    let launcher = Launcher(
      [cast.program("server", "cat >/dev/null"), missing], stop: StopRequests(takesSignals: false),
      patience: cast.patience
    ) { _ in }
    let error = try #require(throws: LaunchError.self) { _ = try launcher.run() }
    #expect(
      error.description
        == "ue-1 cannot be started from /no/such/ue-agent: posix_spawn: No such file or directory")
  }

  @Test("children see the variables of their program and no signal mask")
  func environment() throws {
    let cast = try Cast()
    var output: [String] = []
    var server = cast.program("server", "echo $OMP_NUM_THREADS; grep SigBlk /proc/self/status; \(try Cast.summary())")
    server.environment = ["OMP_NUM_THREADS": "1"]
    let launcher = Launcher([server], stop: StopRequests(takesSignals: false), patience: cast.patience) { event in
      if case .output(let line) = event { output.append(line) }
    }
    _ = try launcher.run()
    #expect(output == ["1", "SigBlk:\t0000000000000000"])
  }
}
