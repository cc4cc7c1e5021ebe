/// A figure as a script for gnuplot 5, its data included.
public struct Figure: Hashable, Sendable {
  /// The file's name without an ending: "channel-bit-error-rates".
  public let name: String
  /// The size in pixels.
  private let width: Int
  private let height: Int
  /// The command that makes the figure, for the script's first line.
  private let command: String
  private let body: String

  /// Arranges panels in a grid, row by row.
  ///
  /// - Parameters:
  ///   - name: the file's name without an ending.
  ///   - width: the picture's width in pixels.
  ///   - height: its height.
  ///   - panels: at least one.
  ///   - columns: how many stand side by side, ≥ 1.
  ///   - command: what writes it: "helio channel verify".
  public init(
    _ name: String, width: Int, height: Int, panels: [FigurePanel], columns: Int, writtenBy command: String
  ) {
    self.name = name
    self.command = command
    self.width = width
    self.height = height
    let rows = (panels.count + columns - 1) / columns
    body =
      panels.enumerated().map { $1.data(prefix: "panel\($0)_") }.joined()
      + "set multiplot layout \(rows),\(columns) spacing 0.02,0.02\n"
      + panels.enumerated().map { $1.plot(prefix: "panel\($0)_") }.joined() + "unset multiplot\n"
  }

  /// The script that draws the figure.
  ///
  /// - Parameter path: the PNG file that it writes.
  /// - Returns: the script's text.
  public func script(writing path: String) -> String {
    let quoted = path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
    return """
      # Drawn by gnuplot 5; written by \(command).
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
