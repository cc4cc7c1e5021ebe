import FoundationEssentials
import Quantities
import Radio

extension Form where Value == MobilityTrace {
  /// A file of comma-separated values, or its points one by one.
  static var trace: Form {
    let points = Form<[MobilityTrace.Point]>.list(
      of: Schema.tracePoint.form("a point"),
      from: MobilityTrace.Point(time: Seconds(0), position: Position(x: Metres(0), y: Metres(0))), atLeast: 1,
      "a list of points like `{ time: 0 s, x: 40 m, y: 10 m }`")
    let expected = "the path of a CSV file, or \(points.expected)"
    return Form(
      expected: expected,
      read: { field, _, log in
        var trace: MobilityTrace?
        switch field.node.content {
        case .sequence: trace = points.read(field, [], log).map { MobilityTrace(points: $0) }
        case .scalar(let path) where !path.isEmpty: trace = contents(of: path, field, log)
        case .scalar, .mapping: log.add(field, expected: expected)
        }
        if let count = trace?.points.count, count > Schema.maximumTracePoints {
          log.add(
            at: field.node.place, key: field.path, found: "a trace of \(count) points",
            expected: "at most \(Schema.maximumTracePoints)",
            suggestion: "leave points out: a UE moves straight and evenly between them")
          return nil
        }
        return trace
      },
      write: { points.write($0.points) })
  }

  private static func contents(of path: String, _ field: Field, _ log: FaultLog) -> MobilityTrace? {
    let whole = TopologyDraft.absolute(path, in: log.folder)
    func refuse(_ found: String, _ expected: String, _ suggestion: String?) -> MobilityTrace? {
      log.add(at: field.node.place, key: field.path, found: found, expected: expected, suggestion: suggestion)
      return nil
    }
    let resolved = URL(filePath: whole).resolvingSymlinksInPath().path
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: resolved) else {
      return refuse(
        "no file \"\(path)\"", "a CSV file with the columns time_s,x_m,y_m",
        "check the path; a relative one starts at the topology's folder")
    }
    let size = (attributes[.size] as? any BinaryInteger).map { Int($0) } ?? 0
    guard attributes[.type] as? FileAttributeType == .typeRegular, size <= TopologyFile.maximumLength else {
      return refuse(
        "\"\(path)\", which is no file or longer than \(TopologyFile.maximumLength) bytes",
        "a CSV file with the columns time_s,x_m,y_m", nil)
    }
    guard let data = FileManager.default.contents(atPath: resolved), let text = String(validating: data, as: UTF8.self)
    else { return refuse("\"\(path)\", which cannot be read as UTF-8", "a readable text", "check its permissions") }
    do {
      return try MobilityTrace(csv: text)
    } catch {
      return refuse("\(error.found) in \(path), line \(error.line), column \(error.column)", error.expected, nil)
    }
  }
}
