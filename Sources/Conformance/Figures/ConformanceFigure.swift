/// A figure of a report as a script for gnuplot 5, its data included.
public struct ConformanceFigure: Hashable, Sendable {
  /// The file's name without an ending: "channel-bit-error-rates".
  public let name: String
  /// The size in pixels.
  private let width: Int
  private let height: Int
  private let body: String

  init(_ name: String, width: Int, height: Int, panels: [FigurePanel], columns: Int) {
    self.name = name
    self.width = width
    self.height = height
    let rows = (panels.count + columns - 1) / columns
    body =
      panels.enumerated().map { $1.data(prefix: "panel\($0)_") }.joined()
      + "set multiplot layout \(rows),\(columns) spacing 0.02,0.02\n"
      + panels.enumerated().map { $1.plot(prefix: "panel\($0)_") }.joined() + "unset multiplot\n"
  }

  /// The figures that a report has the data for.
  ///
  /// - Parameter report: what a verification found.
  /// - Returns: error rates, distributions, autocorrelations, waterfalls.
  public static func figures(of report: ConformanceReport) -> [ConformanceFigure] {
    [bitErrorRates, distributions, autocorrelations, waterfalls].compactMap { $0(report) }
  }

  /// The script that draws the figure.
  ///
  /// - Parameter path: the PNG file that it writes.
  /// - Returns: the script's text.
  public func script(writing path: String) -> String {
    let quoted = path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
    return """
      # Drawn by gnuplot 5; written by helio channel verify.
      set encoding utf8
      if (strstrt(GPVAL_TERMINALS, "pngcairo") > 0) {
        set terminal pngcairo size \(width),\(height) font "DejaVu Sans,11" enhanced background "#ffffff"
      } else {
        set terminal png size \(width),\(height) enhanced
      }
      set output '\(quoted)'
      set border lc rgb "#444444"
      set grid lc rgb "#dddddd" lw 1
      set tics nomirror

      """ + body
  }
}

/// One pair of axes with its curves.
struct FigurePanel {
  /// How a curve is drawn.
  enum Style {
    case line
    case points
    case pointsWithBars
    case band
  }

  /// Rows of numbers: x and y; x, y, lowest and highest for bars; x, lowest and highest for a band.
  struct Plot {
    let title: String?
    let style: Style
    let colour: Int
    let rows: [[Double]]
  }

  let title: String
  let xLabel: String
  let yLabel: String
  var isLogarithmic = false
  var xRange: ClosedRange<Double>?
  var yRange: ClosedRange<Double>?
  let plots: [Plot]

  // Okabe and Ito's colours, which people with any kind of colour vision tell apart; yellow is left out.
  private static let colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000"]

  func data(prefix: String) -> String {
    plots.enumerated().map { index, plot in
      let rows = plot.rows.map { $0.map { "\($0)" }.joined(separator: " ") }
      return "$\(prefix)\(index) << END\n" + rows.joined(separator: "\n") + "\nEND\n"
    }.joined()
  }

  func plot(prefix: String) -> String {
    let curves = plots.enumerated().map { index, plot in
      let colour = Self.colours[plot.colour % Self.colours.count]
      let title = plot.title.map { "title \"\($0)\"" } ?? "notitle"
      let style =
        switch plot.style {
        case .line: "using 1:2 with lines lw 1.5 lc rgb \"\(colour)\""
        case .points: "using 1:2 with points pt 7 ps 0.45 lc rgb \"\(colour)\""
        case .pointsWithBars: "using 1:2:3:4 with yerrorbars pt 7 ps 0.7 lw 1.3 lc rgb \"\(colour)\""
        case .band: "using 1:2:3 with filledcurves fs solid 0.25 noborder lc rgb \"\(colour)\""
        }
      return "$\(prefix)\(index) \(style) \(title)"
    }
    func range(_ range: ClosedRange<Double>?) -> String {
      range.map { "[\($0.lowerBound):\($0.upperBound)]" } ?? "[*:*]"
    }
    return """
      set title "\(title)"
      set xlabel "\(xLabel)"
      set ylabel "\(yLabel)"
      set xrange \(range(xRange))
      set yrange \(range(yRange))
      \(isLogarithmic ? "set logscale y; set format y \"10^{%T}\"" : "unset logscale y; set format y \"%g\"")
      set bmargin 7
      set key bmargin center horizontal maxcols 3 samplen 2
      plot \(curves.joined(separator: ", \\\n  "))

      """
  }
}
