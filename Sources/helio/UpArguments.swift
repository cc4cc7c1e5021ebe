public import ArgumentParser
public import Launching

extension Transport: ExpressibleByArgument {}
extension RestartPolicy: ExpressibleByArgument {}

/// `ue-3=1.5`: a UE whose process is started that many seconds later.
struct LateStart: ExpressibleByArgument {
  let ue: String
  let seconds: Double

  init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let seconds = Double(parts[1]), seconds >= 0, seconds.isFinite else { return nil }
    ue = String(parts[0])
    self.seconds = seconds
  }
}
