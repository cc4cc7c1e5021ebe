/// An operator asks about the UEs' channels, or sets something for them, while a run goes on.
public struct ChannelQuestion: Hashable, Sendable {
  /// Canonical JSON of a `ChannelRequest`.
  public var request: [UInt8]

  /// Makes the question.
  public init(request: [UInt8]) {
    self.request = request
  }
}

/// The server's answer to an operator.
public struct ChannelAnswer: Hashable, Sendable {
  /// Canonical JSON of a `ChannelReply`.
  public var reply: [UInt8]

  /// Makes the answer.
  public init(reply: [UInt8]) {
    self.reply = reply
  }
}
