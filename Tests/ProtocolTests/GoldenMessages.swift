import Protocol
import Quantities
import Tasks

/// One fixed message per kind: their bytes are written down in GoldenTests.
enum GoldenMessages {
  static func envelope(kind: Int) throws -> Envelope {
    let header = Header(
      sender: .ue(try UEName("ue-1")), recipient: .server, incarnation: 0x0102_0304_0506_0708,
      recipientIncarnation: 9, sequence: 300, slot: 5, attempt: 1)
    return Envelope(header: header, message: try message(kind: kind))
  }

  private static func message(kind: Int) throws -> Message {
    let channel = ChannelState(
      x: Metres(1), y: Metres(-2), distance: Metres(4), largeScaleGain: 0.5, fadingReal: 0.25,
      fadingImaginary: -0.125)
    let allotment = Allotment(bandwidth: Hertz(5e6), power: Watts(0.5), symbols: SymbolCounts(patches: 1))
    let tensor = try TensorFrame(floats: [1, -2, 0.5, 3], shape: [2, 2])
    let content = BurstContent.tokens([SymbolBlock(tokens: 2, symbolsPerToken: 1)])
    let found = TaskAnswer.retrieved(item: 200, label: 7)
    return switch kind {
    case 0: .channelHello(ChannelHello(softwareVersion: "0.1"))
    case 1: .ueHello(UEHello(name: .automatic, profile: [1], resumeToken: [2, 3], softwareVersion: "0.1"))
    case 2: .channelWelcome(ChannelWelcome(scenario: [4], lease: Seconds(10)))
    case 3:
      .ueWelcome(
        UEWelcome(name: try UEName("ue-1"), resumeToken: [1], scenario: [2], profile: [3], lease: Seconds(10)))
    case 4: .refusal(Refusal(reason: .nameTaken, detail: "no"))
    case 5: .ready(Ready(modelDigests: ["ab"], numericsFingerprint: 1))
    case 6: .bye(Bye(reason: "done"))
    case 7: .detached(Detached(reason: .leaseExpired))
    case 8: .heartbeat(Heartbeat(question: true))
    case 9:
      .slotOpening(
        SlotOpening(participants: [
          Participant(name: try UEName("ue-1"), attachSlot: 3, mobility: [1], timedSymbols: 6304)
        ]))
    case 10: .slotStart(SlotStart(channel: channel))
    case 11:
      .slotReport(
        SlotReport(
          wish: .offload(task: 2, bid: -1, power: Watts(0.5)), channel: channel, battery: Joules(8), generated: 4,
          completed: 3, failed: 2, queued: 1))
    case 12: .grant(Grant(decision: .offload(allotment), offloaders: 2))
    case 13: .burst(Burst(task: 2, allotment: allotment, symbols: tensor, content: content))
    case 14:
      .arrival(
        Arrival(
          task: 2, allotment: allotment, samples: tensor, content: content, fadingReal: 0.25, fadingImaginary: -0.125,
          noiseVariance: 0.5, declaredSNR: 2, measuredSNR: 4, airtime: Seconds(1)))
    case 15:
      .answer(Answer(task: 2, answer: found, declaredSNR: 2, measuredSNR: 4, remoteTime: Seconds(1)))
    case 16:
      .outcome(
        Outcome(
          task: 2, result: .latencyTooHigh, givenUp: true, latency: Seconds(1), energy: Joules(2), cost: 4, qoe: 8,
          reward: -1, expectedAccuracy: 0.5, answer: found, score: .right(true), lateness: Seconds(0.25)))
    case 17: .slotEnd(SlotEnd(accepted: true, sumReward: -1, offloaders: 2, contenders: 0))
    case 18: .channelQuestion(ChannelQuestion(request: [5]))
    default: .channelAnswer(ChannelAnswer(reply: [6]))
    }
  }
}
