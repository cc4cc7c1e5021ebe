import Foundation
import Testing
import Trace

@testable import Launching

@Suite("Restarts")
struct RestartTests {
  @Test("the first restart comes at once, later ones after 0.1 s, 0.2 s, 0.4 s and 0.8 s, then it is given up")
  func backOff() {
    var history = RestartHistory()
    let delays = (0..<6).map { _ in history.died(.signalled(9)) }
    #expect(delays == [0, 0.1, 0.2, 0.4, 0.8, nil])
    #expect(history.total == 5)
    history.progressed()
    #expect(history.died(.exited(1)) == 0)
    #expect(history.total == 6)
  }

  @Test("a status of sysexits.h but 70 is a mistake, which a restart cannot mend; everything else may be mended")
  func mistakes() {
    #expect([64, 65, 69, 73, 78].allSatisfy { ProcessEnding.exited($0).isMistake })
    #expect(![1, 3, 63, 70, 79, 130].contains { ProcessEnding.exited($0).isMistake })
    #expect(!ProcessEnding.signalled(9).isMistake)
  }

  @Test("a leader that is killed is started again; no line is lost, halved or told twice; the summary counts it")
  func leader() throws {
    let cast = try Cast()
    let mark = cast.mark("again")
    let script = """
      if test -e \(mark); then
        \(try Cast.slot(1)); \(try Cast.slot(2)); \(try Cast.summary()); exit 0
      fi
      touch \(mark); \(try Cast.slot(0)); \(try Cast.slot(1)); printf '{"slot":{"slot":9'; kill -9 $$
      """
    var slots: [Int] = []
    var output: [String] = []
    var told: [String] = []
    var lives: [Int32] = []
    let launcher = Launcher(
      [cast.program("edge-server", script, restart: .onFailure)], stop: StopRequests(takesSignals: false),
      patience: cast.patience
    ) { event in
      switch event {
      case .progress(.slot(let slot, _, _, _)): slots.append(slot)
      case .output(let line): output.append(line)
      case .started(_, let identifier): lives.append(identifier)
      case .ended(_, let identifier, .signalled(SIGKILL)): #expect(lives == [identifier])
      case .restarted(let account):
        told.append("\(account)")
        lives.append(account.processIdentifier)
      default: break
      }
    }
    guard case .finished(let summary) = try launcher.run() else {
      Issue.record("not finished")
      return
    }
    #expect(slots == [0, 1, 2])
    #expect(output.isEmpty)
    #expect(told == ["edge-server was killed by signal 9 (SIGKILL) in slot 2; started again (1)"])
    #expect(Set(lives).count == 2)
    #expect(summary.restarts == ["edge-server": 1])
  }

  @Test("a child that dies again and again is given up after five restarts, with how each life ended and what to do")
  func givingUp() throws {
    let cast = try Cast()
    let mark = cast.mark("lives")
    let script = "echo life >> \(mark); test $(wc -l < \(mark)) -gt 2 && exit 3; echo model is damaged >&2; kill -9 $$"
    var restarts: [Int] = []
    let launcher = Launcher(
      [cast.program("server", "cat >/dev/null"), cast.program("channel", script, restart: .onFailure)],
      stop: StopRequests(takesSignals: false), patience: cast.patience
    ) { event in
      if case .restarted(let account) = event { restarts.append(account.count) }
    }
    let start = Date()
    guard case .failed(let failures, nil) = try launcher.run() else {
      Issue.record("not failed")
      return
    }
    // The back-off alone takes 0.1 + 0.2 + 0.4 + 0.8 s.
    #expect(Date().timeIntervalSince(start) > 1.5)
    #expect(restarts == [1, 2, 3, 4, 5])
    #expect(
      failures.map(\.description) == [
        """
        channel is given up: started again 5 times, it never got as far as the end of a slot; it ended with signal 9 \
        (SIGKILL) 2 times, then exit status 3 4 times; the last lines of its log:
          channel | model is damaged
        find the cause in its log (--log-dir FOLDER keeps the logs whole); --restart never ends a run at the first death
        """
      ])
  }

  @Test("a committed slot begins the count anew, for a UE one that it takes part in")
  func countBeginsAnew() throws {
    let cast = try Cast()
    let mark = cast.mark("lives")
    // The leader commits a slot with ue-1 for every life of it, and none with ue-2.
    let slot = try Cast.slot(0, ues: ["ue-1"]).replacing("\"slot\":0", with: "\"slot\":'$slot'")
    let leader = """
      slot=0
      while :; do
        lives=$(cat \(mark)-ue-1 2>/dev/null | wc -l)
        test $lives -gt $slot && slot=$lives && \(slot)
        sleep 0.02
      done &
      cat >/dev/null; kill $!
      """
    func ue(_ name: String) -> ChildProgram {
      cast.program(name, "echo life >> \(mark)-\(name); sleep 0.2; exit 1", mayLeave: true, restart: .onFailure)
    }
    var counts: [String: Int] = [:]
    let launcher = Launcher(
      [cast.program("server", leader), ue("ue-1"), ue("ue-2")], stop: StopRequests(takesSignals: false),
      patience: cast.patience
    ) { event in
      if case .restarted(let account) = event { counts[account.name] = account.count }
    }
    guard case .failed(let failures, nil) = try launcher.run() else {
      Issue.record("not failed")
      return
    }
    #expect(failures.map(\.name) == ["ue-2"])
    #expect(counts["ue-1", default: 0] > 5)
    #expect(counts["ue-2"] == 5)
  }

  @Test("a mistake of the user is not repeated: status 65 ends the run and stays 65")
  func mistake() throws {
    let cast = try Cast()
    let launcher = Launcher(
      [
        cast.program("server", "cat >/dev/null", restart: .onFailure),
        cast.program("ue-1", "exit 65", mayLeave: true, restart: .onFailure),
      ], stop: StopRequests(takesSignals: false), patience: cast.patience
    ) { event in
      if case .restarted = event { Issue.record("restarted") }
    }
    guard case .failed(let failures, nil) = try launcher.run() else {
      Issue.record("not failed")
      return
    }
    #expect(failures.map(\.ending) == [.exited(65)])
  }

  @Test("a leader that could not go on where it was ends the run with that reason")
  func impossible() throws {
    let cast = try Cast()
    let launcher = Launcher(
      [
        cast.program("server", "kill -9 $$", restart: .impossible(because: "it has no record")),
        cast.program("ue-1", "cat >/dev/null", mayLeave: true, restart: .onFailure),
      ], stop: StopRequests(takesSignals: false), patience: cast.patience
    ) { _ in }
    guard case .failed(let failures, nil) = try launcher.run() else {
      Issue.record("not failed")
      return
    }
    #expect(
      failures.map(\.description) == ["server was killed by signal 9 (SIGKILL); it has no record; its log is empty"])
  }

  @Test("a request to stop during a back-off starts nothing more and leaves no process")
  func stopDuringBackOff() throws {
    let cast = try Cast()
    let stop = StopRequests(takesSignals: false)
    var starts = 0
    var deaths = 0
    let launcher = Launcher(
      [
        cast.program("server", "kill -9 $$", restart: .onFailure),
        cast.program("ue-1", "cat >/dev/null", mayLeave: true, restart: .onFailure),
      ], stop: stop, patience: StopPatience(leader: 60, lifelines: 60, termination: 60)
    ) { event in
      switch event {
      case .started(name: "server", _), .restarted: starts += 1
      case .ended(name: "server", _, _):
        deaths += 1
        // The fourth death is followed by 0.4 s without a server.
        if deaths == 4 { stop.request() }
      case .signalled(let name, _): Issue.record("\(name) had to be told twice")
      default: break
      }
    }
    guard case .interrupted(nil) = try launcher.run() else {
      Issue.record("not interrupted")
      return
    }
    #expect(starts == 4)
    #expect(launcher.processes.identifiers.isEmpty)
  }

  @Test("children that die when the summary has come are not started again, and the run is whole")
  func afterTheEnd() throws {
    let cast = try Cast()
    var dead: Set<String> = []
    let launcher = Launcher(
      [
        cast.program("server", "\(try Cast.summary()); sleep 0.3", restart: .onFailure),
        cast.program("ue-1", "sleep 0.1; kill -9 $$", mayLeave: true, restart: .onFailure),
        // It misses the farewell, is told to stop, and finds nobody to take leave of.
        cast.program("ue-2", "cat >/dev/null; exit 69", mayLeave: true),
      ], stop: StopRequests(takesSignals: false), patience: cast.patience
    ) { event in
      if case .diedAfterTheEnd(let name, _) = event { dead.insert(name) }
    }
    guard case .finished(let summary) = try launcher.run() else {
      Issue.record("not finished")
      return
    }
    #expect(summary.restarts == nil)
    #expect(dead == ["ue-1", "ue-2"])
  }

  @Test("blame falls on the process that ended with a fault, not on one that ended well because of it")
  func blame() throws {
    let cast = try Cast()
    let mark = cast.mark("failed")
    let launcher = Launcher(
      [
        cast.program("server", "cat >/dev/null"),
        cast.program("channel", "while ! test -e \(mark); do sleep 0.01; done; exit 0"),
        cast.program("ue-1", "touch \(mark); sleep 0.3; exit 65", mayLeave: true),
      ], stop: StopRequests(takesSignals: false), patience: cast.patience
    ) { _ in }
    guard case .failed(let failures, nil) = try launcher.run() else {
      Issue.record("not failed")
      return
    }
    #expect(failures.map(\.name) == ["ue-1", "channel"])
  }
}
