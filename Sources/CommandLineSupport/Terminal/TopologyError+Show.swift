import Quantities
public import Topology

extension TopologyError {
  /// Writes the report and the number of faults to standard error.
  public func show() {
    let terminal = Terminal.error
    let count = counted(faults.count, "fault")
    terminal.write(report(style: terminal.usesColour ? .coloured : .plain) + "\n\(count) in \(file)\n")
  }
}
