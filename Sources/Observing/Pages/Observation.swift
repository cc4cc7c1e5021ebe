/// Whether a process does what it is there for.
public enum Health: Hashable, Sendable {
  /// It does.
  case healthy
  /// It does not; a sentence says what is missing.
  case unhealthy(String)
}

/// What a process lets others see of itself.
public protocol Observation: Sendable {
  /// Whether it does what it is there for.
  var health: Health { get }
  /// Its numbers, those that every process has left out.
  var metrics: [MetricFamily] { get }
  /// For how long it describes the present, s: after that the process's loop is stuck.
  var validSeconds: Double { get }
  /// The whole of it as JSON; nil for a process that has no such page.
  func json() throws -> [UInt8]?
}

extension Observation {
  /// No JSON.
  public func json() throws -> [UInt8]? { nil }
}
