public import Topology

extension TopologyError {
  /// Writes the report and the number of faults to standard error.
  public func show() {
    let terminal = Terminal.error
    let count = faults.count == 1 ? "1 fault" : "\(faults.count) faults"
    terminal.write(report(style: terminal.usesColour ? .coloured : .plain) + "\n\(count) in \(file)\n")
  }
}
