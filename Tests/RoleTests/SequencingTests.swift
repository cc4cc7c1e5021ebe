import Protocol
import Roles
import Testing

private func header(_ sequence: UInt64, incarnation: UInt64 = 1, to recipient: Address = .server) -> Header {
  Header(sender: .channel, recipient: recipient, incarnation: incarnation, sequence: sequence)
}

@Suite("Sequence numbers")
struct SequencingTests {
  @Test("A repeated number is a duplicate, a skipped one a gap, a gap that is filled later is late")
  func verdicts() {
    var tracker = SequenceTracker()
    let verdicts = [5, 6, 6, 9, 8, 8, 7, 5, 4, 10].map { tracker.judge(header($0)) }
    #expect(
      verdicts == [
        .inOrder, .inOrder, .duplicate, .gap(2), .late, .duplicate, .late, .duplicate, .duplicate, .inOrder,
      ])
  }

  @Test("What lies further back than the window counts as seen")
  func window() {
    var tracker = SequenceTracker()
    _ = tracker.judge(header(1))
    #expect(tracker.judge(header(100)) == .gap(98))
    #expect(tracker.judge(header(37)) == .late)
    #expect(tracker.judge(header(36)) == .duplicate)
    #expect(tracker.judge(header(UInt64.max)) == .gap(UInt64.max - 101))
    #expect(tracker.judge(header(UInt64.max)) == .duplicate)
  }

  @Test("Another incarnation begins to count anew")
  func incarnation() {
    var tracker = SequenceTracker()
    _ = tracker.judge(header(7))
    #expect(tracker.judge(header(3, incarnation: 2)) == .inOrder)
    #expect(tracker.judge(header(3, incarnation: 2)) == .duplicate)
  }

  @Test("Numbers skipped between peers without a name are no gap")
  func unnamed() {
    var tracker = SequenceTracker()
    _ = tracker.judge(header(1, to: .unnamed))
    #expect(tracker.judge(header(9, to: .unnamed)) == .inOrder)
  }

  @Test("A late message counts when it is allowed and stays a gap when it is not")
  func mailbox() {
    var mailbox = Mailbox(address: .server, incarnation: 1)
    for sequence in [1, 4] as [UInt64] { #expect(mailbox.accept(header(sequence)) == true) }
    #expect(mailbox.counters.gaps == 2)
    #expect(mailbox.accept(header(3), allowingLate: true) == true)
    #expect(mailbox.accept(header(2)) == false)
    #expect(mailbox.counters.gaps == 1)
    #expect(mailbox.counters.received == 3)
    #expect(mailbox.accept(header(UInt64.max)) == true)
    #expect(mailbox.accept(header(1, incarnation: 2)) == true)
    #expect(mailbox.accept(header(UInt64.max, incarnation: 2)) == true)
    #expect(mailbox.counters.gaps == Int.max)
  }

  @Test("Instants beyond what can be counted are the end of time, not a crash")
  func instants() {
    let zero = Instant(nanoseconds: 0)
    #expect(zero.advanced(bySeconds: 1e300).nanoseconds == Int64.max)
    #expect(zero.advanced(bySeconds: -1e300).nanoseconds == Int64.min)
    #expect(zero.advanced(bySeconds: .infinity).nanoseconds == Int64.max)
    #expect(Instant(nanoseconds: Int64.max).advanced(bySeconds: 1).nanoseconds == Int64.max)
    #expect(Instant(nanoseconds: Int64.min).seconds(since: Instant(nanoseconds: Int64.max)) < -1e10)
  }

  @Test("Refusals of one peer are logged once per second, with the number of those in between")
  func limiter() {
    var limiter = RefusalLimiter()
    var now = Instant(nanoseconds: 0)
    #expect(limiter.line("a thing", from: .up, at: now) == "refused a thing")
    #expect(limiter.line("a thing", from: .up, at: now) == nil)
    #expect(limiter.line("a thing", from: .down(LinkID(1)), at: now) == "refused a thing")
    now = now.advanced(bySeconds: 0.99)
    #expect(limiter.line("a thing", from: .up, at: now) == nil)
    now = now.advanced(bySeconds: 0.01)
    #expect(limiter.line("a thing", from: .up, at: now) == "refused a thing (and 2 more before it)")
  }
}
