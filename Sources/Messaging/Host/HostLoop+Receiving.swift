import Protocol
import Roles

extension HostLoop {
  /// Takes what came from below, at most `drainLimit` messages.
  func receiveDown() {
    for _ in 0..<configuration.drainLimit {
      guard conclusion == nil, let down else { return }
      switch down.socket.receive(limit: configuration.settings.limit) {
      case .nothing: return
      case .message(let parcel): take(parcel.frames, .down(down.links.link(of: parcel.peer)))
      case .oversized(let peer, let bytes): refuse(oversized: bytes, .down(down.links.link(of: peer)))
      }
    }
  }

  /// Takes what came from above, at most `drainLimit` messages.
  func receiveUp() {
    for _ in 0..<configuration.drainLimit {
      guard conclusion == nil, let up else { return }
      switch up.socket.receive(limit: configuration.settings.limit) {
      case .nothing: return
      case .message(let parcel): take(parcel.frames, .up)
      case .oversized(_, let bytes): refuse(oversized: bytes, .up)
      }
    }
  }

  private func take(_ frames: [[UInt8]], _ port: Port) {
    do {
      tell(.received(try Envelope(frames: frames, limit: configuration.settings.limit), port))
    } catch {
      refuse(error, port)
    }
  }

  private func refuse(oversized bytes: Int, _ port: Port) {
    refuse(.oversized(limit: configuration.settings.limit, found: bytes), port)
  }

  private func refuse(_ error: ProtocolError, _ port: Port) {
    refusals.refuse(port, at: .monotonicNow, error.description)
    if case .version = error, case .down(let link) = port { refuseVersion(error, link) }
    tell(.garbage(error, port))
  }
}
