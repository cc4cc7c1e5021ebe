// Checks the package's targets against the tables in docs/architecture.md.
//
// Usage: swift check-levels.swift ARCHITECTURE.md PACKAGE.json        (PACKAGE.json: from `swift package dump-package`)

import Foundation

// MARK: What the package declares

struct Package: Decodable {
  var targets: [Target]
}

struct Target: Decodable {
  var name: String
  var type: String
  var dependencies: [Dependency]
}

/// A dependency's name: of a target, or of another package's product.
struct Dependency: Decodable {
  var name: String

  init(from decoder: any Decoder) throws {
    let kinds = try decoder.singleValueContainer().decode([String: [Part?]].self)
    guard let first = kinds.first?.value.first, case .text(let name) = first else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "a dependency without a name"))
    }
    self.name = name
  }

  /// One element of a dependency's description: its name first, then conditions and aliases.
  enum Part: Decodable {
    case text(String)
    case other

    init(from decoder: any Decoder) throws {
      self = (try? decoder.singleValueContainer().decode(String.self)).map(Part.text) ?? .other
    }
  }
}

// MARK: What the document allows

enum Level: Equatable {
  case number(Int)
  case tests
}

struct Plan {
  var levels: [String: Level] = [:]
  /// For each target the targets of its own level that it may import.
  var neighbours: [String: Set<String>] = [:]
  /// For each restricted library the one target that may use it.
  var owners: [String: String] = [:]

  /// Reads the table that begins `| level | target |` and the table that begins `| library | only importer |`.
  init(markdown: String) {
    var columns: [String] = []
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("|") else {
        columns = []
        continue
      }
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast().map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      if columns.isEmpty {
        columns = cells
      } else if columns.starts(with: ["level", "target"]), cells.count == columns.count {
        guard let level = Int(cells[0]).map(Level.number) ?? (cells[0] == "tests" ? .tests : nil) else { continue }
        for target in Plan.code(in: cells[1]) {
          levels[target] = level
          neighbours[target] = Set(Plan.code(in: cells[cells.count - 1]))
        }
      } else if columns.starts(with: ["library", "only importer"]), cells.count == columns.count {
        for library in Plan.code(in: cells[0]) {
          owners[library] = Plan.code(in: cells[1]).first
        }
      }
    }
  }

  /// The words between backticks.
  static func code(in cell: String) -> [String] {
    cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }
}

// MARK: The comparison

func faults(in package: Package, against plan: Plan) -> [String] {
  var faults: [String] = []
  let names = Set(package.targets.map(\.name))

  for target in plan.levels.keys.sorted() where !names.contains(target) {
    faults.append("\(target) stands in the level table, but the package has no such target: remove it from the table")
  }
  for target in package.targets where target.type != "test" {
    guard let level = plan.levels[target.name] else {
      faults.append("\(target.name) has no level: add it to the level table")
      continue
    }
    for dependency in target.dependencies.map(\.name) {
      if let owner = plan.owners[dependency], owner != target.name {
        faults.append("\(target.name) uses \(dependency), which \(owner) alone may use: go through \(owner)")
      }
      guard names.contains(dependency), let below = plan.levels[dependency] else { continue }
      switch (level, below) {
      case (.number(let upper), .number(let lower)) where upper < lower:
        faults.append("\(target.name) (level \(upper)) imports upward: \(dependency) is at level \(lower)")
      case (.number(let upper), .number(let lower))
      where upper == lower && plan.neighbours[target.name]?.contains(dependency) != true:
        faults.append(
          "\(target.name) imports \(dependency) of its own level \(upper), which the table's last column does not allow")
      case (.number, .tests):
        faults.append("\(target.name) imports \(dependency), which is for tests alone")
      default:
        break
      }
    }
  }
  return faults
}

let arguments = CommandLine.arguments.dropFirst()
guard arguments.count == 2, let document = arguments.first, let description = arguments.last else {
  print("usage: swift check-levels.swift ARCHITECTURE.md PACKAGE.json")
  exit(2)
}
let plan = Plan(markdown: try String(contentsOfFile: document, encoding: .utf8))
let package = try JSONDecoder().decode(Package.self, from: Data(contentsOf: URL(fileURLWithPath: description)))
guard !plan.levels.isEmpty, !plan.owners.isEmpty else {
  print("check-levels: \(document) holds no level table or no table of only importers")
  exit(1)
}
let found = faults(in: package, against: plan)
for fault in found {
  print("check-levels: \(fault)")
}
if !found.isEmpty {
  print("check-levels: \(found.count) fault(s); the tables are in \(document)")
  exit(1)
}
print("check-levels: \(package.targets.filter { $0.type != "test" }.count) targets, every arrow points downward")
