import CommandLineSupport
import Conformance
import Glibc

/// A report of conformance as text.
enum VerificationTable {
  /// A series with more checks than this shows the one that lies farthest, and those that failed.
  private static let longestSeries = 12

  private static let passed = "pass"
  private static let failed = "FAIL"

  /// A table for each section.
  static func text(_ report: ConformanceReport, on terminal: Terminal) -> String {
    report.sections.map { section in
      let lines = table(section).lines(within: terminal.tableWidth).map { coloured($0, on: terminal) }
      return ([section.subject.title, "  \(section.criterion)"] + lines).joined(separator: "\n") + "\n\n"
    }.joined()
  }

  /// The last line: what it all came to.
  static func verdict(_ report: ConformanceReport, seconds: Double, on terminal: Terminal) -> String {
    let checks = report.checks
    let failures = checks.filter { !$0.isMet }.count
    let words =
      failures == 0
      ? terminal.green("verified: all \(checks.count) checks passed")
        + " (\(report.statisticalChecks) in bands that hold for all at once in 99 % of seeds)"
      : terminal.red("\(failures) of \(checks.count) checks FAILED")
    return "\(words), seed \(report.seed), \(FixedPoint.clock(seconds))"
  }

  private static func table(_ section: ConformanceSection) -> TextTable {
    let axis = section.subject.axis.map { [TextTable.Column($0, .right)] } ?? []
    var table = TextTable(
      [.init("what", .left)] + axis + [
        .init("expected", .right), .init("measured", .right), .init("band", .left),
        .init(section.subject.samples, .right, leaves: 1), .init("", .left),
      ])
    for series in section.series {
      for (name, check) in shown(series) {
        let position = axis.isEmpty ? [] : [FixedPoint.text(check.position, decimals: 2)]
        table.add(
          [name] + position + [
            number(check.expected, section.subject), number(check.measured, section.subject),
            "\(number(check.band.lowerBound, section.subject)) … \(number(check.band.upperBound, section.subject))",
            "\(check.samples)", check.isMet ? passed : failed,
          ])
      }
    }
    return table
  }

  private static func shown(_ series: [ConformanceCheck]) -> [(name: String, check: ConformanceCheck)] {
    guard series.count > longestSeries, let farthest = series.max(by: { $0.distance < $1.distance }) else {
      return series.map { ($0.series, $0) }
    }
    let others = series.filter { !$0.isMet && $0 != farthest }
    return [("\(farthest.series), the farthest of \(series.count)", farthest)] + others.map { ($0.series, $0) }
  }

  private static func number(_ value: Double, _ subject: ConformanceSubject) -> String {
    switch subject {
    case .bitErrorRate, .frameErrorRate: scientific(value)
    case .distribution: FixedPoint.text(value, decimals: 5)
    case .clarkeAutocorrelation, .gaussMarkovAutocorrelation, .shadowingAutocorrelation:
      FixedPoint.text(value, decimals: 4)
    case .signalToNoiseRatio, .waterfallPosition: FixedPoint.text(value, decimals: 3)
    }
  }

  /// "1.03e-4".
  private static func scientific(_ value: Double) -> String {
    guard value > 0, value.isFinite else { return FixedPoint.text(value, decimals: 0) }
    let rounded = log10(value) + 1e-12
    var exponent = Int(rounded.rounded(.down))
    var mantissa = FixedPoint.text(value / pow(10, Double(exponent)), decimals: 2)
    if mantissa == "10.00" {
      exponent += 1
      mantissa = "1.00"
    }
    return "\(mantissa)e\(exponent)"
  }

  private static func coloured(_ line: String, on terminal: Terminal) -> String {
    if line.hasSuffix(passed) { return String(line.dropLast(passed.count)) + terminal.green(passed) }
    if line.hasSuffix(failed) { return String(line.dropLast(failed.count)) + terminal.red(failed) }
    return line
  }
}
