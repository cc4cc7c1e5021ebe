import ArgumentParser
import CommandLineSupport
import Figures
import FoundationEssentials
import Plotting

/// `figure …`.
struct FigureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "figure", abstract: "Draw a paper's figures from recorded runs; needs gnuplot.",
    subcommands: [FigureOffloading.self])
}

/// `figure offloading`.
struct FigureOffloading: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "offloading",
    abstract: "Figs. 2 to 7 of Ji et al.: learning to offload.",
    discussion: """
      Draws what scripts/reproduce/offloading has recorded in a folder; nothing is trained or played:
        fig2  reward and entropy of MAPPO while it trains, with a fixed and with the dynamic preference
        fig3  tasks left over the time steps with a fixed preference: MAPPO, DDQN, DQN
        fig4  the same with the dynamic preference
        fig5  sum QoE against k^T, complex symbols per word, for every scheme
        fig6  sum QoE against k^I, complex symbols per token of a picture
        fig7  sum QoE against the noise density
      Beside each NAME.png lie its numbers, NAME.csv, and the script that drew it, NAME.gnuplot. claims.csv sets the
      paper's claims beside what was measured. Runs that are missing are named; what can be drawn without them is drawn.

      Examples:
        scripts/reproduce/offloading --output reproduction && helio figure offloading reproduction
      """)

  @Argument(help: ArgumentHelp("The folder of the recorded runs.", valueName: "folder"))
  var folder: String

  @Option(help: ArgumentHelp("Where the figures go. Default: the folder itself.", valueName: "folder"))
  var output: String?

  func run() throws {
    guard FileManager.default.fileExists(atPath: folder) else {
      throw ValidationError("there is no folder \(folder): scripts/reproduce/offloading records the runs")
    }
    let plotter = try Plotter(folder: output ?? folder, option: "helio figure")
    var runs = OffloadingRuns(folder: folder)
    var drawings: [DataFigure] = []
    drawings += try [DataFigure].trainings(&runs)
    drawings += try [DataFigure].queues(&runs)
    drawings += try [DataFigure].sweeps(&runs)
    for name in runs.missing {
      Terminal.error.write("missing: \(name), which scripts/reproduce/offloading records\n")
    }
    guard !drawings.isEmpty else {
      Terminal.error.write("\(Terminal.error.red("error:")) \(folder) holds no run of which a figure can be drawn\n")
      throw ExitCode(ExitStatus.data)
    }
    for drawing in drawings {
      try drawing.writeTable(to: "\(output ?? folder)/\(drawing.figure.name).csv")
      Terminal.output.write(try plotter.draw([drawing.figure])[0] + "\n")
    }
    let claims = try OffloadingClaims(&runs)
    try claims.write(to: "\(output ?? folder)/claims.csv")
    Terminal.output.write("\n" + claims.text)
  }
}

/// A figure with the numbers that it shows.
struct DataFigure {
  let figure: Figure
  let columns: [String]
  var rows: [[String]] = []

  /// Writes the numbers as CSV.
  func writeTable(to path: String) throws {
    try Self.write([columns] + rows, to: path)
  }

  /// Writes rows as CSV, cells with commas or quotes in quotes.
  static func write(_ rows: [[String]], to path: String) throws {
    let lines = rows.map { row in
      row.map { $0.contains(",") || $0.contains("\"") ? "\"" + $0.replacing("\"", with: "\"\"") + "\"" : $0 }
        .joined(separator: ",")
    }
    do {
      try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      Terminal.error.write("\(Terminal.error.red("error:")) \(path) cannot be written: check the folder's rights\n")
      throw ExitCode(ExitStatus.cannotCreate)
    }
  }

  /// A number as tables have it: six decimals at most.
  static func text(_ value: Double) -> String { FixedPoint.text(value, decimals: 6) }
}
