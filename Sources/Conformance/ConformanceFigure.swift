public import Figures
import Modem
import Quantities

/// Draws what a verification found.
public enum ConformanceFigure {
  /// The figures that a report has the data for.
  ///
  /// - Parameter report: what a verification found.
  /// - Returns: error rates, distributions, autocorrelations, waterfalls.
  public static func figures(of report: ConformanceReport) -> [Figure] {
    [bitErrorRates, distributions, autocorrelations, waterfalls].compactMap { $0(report) }
  }

  private static func figure(
    _ name: String, width: Int, height: Int, panels: [FigurePanel], columns: Int
  ) -> Figure {
    Figure(name, width: width, height: height, panels: panels, columns: columns, writtenBy: "helio channel verify")
  }

  /// Bit-error rates over E_b/N₀: closed forms as lines, measured points with their bands.
  private static func bitErrorRates(_ report: ConformanceReport) -> Figure? {
    guard let section = report.section(.bitErrorRate) else { return nil }
    let lowest = section.checks.map(\.expected).min() ?? 1e-5
    let panels = Modulation.Fading.allCases.map { fading in
      let checks = section.checks.filter { check in
        Modulation.allCases.contains { check.series == BitErrorRateMeasurement.series($0, fading) }
      }
      let ends = checks.compactMap(\.position)
      let range = ((ends.min() ?? 0) - 3).rounded(.down)...((ends.max() ?? 30) + 2).rounded(.up)
      let plots = Modulation.allCases.enumerated().flatMap { colour, modulation in
        let own = checks.filter { $0.series == BitErrorRateMeasurement.series(modulation, fading) }
        return [
          FigurePanel.Plot(
            title: modulation.title, style: .line, colour: colour, rows: closedForm(modulation, fading, range)),
          FigurePanel.Plot(title: nil, style: .pointsWithBars, colour: colour, rows: own.map(\.bars)),
        ]
      }
      return FigurePanel(
        title: fading == .none ? "AWGN (BPSK and QPSK coincide)" : "Rayleigh fading, independent from symbol to symbol",
        xLabel: "E_b/N_0 (dB)", yLabel: "bit-error rate", isLogarithmic: true, xRange: range,
        yRange: (lowest / 2)...0.5, plots: plots)
    }
    return figure("channel-bit-error-rates", width: 1200, height: 560, panels: panels, columns: 2)
  }

  private static func closedForm(
    _ modulation: Modulation, _ fading: Modulation.Fading, _ range: ClosedRange<Double>
  ) -> [[Double]] {
    (0...120).compactMap { step in
      let ratio = range.lowerBound + (range.upperBound - range.lowerBound) * Double(step) / 120
      let snr = Decibels(ratio).linear * Double(modulation.bitsPerSymbol)
      let rate = modulation.bitErrorRate(snr: snr, fading: fading)
      return rate > 1e-9 ? [ratio, rate] : nil
    }
  }

  /// Distribution functions: those that should be as lines, those of the draws as points.
  private static func distributions(_ report: ConformanceReport) -> Figure? {
    guard let section = report.section(.distribution), !section.curves.isEmpty else { return nil }
    func panel(_ title: String, _ xLabel: String, _ word: String) -> FigurePanel {
      let curves = section.curves.filter { $0.series.contains(word) }
      let plots = curves.enumerated().flatMap { colour, curve in
        [
          FigurePanel.Plot(
            title: curve.series.shortened, style: .line, colour: colour, rows: curve.points.map { [$0.x, $0.expected] }),
          FigurePanel.Plot(title: nil, style: .points, colour: colour, rows: curve.points.map { [$0.x, $0.measured] }),
        ]
      }
      return FigurePanel(
        title: title, xLabel: xLabel, yLabel: "distribution function", yRange: 0...1, plots: plots)
    }
    return figure(
      "channel-distributions", width: 1200, height: 560,
      panels: [
        panel("Amplitude of the coefficient", "|h|", "amplitude"), panel("Shadowing", "loss (dB)", "shadowing"),
      ], columns: 2)
  }

  /// Autocorrelations: the band around the theory shaded, measured means as points.
  private static func autocorrelations(_ report: ConformanceReport) -> Figure? {
    let panels = [
      (ConformanceSubject.clarkeAutocorrelation, "Clarke: J_0(2πf_dτ)", "f_dτ"),
      (.gaussMarkovAutocorrelation, "Gauss–Markov: J_0(2πf_dL)^n", "n (slots)"),
      (.shadowingAutocorrelation, "Shadowing: exp(−Δd/d_{corr})", "Δd (m)"),
    ].compactMap { subject, title, xLabel in
      report.section(subject).map { section in
        // Real parts; the three lags of a recursion that is defined afresh are left to the table.
        let drawn = AutocorrelationMeasurement.Process.all.filter { $0.lags.count > 4 }.map(\.name)
        let series = section.series.filter { drawn.contains($0[0].series) }
        let plots = series.enumerated().flatMap { colour, checks in
          // Clarke's series have one theory and one band: that of the finest lags is drawn.
          let isDrawn = subject != .clarkeAutocorrelation || colour == 0
          let band = checks.map { [$0.position ?? 0, $0.band.lowerBound, $0.band.upperBound] }
          let bands = isDrawn ? [FigurePanel.Plot(title: nil, style: .band, colour: colour, rows: band)] : []
          let means = checks.map { [$0.position ?? 0, $0.measured] }
          return bands + [
            FigurePanel.Plot(title: checks[0].series.subscripted, style: .points, colour: colour, rows: means)
          ]
        }
        return FigurePanel(title: title, xLabel: xLabel, yLabel: "autocorrelation", plots: plots)
      }
    }
    guard !panels.isEmpty else { return nil }
    return figure(
      "channel-autocorrelations", width: 900, height: 1050, panels: panels, columns: 1)
  }

  /// Frame-error rates over E_b/N₀: the reference's points as lines, measured ones with their bands.
  private static func waterfalls(_ report: ConformanceReport) -> Figure? {
    guard let section = report.section(.frameErrorRate) else { return nil }
    let plots = WaterfallReference.allCases.enumerated().flatMap { colour, reference in
      [
        FigurePanel.Plot(
          title: "AFF3CT, \(reference.name)", style: .line, colour: colour,
          rows: reference.points.map { [$0.ratio.value, $0.errorRate] }),
        FigurePanel.Plot(
          title: "measured, \(reference.name)", style: .pointsWithBars, colour: colour,
          rows: section.checks.filter { $0.series == reference.name }.map(\.bars)),
      ]
    }
    return figure(
      "channel-waterfalls", width: 900, height: 560,
      panels: [
        FigurePanel(
          title: "LDPC 802.16e (576, 288), BPSK over AWGN, 100 iterations", xLabel: "E_b/N_0 (dB)",
          yLabel: "frame-error rate", isLogarithmic: true, xRange: 0.9...2.4, yRange: 1e-3...1, plots: plots)
      ], columns: 1)
  }
}

extension ConformanceReport {
  fileprivate func section(_ subject: ConformanceSubject) -> ConformanceSection? {
    sections.first { $0.subject == subject && !$0.checks.isEmpty }
  }
}

extension ConformanceCheck {
  /// Abscissa, measured number and the half widths of the band around it. On logarithmic axes a bar ends somewhere.
  fileprivate var bars: [Double] {
    let room = band.upperBound - expected
    return [position ?? 0, measured, max(measured - room, measured / 100), measured + room]
  }
}

extension Modulation {
  /// As people write it.
  fileprivate var title: String {
    switch self {
    case .bpsk: "BPSK"
    case .qpsk: "QPSK"
    case .qam16: "16-QAM"
    case .qam64: "64-QAM"
    case .qam256: "256-QAM"
    }
  }
}

extension String {
  /// A distribution's name without the word that the panel's title has.
  fileprivate var shortened: String {
    split(separator: " ").filter { $0 != "amplitude" && $0 != "amplitude," && $0 != "shadowing," }.joined(
      separator: " ")
  }

  /// With more than one letter below the line where that is meant.
  fileprivate var subscripted: String {
    split(separator: " ", omittingEmptySubsequences: false).map { $0 == "d_corr" ? "d_{corr}" : String($0) }
      .joined(separator: " ")
  }
}
