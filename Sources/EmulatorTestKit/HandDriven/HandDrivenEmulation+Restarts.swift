import Air
public import EdgeServer
import Protocol
public import Roles
public import Scenario
import Trace
public import UserEquipment

extension HandDrivenEmulation {
  /// Kills the server and starts it again, from the slots that it committed. The channel emulator's connection breaks
  /// and is made again.
  ///
  /// - Parameter engine: does the new process's work.
  /// - Throws: `DecodingError` for a profile in the record that does not decode.
  public mutating func restartServer(engine: any Engine<ServerWork, ServerProduct> = SyntheticServerEngine()) throws {
    kill(.server)
    dead.remove(.server)
    let history = try history()
    server.replace(
      with: try EdgeServerRole(
        scenario: scenario, incarnation: nextIncarnation(), tokenSecret: Self.tokenSecret, runner: "by hand",
        history: history))
    serverEngine = engine
    server.feed(.started, at: clock.now)
    collect(.server)
    guard let last = channels.indices.last else { return }
    channels[last].feed(.connected(.up), at: clock.now)
    collect(.channel(last))
  }

  /// What the committed slots come to; nil when there are none.
  private func history() throws -> RunHistory? {
    let starts = server.notes.compactMap { if case .ready(let loaded) = $0 { loaded } else { nil } }
    guard let loaded = starts.first, !committed.isEmpty else { return nil }
    var digest = RunDigest(
      scenario: try scenario.digestBytes(), seed: scenario.seed, models: loaded.uses.map(\.digest))
    var history = RunHistory()
    history.restarts = starts.count
    for record in committed {
      digest.chain(record)
      try history.add(record, digest: digest)
    }
    return history
  }

  /// Kills the channel emulator and starts it again: the connections of all UEs break and are made again.
  ///
  /// - Returns: the number of the new one.
  @discardableResult
  public mutating func restartChannel() -> Int {
    if let last = channels.indices.last { kill(.channel(last)) }
    let index = startChannel()
    reconnectUEs()
    return index
  }

  private mutating func reconnectUEs() {
    for index in ues.indices where !dead.contains(.ue(index)) && ues[index].conclusion == nil { reconnectUE(index) }
  }

  private mutating func reconnectUE(_ index: Int) {
    ues[index].feed(.connected(.up), at: clock.now)
    collect(.ue(index))
  }

  /// Breaks a UE's connection, with all that is under way on it, and makes it again at once.
  ///
  /// - Parameter index: the UE.
  public mutating func breakConnection(ofUE index: Int) {
    transport.loseEverything(of: .ue(index))
    reconnectUE(index)
  }

  /// Kills a UE and starts it again with its journal.
  ///
  /// - Parameters:
  ///   - index: the UE.
  ///   - engine: does the new process's work.
  /// - Returns: the number of the new process.
  @discardableResult
  public mutating func restartUE(
    _ index: Int, engine: any Engine<UEWork, UEProduct> = SyntheticUEEngine()
  ) -> Int {
    kill(.ue(index))
    let journal = journal(of: index)
    return startUE(journal.map { options[index].resuming($0) } ?? options[index], engine: engine)
  }

  /// Starts a second process with a living UE's journal.
  ///
  /// - Parameter index: the UE.
  /// - Returns: the number of the second process; nil when the first one has no journal yet.
  public mutating func startSecondProcess(ofUE index: Int) -> Int? {
    journal(of: index).map { startUE(options[index].resuming($0)) }
  }

  /// Whether a UE's process has left a journal.
  public func hasJournal(_ index: Int) -> Bool { journal(of: index) != nil }

  private func journal(of index: Int) -> JournalEntry? {
    ues[index].notes.lazy.compactMap { if case .journal(let entry) = $0 { entry } else { nil } }.last
  }

  /// Asks the server what an operator asks.
  ///
  /// - Parameter request: the question.
  /// - Returns: the answer.
  public mutating func ask(_ request: ChannelRequest) -> ChannelReply? {
    guard let bytes = try? CanonicalJSON.encode(request) else { return nil }
    let header = Header(sender: .unnamed, recipient: .server, incarnation: nextIncarnation(), sequence: 1)
    let question = Envelope(header: header, message: .channelQuestion(ChannelQuestion(request: bytes)))
    let actions = server.feed(.received(question, .down(LinkID(UInt64.max))), at: clock.now)
    collect(.server)
    return actions.lazy.compactMap { action -> ChannelReply? in
      guard case .send(let envelope, _) = action, case .channelAnswer(let answer) = envelope.message else { return nil }
      return try? CanonicalJSON.decode(ChannelReply.self, from: answer.reply)
    }.first
  }
}
