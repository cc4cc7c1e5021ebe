import Protocol
import Quantities
import Tasks
import Testing

@Suite("What is refused, and in which words")
struct RefusalTests {
  private let header = Header(sender: .server, recipient: .channel, incarnation: 1, sequence: 1)

  private func words(_ frames: [[UInt8]], limit: Int = Envelope.defaultLimit) -> String {
    do throws(ProtocolError) {
      _ = try Envelope(frames: frames, limit: limit)
      return "accepted"
    } catch {
      return error.description
    }
  }

  private func wordsWhenSending(_ message: Message) -> String {
    do throws(ProtocolError) {
      _ = try Envelope(header: header, message: message).encodedFrames()
      return "accepted"
    } catch {
      return error.description
    }
  }

  private func heartbeat() throws -> [UInt8] {
    try Envelope(header: header, message: .heartbeat(Heartbeat(question: false))).encodedFrames()[0]
  }

  @Test("No frame at all is refused")
  func nothing() {
    #expect(words([]) == "message of 0 frames, expected 1")
  }

  @Test("An empty header frame has version 0")
  func emptyFrame() {
    #expect(
      words([[]])
        == "wire format version 0, this side speaks version 2: run the same release on both sides")
  }

  @Test("Another version is named before anything else is read, even when the rest is noise or too large")
  func otherVersion() throws {
    var frame = try heartbeat()
    #expect(Array(frame.prefix(2)) == [0x08, 0x02])
    frame[1] = 7
    let expected = "wire format version 7, this side speaks version 2: run the same release on both sides"
    #expect(words([frame]) == expected)
    #expect(words([[0x08, 0x07, 0xff, 0xff, 0xff]]) == expected)
    #expect(words([[0x08, 0x07], [UInt8](repeating: 0, count: 100)], limit: 10) == expected)
    #expect(words([[0x08, 0xac, 0x02]]).hasPrefix("wire format version 300, "))
  }

  @Test("A later version field counts as protobuf has it: the last one wins")
  func repeatedVersion() throws {
    #expect(words([try heartbeat() + [0x08, 0x03]]).hasPrefix("wire format version 3, "))
  }

  @Test("A message without a body is of an unknown type")
  func noBody() throws {
    let frame: [UInt8] = [0x08, 0x02, 0x12, 0x00]
    #expect(words([frame]) == "a kind of message that version 2 does not have")
    let later: [UInt8] = [0x08, 0x02, 0xfa, 0x03, 0x00]
    #expect(words([later]) == "a kind of message that version 2 does not have")
  }

  @Test("A frame more or less than the header names is refused")
  func frameCount() throws {
    #expect(words([try heartbeat(), [1, 2]]) == "message of 2 frames, expected 1")
    let frames = try GoldenMessages.envelope(kind: 13).encodedFrames()
    #expect(words([frames[0]]) == "message of 1 frames, expected 2")
    #expect(words([frames[0], Array(frames[1].dropLast(1))]).hasPrefix("tensor frame: shape "))
  }

  @Test("A message above the limit is refused, one at the limit is not")
  func oversized() throws {
    let frame = try heartbeat()
    #expect(words([frame], limit: frame.count) == "accepted")
    #expect(
      words([frame], limit: frame.count - 1)
        == "message of \(frame.count) bytes, the limit is \(frame.count - 1)")
  }

  @Test("Sending NaN, an infinity, a negative count or a slot below -1 or above 2³² - 1 is refused in the field's name")
  func badFields() throws {
    #expect(
      wordsWhenSending(.slotEnd(SlotEnd(accepted: true, sumReward: .nan, offloaders: 0, contenders: 0)))
        == "slot_end.sum_reward is nan, expected a finite number")
    #expect(
      wordsWhenSending(.slotReport(report(wish: .offload(task: 0, bid: .infinity, power: Watts(0)))))
        == "slot_report.offload.bid is inf, expected a finite number")
    #expect(
      wordsWhenSending(.slotReport(report(wish: .local(task: -1, frequency: Hertz(0)))))
        == "slot_report.local.task is -1, expected an integer from 0 to 9223372036854775807")
    #expect(
      wordsWhenSending(.slotReport(report(wish: .local(task: 0, frequency: Hertz(-1)))))
        == "slot_report.local.frequency is -1.0, expected a finite number of at least 0")
    #expect(
      wordsWhenSending(.slotEnd(SlotEnd(accepted: true, sumReward: 0, offloaders: 100_001, contenders: 0)))
        == "slot_end.offloaders is 100001, expected an integer from 0 to 100000")
    #expect(
      wordsWhenSending(.slotEnd(SlotEnd(accepted: true, sumReward: 0, offloaders: 0, contenders: 100_001)))
        == "slot_end.contenders is 100001, expected an integer from 0 to 100000")
    #expect(
      wordsWhenSending(.channelWelcome(ChannelWelcome(scenario: [], lease: Seconds(0))))
        == "channel_welcome.lease is 0.0, expected a finite number above 0")
    #expect(
      wordsWhenSending(.bye(Bye(reason: String(repeating: "x", count: 4097))))
        == "bye.reason is 4097 bytes, expected at most 4096 bytes of UTF-8")
    for slot in [-2, 1 << 32] {
      let header = Header(sender: .server, recipient: .channel, incarnation: 1, sequence: 1, slot: slot)
      #expect(throws: ProtocolError.self) {
        try Envelope(header: header, message: .heartbeat(Heartbeat(question: true))).encodedFrames()
      }
    }
  }

  private let allotment = Allotment(
    bandwidth: Hertz(1), power: Watts(1), symbols: SymbolCounts(words: 1, patches: 2))

  private func burst(_ tensor: TensorFrame, _ content: BurstContent) -> Message {
    .burst(Burst(task: 0, allotment: allotment, symbols: tensor, content: content))
  }

  @Test("A burst is refused whose tensor has another shape, another type or a value that is not finite")
  func badTensors() throws {
    let two = BurstContent.tokens([SymbolBlock(tokens: 1, symbolsPerToken: 2)])
    #expect(
      wordsWhenSending(burst(try TensorFrame(floats: [1, 2, 3, 4], shape: [2, 1, 2]), two))
        == "tensor frame: burst: expected float32 of shape [symbols, 2], found float32 of shape [2, 1, 2]")
    #expect(
      wordsWhenSending(burst(try TensorFrame(elementType: .uint8, shape: [2, 2], bytes: [1, 2, 3, 4]), two))
        == "tensor frame: burst: expected float32 of shape [symbols, 2], found uint8 of shape [2, 2]")
    for value in [Float.nan, .infinity, -.infinity] {
      #expect(
        wordsWhenSending(burst(try TensorFrame(floats: [0, 0, 0, value], shape: [2, 2]), two))
          == "tensor frame: burst: a value is NaN or infinite")
    }
  }

  @Test("An allotment without any symbols, or with more than 4096 for a token, is refused")
  func badCounts() {
    func grant(_ symbols: SymbolCounts) -> Message {
      .grant(
        Grant(
          decision: .offload(Allotment(bandwidth: Hertz(1), power: Watts(1), symbols: symbols)), offloaders: 1))
    }
    #expect(
      wordsWhenSending(grant(SymbolCounts()))
        == "grant.offload.symbols_per_word is 0 beside symbols_per_patch 0, expected one of the two above 0")
    #expect(
      wordsWhenSending(grant(SymbolCounts(patches: 4097)))
        == "grant.offload.symbols_per_patch is 4097, expected an integer from 0 to 4096")
    #expect(
      wordsWhenSending(grant(SymbolCounts(words: 4097)))
        == "grant.offload.symbols_per_word is 4097, expected an integer from 0 to 4096")
    #expect(wordsWhenSending(grant(SymbolCounts(words: 4096, patches: 4096))) == "accepted")
  }

  @Test("The blocks of a burst are of all its symbols; they are not too many, too long or empty")
  func badBlocks() throws {
    let frame = try TensorFrame(floats: [1, 2, 3, 4], shape: [2, 2])
    func words(_ blocks: [SymbolBlock]) -> String { wordsWhenSending(burst(frame, .tokens(blocks))) }
    #expect(words([SymbolBlock](repeating: SymbolBlock(tokens: 1, symbolsPerToken: 1), count: 2)) == "accepted")
    #expect(words([]) == "tensor frame: burst: expected 0 symbols in its blocks' tokens, found 2")
    #expect(
      words([SymbolBlock(tokens: 3, symbolsPerToken: 1)])
        == "tensor frame: burst: expected 3 symbols in its blocks' tokens, found 2")
    #expect(
      words([SymbolBlock(tokens: 65_536, symbolsPerToken: 4096)])
        == "tensor frame: burst: expected 268435456 symbols in its blocks' tokens, found 2")
    #expect(
      words([SymbolBlock(tokens: 65_537, symbolsPerToken: 1)])
        == "burst.blocks.tokens is 65537, expected an integer from 1 to 65536")
    #expect(
      words([SymbolBlock(tokens: 2, symbolsPerToken: 1), SymbolBlock(tokens: 0, symbolsPerToken: 1)])
        == "burst.blocks.tokens is 0, expected an integer from 1 to 65536")
    #expect(
      words([SymbolBlock(tokens: 1, symbolsPerToken: 4097)])
        == "burst.blocks.symbols_per_token is 4097, expected an integer from 1 to 4096")
    #expect(
      words([SymbolBlock](repeating: SymbolBlock(tokens: 1, symbolsPerToken: 1), count: 4097))
        == "number of burst.blocks is 4097, expected an integer from 0 to 4096")
  }

  @Test("A burst of bytes has neither no bytes nor more than 2^20, and gains come with bytes alone")
  func badPayloads() throws {
    let samples = try TensorFrame(floats: [1, 2, 3, 4], shape: [2, 2])
    let other = try TensorFrame(floats: [1, 2], shape: [1, 2])
    var arrival = Arrival(
      task: 0, allotment: allotment, samples: samples, content: .bytes(1), gains: other, fadingReal: 1,
      fadingImaginary: 0, noiseVariance: 1, declaredSNR: 1, measuredSNR: 1, airtime: Seconds(1))
    #expect(
      wordsWhenSending(.arrival(arrival))
        == "tensor frame: arrival: expected gains of the shape [2, 2] with bytes alone, found the shape [1, 2]")
    arrival.content = .tokens([SymbolBlock(tokens: 2, symbolsPerToken: 1)])
    arrival.gains = arrival.samples
    #expect(
      wordsWhenSending(.arrival(arrival))
        == "tensor frame: arrival: expected gains of the shape [2, 2] with bytes alone, found the shape [2, 2]")
    for payload in [-1, 0, 1 << 20 + 1] {
      #expect(
        wordsWhenSending(burst(samples, .bytes(payload)))
          == "burst.payload_bytes is \(payload), expected an integer from 1 to 1048576")
    }
  }

  @Test("A translation has at most 64 sentences of at most 4096 bytes, and no more matches than n-grams")
  func badTranslations() {
    func answer(_ sentences: [String]) -> String {
      wordsWhenSending(
        .answer(
          Answer(
            task: 0, answer: .translated(sentences: sentences), declaredSNR: 1, measuredSNR: 1,
            remoteTime: Seconds(1))))
    }
    #expect(answer([String](repeating: String(repeating: "x", count: 4096), count: 64)) == "accepted")
    #expect(
      answer([String](repeating: "", count: 65))
        == "number of answer.answer.translated.sentences is 65, expected an integer from 0 to 64")
    #expect(
      answer([String(repeating: "ä", count: 2049)])
        == "answer.answer.translated.sentences is one of 4098 bytes, expected at most 4096 bytes of UTF-8 each")
    func score(_ matches: [Int], _ totals: [Int]) -> String {
      wordsWhenSending(
        .outcome(
          Outcome(
            task: 0, result: .completed, givenUp: false, latency: Seconds(1), energy: Joules(1), cost: 1, qoe: 1,
            reward: 1, expectedAccuracy: 1, answer: .translated(sentences: []),
            score: .translation(
              BLEUStatistics(matches: matches, totals: totals, hypothesisLength: 1, referenceLength: 1)))))
    }
    #expect(score([1, 0, 0, 0], [1, 0, 0, 0]) == "accepted")
    #expect(
      score([2, 0, 0, 0], [1, 0, 0, 0])
        == "outcome.score.translation.matches is [2, 0, 0, 0], expected at most the totals [1, 0, 0, 0]")
    #expect(
      score([-1, 0, 0, 0], [1, 0, 0, 0])
        == "outcome.score.translation is -1, expected an integer from 0 to 16777216")
  }

  @Test("The digest of a policy's file is one: no other text comes into records")
  func badPolicyDigest() {
    for digest in ["ab", String(repeating: "AB", count: 32), String(repeating: "a", count: 63) + "\u{1B}"] {
      #expect(
        wordsWhenSending(.ready(Ready(modelDigests: [], numericsFingerprint: 1, policyDigest: digest)))
          == "ready.policy_digest is \(digest.utf8.count) bytes, expected 64 lower-case hexadecimal digits")
    }
    let digest = String(repeating: "09af", count: 16)
    #expect(
      wordsWhenSending(.ready(Ready(modelDigests: [], numericsFingerprint: 1, policyDigest: digest))) == "accepted")
  }

  @Test("A Welcome does not tell of more failed attempts than there are slots")
  func badResumption() throws {
    func resumption(failedAttempts: Int) throws -> String {
      wordsWhenSending(
        .ueWelcome(
          UEWelcome(
            name: try UEName("ue-1"), resumeToken: [], scenario: [], profile: [], lease: Seconds(1),
            resumption: Resumption(
              slot: 3, attachSlot: 0, generated: 2, completed: 1, failed: 0, failedAttempts: failedAttempts,
              battery: Joules(1), lastResult: nil, lastOffloaders: 0, lastContenders: 0))))
    }
    #expect(try resumption(failedAttempts: 4) == "accepted")
    #expect(
      try resumption(failedAttempts: .max)
        == "resumption.failed_attempts is 9223372036854775807, expected an integer from 0 to 4294967295")
  }

  @Test("Names, addresses and numbers that no sender of ours writes are refused when they come")
  func foreignFields() throws {
    let known = try heartbeat()
    // The header is field 2: 0x12, its length, then the sender as field 1: 0x0a, 6, "server".
    var frame = known
    frame[6] = UInt8(ascii: "S")
    #expect(
      words([frame])
        == "header.sender is \"Server\", expected \"server\", \"channel\", \"ue/NAME\" or nothing")
    // Detached (field 23) with reason 9.
    let bodyStart = 4 + Int(known[3])
    #expect(
      words([Array(known[..<bodyStart]) + [0xba, 0x01, 0x02, 0x08, 0x09]])
        == "detached.reason is 9, expected one of 1, 2, 3, 4, 5")
    // UEHello (field 17) without and with a bad name.
    #expect(
      words([Array(known[..<bodyStart]) + [0x8a, 0x01, 0x00]])
        == "ue_hello.name is nothing, expected exactly or automatic")
    #expect(
      words([Array(known[..<bodyStart]) + [0x8a, 0x01, 0x03, 0x0a, 0x01, UInt8(ascii: "-")]])
        == "ue_hello.exactly is \"-\", expected 1 to 48 letters, digits, '-', '_' or '.', "
        + "beginning with a letter or digit")
    // Grant (field 35) without a decision, SlotStart (field 33) without a channel.
    #expect(
      words([Array(known[..<bodyStart]) + [0x9a, 0x02, 0x00]])
        == "grant.decision is nothing, expected idle, local or offload")
    #expect(
      words([Array(known[..<bodyStart]) + [0x8a, 0x02, 0x00]])
        == "slot_start.channel is nothing, expected a channel state")
  }

  private func report(wish: Wish) -> SlotReport {
    let channel = ChannelState(
      x: Metres(0), y: Metres(0), distance: Metres(0), largeScaleGain: 1, fadingReal: 1, fadingImaginary: 0)
    return SlotReport(
      wish: wish, channel: channel, battery: Joules(1), generated: 0, completed: 0, failed: 0, queued: 0)
  }
}
