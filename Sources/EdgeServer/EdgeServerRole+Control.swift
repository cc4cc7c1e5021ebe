import Protocol
import Quantities
import Roles
import Scenario
import Trace

/// What is set by hand for the UEs' channels.
struct ChannelControl: Sendable {
  /// All that is set, by name, whether or not the UE is attached.
  var settings: [UEName: ChannelSettings] = [:]
  /// What is set for UEs that attach later.
  var later = ChannelSettings()
  /// What was in force when during the present stay of each UE.
  private(set) var history: [UEName: [SettingsChange]] = [:]
  /// What the next slot boundary brings into force; nil stands for later UEs.
  private var changed: Set<UEName?> = []

  /// Changes what is set for one UE, or for all and those to come. A change that changes nothing is none.
  mutating func change(_ name: UEName?, known: [UEName], _ transform: (ChannelSettings) -> ChannelSettings) {
    for name in name.map({ [$0] }) ?? known {
      let before = settings[name] ?? ChannelSettings()
      let after = transform(before)
      if before != after { changed.insert(name) }
      settings[name] = after
    }
    guard name == nil else { return }
    let after = transform(later)
    if after != later { changed.insert(nil) }
    later = after
  }

  /// Takes over what a record says.
  mutating func restore(_ name: UEName?, _ bytes: [UInt8], in slot: Int) throws {
    let restored = try CanonicalJSON.decode(ChannelSettings.self, from: bytes)
    guard let name else {
      later = restored
      return
    }
    settings[name] = restored
    history[name]?.append(SettingsChange(slot: slot, settings: bytes))
  }

  /// A UE is attached: its stay begins with what is set for it.
  mutating func begin(_ name: UEName, in slot: Int) {
    let present = settings[name] ?? later
    settings[name] = present
    let bytes = present.isEmpty ? nil : try? CanonicalJSON.encode(present)
    history[name] = bytes.map { [SettingsChange(slot: slot, settings: $0)] } ?? []
  }

  /// What comes into force with a slot, as events of its trace.
  mutating func takeChanges(in slot: Int) -> [ExternalEvent] {
    var events: [ExternalEvent] = []
    for name in changed {
      let present = name.map { settings[$0] ?? ChannelSettings() } ?? later
      guard let bytes = try? CanonicalJSON.encode(present) else { continue }
      events.append(.channel(name, settings: bytes))
      if let name { history[name]?.append(SettingsChange(slot: slot, settings: bytes)) }
    }
    changed = []
    return events.sorted()
  }
}

extension EdgeServerRole {
  /// Answers an operator; what is set comes into force with the next slot.
  mutating func answer(_ question: ChannelQuestion, _ header: Header, on link: LinkID) -> [Step] {
    let reply: ChannelReply
    if let request = try? CanonicalJSON.decode(ChannelRequest.self, from: question.request) {
      reply = self.reply(to: request)
    } else {
      reply = .refused("the request does not decode: run the same release of helio and of the edge server")
    }
    guard let bytes = try? CanonicalJSON.encode(reply) else { return [] }
    let envelope = mailbox.envelope(
      .channelAnswer(ChannelAnswer(reply: bytes)), to: .unnamed, incarnation: header.incarnation)
    return [.send(envelope, .down(link))]
  }

  private mutating func reply(to request: ChannelRequest) -> ChannelReply {
    let known = Set(members.keys).union(accounts.keys).sorted()
    var name: UEName?
    if let text = request.ue {
      guard let found = known.first(where: { $0.rawValue == text }) else {
        return .unknownUE(text, known: known.map(\.rawValue))
      }
      name = found
    }
    if script != nil, request.change != .show {
      return .refused("a replay takes no commands: it repeats those of the record")
    }
    switch request.change {
    case .show: break
    case .set(let settings):
      if let fault = settings.fault(in: scenario.radio) { return .refused(fault) }
      control.change(name, known: known) { $0.updated(by: settings) }
    case .reset(let named):
      control.change(name, known: known) { before in
        guard !named.isEmpty else { return ChannelSettings() }
        var after = before
        for setting in named { after.clear(setting) }
        return after
      }
    }
    let lines = (name.map { [$0] } ?? known).map { name in
      let last = accounts[name]?.lastLink
      return ChannelReport.Line(
        ue: name.rawValue, settings: control.settings[name] ?? ChannelSettings(), distance: last?.channel.distance,
        loss: last.map { Decibels(linear: 1 / $0.channel.largeScaleGain) }, snr: last?.snr.map { Decibels(linear: $0) })
    }
    return .channels(
      ChannelReport(slot: nextSlot + (current == nil ? 0 : 1), lines: lines, later: control.later))
  }

  /// Brings into force what was set since the last boundary; in a replay, what the record says.
  mutating func bringSettingsIntoForce() {
    guard let script else {
      events += control.takeChanges(in: nextSlot)
      return
    }
    for event in script.events[nextSlot] ?? [] {
      // Asked for again before the slot has begun.
      guard case .channel(let name, let bytes) = event, !events.contains(event),
        (try? control.restore(name, bytes, in: nextSlot)) != nil
      else {
        continue
      }
      events.append(event)
    }
  }
}
