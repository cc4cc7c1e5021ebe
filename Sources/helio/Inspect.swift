import ArgumentParser
import CommandLineSupport
import Recording

/// `helio inspect`.
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what a run record tells: the summary, the slowest and the failed tasks, one task followed.",
    discussion: """
      The record's digest chain is checked first. A run may be inspected while it goes on. The exit status is 0 for a \
      sound record and 65 for one that is cut short, changed, of another version, or none.

      Examples:
        helio inspect runs/quickstart-20261121T034754Z.sqlite
        helio inspect run.sqlite --task ue-2/7
        helio inspect run.sqlite --json -
      """)

  @Argument(help: ArgumentHelp("The record.", valueName: "run"))
  var path: String

  @Option(help: ArgumentHelp("Follow this task from queue to answer: ue-2/7.", valueName: "id"))
  var task: String?

  @Option(help: ArgumentHelp("Write everything as JSON; - for standard output.", valueName: "file"))
  var json: String?

  @Option(help: ArgumentHelp("How many of the slowest and of the failed tasks to list.", valueName: "count"))
  var slowest = 10

  func validate() throws {
    guard slowest >= 0 else { throw ValidationError("--slowest: expected 0 or more, found \(slowest)") }
    if let task, TaskID(task) == nil {
      throw ValidationError("--task: expected a UE's name and a number, such as ue-2/7, found \"\(task)\"")
    }
  }

  func run() throws {
    let report: RunReport
    do throws(RecordError) {
      let inspection = try RunInspection(path: path)
      report = try RunReport(inspection, path: path, limit: slowest, following: task.flatMap { TaskID($0) })
    } catch {
      throw fault("\(error)")
    }
    if let task, report.steps.isEmpty { throw fault("\(path): the run has no task \(task)") }
    // With JSON on standard output the tables go to standard error, so that each can be read by itself.
    let terminal = json == "-" ? Terminal.error : Terminal.output
    terminal.write(report.lines(width: terminal.tableWidth).joined(separator: "\n") + "\n")
    if let json { try JSONFile.write(report, to: json) }
  }

  private func fault(_ words: String) -> ExitCode {
    Terminal.error.write("\(Terminal.error.red("error:")) \(words)\n")
    return ExitCode(ExitStatus.data)
  }
}
