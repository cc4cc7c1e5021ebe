/// How another process is doing, as far as it can be heard.
public struct PeerStatus: Codable, Hashable, Sendable {
  /// Whether a peer is there.
  public enum State: String, Codable, Hashable, Sendable, CaseIterable {
    /// It has not come yet.
    case absent
    /// It was heard within the time that it is given.
    case attached
    /// It has said nothing for longer than that.
    case silent
  }

  /// Whether it is there.
  public var state: State
  /// Since it was last heard, s; null before it was heard at all.
  public var silentSeconds: Double?

  enum CodingKeys: String, CodingKey {
    case state
    case silentSeconds = "silent_s"
  }

  /// A peer that was last heard some time ago.
  ///
  /// - Parameters:
  ///   - silentSeconds: since it was heard, s; nil when it has not been heard yet.
  ///   - patience: how long it may be silent and still count as attached, s.
  public init(silentSeconds: Double?, patience: Double) {
    self.silentSeconds = silentSeconds
    state = silentSeconds.map { $0 < patience ? .attached : .silent } ?? .absent
  }

  /// Writes every key, `null` where a value does not apply.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(state, forKey: .state)
    try container.encode(silentSeconds, forKey: .silentSeconds)
  }
}
