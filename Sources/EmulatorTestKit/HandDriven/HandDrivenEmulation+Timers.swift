import Roles

extension HandDrivenEmulation {
  private var places: [Place] {
    ([.server] + channels.indices.map { .channel($0) } + ues.indices.map { .ue($0) }).filter(isAlive)
  }

  private func dueInstant(of place: Place) -> Instant? {
    switch place {
    case .server: server.conclusion == nil ? server.nextTimer?.instant : nil
    case .channel(let index): channels[index].nextTimer?.instant
    case .ue(let index): ues[index].nextTimer?.instant
    }
  }

  var nextTimerInstant: Instant? { places.compactMap(dueInstant).min() }

  mutating func fire(at instant: Instant) {
    clock.advance(to: instant)
    for place in places where dueInstant(of: place).map({ $0 <= instant }) == true {
      switch place {
      case .server: if let due = server.nextTimer { server.feed(.timer(due.timer), at: clock.now) }
      case .channel(let index):
        if let due = channels[index].nextTimer { channels[index].feed(.timer(due.timer), at: clock.now) }
      case .ue(let index): if let due = ues[index].nextTimer { ues[index].feed(.timer(due.timer), at: clock.now) }
      }
      collect(place)
      return
    }
  }
}
