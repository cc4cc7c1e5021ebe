import CommandLineSupport
import FoundationEssentials
import Launching
import Logging
import Messaging
import Protocol
import Roles
import Scenario

/// Asks an edge server one question and waits for the answer.
struct OperatorRole: Role {
  typealias Step = Action<Never, OperatorTimer, ChannelReply>

  /// What the timers are for.
  enum OperatorTimer: Hashable, Sendable {
    case patience
  }

  private let question: [UInt8]
  private let incarnation: UInt64
  /// How long to wait for an answer, s.
  static let patience = 15.0

  init(_ request: ChannelRequest, incarnation: UInt64) throws {
    question = try CanonicalJSON.encode(request)
    self.incarnation = incarnation
  }

  mutating func handle(_ event: Event<Never, OperatorTimer>, at now: Instant) -> [Step] {
    switch event {
    case .started:
      let header = Header(sender: .unnamed, recipient: .server, incarnation: incarnation, sequence: 1)
      let envelope = Envelope(header: header, message: .channelQuestion(ChannelQuestion(request: question)))
      return [.send(envelope, .up), .schedule(.patience, at: now.advanced(bySeconds: Self.patience))]
    case .received(let envelope, _):
      guard case .channelAnswer(let answer) = envelope.message, envelope.header.recipientIncarnation == incarnation
      else { return [] }
      guard let reply = try? CanonicalJSON.decode(ChannelReply.self, from: answer.reply) else {
        return [.finish(.failed("the edge server's answer does not decode: run the same release on both sides"))]
      }
      return [.note(reply), .finish(.completed)]
    case .timer(.patience):
      return [
        .finish(
          .failed(
            "the edge server does not answer: is it of this release, and is the run still going on? A change may be in "
              + "force all the same: see helio channel show"))
      ]
    case .garbage(let error, _): return [.finish(.failed("the edge server speaks \(error)"))]
    case .unreachable: return [.finish(.failed("the edge server cannot be reached: is the run over?"))]
    case .stopRequested: return [.finish(.failed("stopped before an answer came"))]
    case .connected: return []
    }
  }
}

/// An operator has no work for a compute thread.
struct NoEngine: Engine {
  mutating func perform(_ work: Never) -> Never {}
}

/// Puts questions to the edge server of a run.
struct Operator {
  let endpoint: Endpoint
  let security: Security

  /// The answer to a question.
  ///
  /// - Throws: `OperatorError` when nobody answers.
  func ask(_ request: ChannelRequest) throws -> ChannelReply {
    let role = try OperatorRole(request, incarnation: UInt64.random(in: 1...UInt64.max))
    var logger = Logger(label: "helio") { _ in SwiftLogNoOpLogHandler() }
    logger.logLevel = .critical
    var reply: ChannelReply?
    let host = try ProcessHost(
      role: role,
      configuration: HostConfiguration(
        address: .unnamed, up: .init(endpoint: endpoint, security: security, patience: 2), handlesSignals: true,
        logger: logger),
      engine: { NoEngine() }, onNote: { reply = $0 })
    if let reason = try host.run().failure { throw OperatorError(description: reason) }
    guard let reply else { throw OperatorError(description: "the edge server gave no answer") }
    return reply
  }
}

/// Why there is no answer.
struct OperatorError: Error, CustomStringConvertible {
  let description: String
}
