/// One pair of axes with its curves.
public struct FigurePanel: Hashable, Sendable {
  /// How a curve is drawn.
  public enum Style: Hashable, Sendable {
    /// Points joined; rows of x and y.
    case line
    /// Marks of the colour's own form, joined, with vertical bars; rows of x, y, lowest and highest.
    case markedLine
    /// Points alone; rows of x and y.
    case points
    /// Points with vertical bars; rows of x, y, lowest and highest.
    case pointsWithBars
    /// The area between two curves; rows of x, lowest and highest.
    case band
  }

  /// One curve.
  public struct Plot: Hashable, Sendable {
    let title: String?
    let style: Style
    let colour: Int
    let rows: [[Double]]

    /// Describes a curve.
    ///
    /// - Parameters:
    ///   - title: its name in the key; nil: it is not in the key.
    ///   - style: how it is drawn, and what the rows hold.
    ///   - colour: the number of its colour, from 0; curves that belong together have the same.
    ///   - rows: finite numbers.
    public init(title: String?, style: Style, colour: Int, rows: [[Double]]) {
      self.title = title
      self.style = style
      self.colour = colour
      self.rows = rows
    }
  }

  private let title: String
  private let xLabel: String
  private let yLabel: String
  private let isLogarithmic: Bool
  private let xRange: ClosedRange<Double>?
  private let xTicks: [Double]?
  private let yRange: ClosedRange<Double>?
  private let plots: [Plot]

  /// Describes a panel; texts may hold gnuplot's marks for sub- and superscripts.
  ///
  /// - Parameters:
  ///   - title: what stands above it.
  ///   - xLabel: the quantity of the abscissa and its unit.
  ///   - yLabel: the quantity of the ordinate and its unit.
  ///   - isLogarithmic: whether the ordinate is.
  ///   - xRange: what is shown of the abscissa; nil: where there are data.
  ///   - xTicks: where the abscissa is numbered; nil: at round numbers.
  ///   - yRange: what is shown of the ordinate; nil: where there are data.
  ///   - plots: the curves, at least one.
  public init(
    title: String, xLabel: String, yLabel: String, isLogarithmic: Bool = false, xRange: ClosedRange<Double>? = nil,
    xTicks: [Double]? = nil, yRange: ClosedRange<Double>? = nil, plots: [Plot]
  ) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.isLogarithmic = isLogarithmic
    self.xRange = xRange
    self.xTicks = xTicks
    self.yRange = yRange
    self.plots = plots
  }

  // Okabe and Ito's colours, which people with any kind of colour vision tell apart; yellow is left out.
  private static let colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000"]

  /// The marks that go with the colours: disc, square, triangle, diamond, triangle upside down, pentagon, circle.
  private static let marks = [7, 5, 9, 13, 11, 15, 6]

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
      let name = "$\(prefix)\(index)"
      let style =
        switch plot.style {
        case .line: "using 1:2 with lines lw 1.5 lc rgb \"\(colour)\""
        case .markedLine:
          // Marks that shrink from curve to curve show each of those that coincide.
          """
          using 1:2:3:4 with yerrorbars pt -1 lw 1.2 lc rgb "\(colour)" notitle, \\
            \(name) using 1:2 with linespoints lw 1.6 pt \(Self.marks[plot.colour % Self.marks.count]) \
          ps \(max(1.8 - 0.25 * Double(index), 0.8)) lc rgb "\(colour)"
          """
        case .points: "using 1:2 with points pt 7 ps 0.45 lc rgb \"\(colour)\""
        case .pointsWithBars: "using 1:2:3:4 with yerrorbars pt 7 ps 0.7 lw 1.3 lc rgb \"\(colour)\""
        case .band: "using 1:2:3 with filledcurves fs solid 0.25 noborder lc rgb \"\(colour)\""
        }
      return "\(name) \(style) \(title)"
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
      set xtics \(xTicks.map { "(\($0.map { "\($0)" }.joined(separator: ", ")))" } ?? "autofreq")
      set format x "%g"
      \(isLogarithmic ? "set logscale y; set format y \"10^{%T}\"" : "unset logscale y; set format y \"%g\"")
      set bmargin 7
      set rmargin 3
      set key bmargin center horizontal maxcols 3 samplen 2
      plot \(curves.joined(separator: ", \\\n  "))

      """
  }

  /// A text of the user's as gnuplot shows it letter by letter in an enhanced, double-quoted string: no markup, no
  /// command, no end of the string.
  ///
  /// - Parameter text: any text, a folder's name for example.
  /// - Returns: the text with its marks escaped, to be put into a title or a label.
  public static func plain(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { plain, scalar in
      switch scalar {
      // Back-ticks run a command wherever they stand, however escaped.
      case "`": plain += "'"
      case "\"": plain += "\\\""
      case "\\": plain += #"\\\\"#
      case "_", "^", "{", "}", "@", "&", "~": plain += "\\\\" + String(scalar)
      default: plain += scalar.properties.generalCategory == .control ? " " : String(scalar)
      }
    }
  }
}
