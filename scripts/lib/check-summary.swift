// Checks that a run summary accounts for every task.
//
// Usage: swift check-summary.swift SUMMARY.json [NAME...]
//
// Fails unless generated = completed + failed + queued + inFlight for each UE and in total, the totals are the sums over
// the UEs, something was generated, and each UE named NAME attached after slot 0 and left again.

import Foundation

struct Summary: Decodable {
  var topology: String
  var slots: Int
  var digest: String?
  var ues: [UE]
  var totals: Totals

  struct Totals: Decodable {
    var tasks: Tasks
  }

  struct UE: Decodable {
    var name: String
    var attachedAtSlot: Int?
    var detachedAtSlot: Int?
    var tasks: Tasks
  }

  struct Tasks: Decodable, Equatable {
    var generated = 0
    var completed = 0
    var failed = 0
    var queued = 0
    var inFlight = 0

    var areAccountedFor: Bool { generated == completed + failed + queued + inFlight }

    static func + (left: Tasks, right: Tasks) -> Tasks {
      Tasks(
        generated: left.generated + right.generated, completed: left.completed + right.completed,
        failed: left.failed + right.failed, queued: left.queued + right.queued, inFlight: left.inFlight + right.inFlight)
    }
  }
}

func faults(in summary: Summary, visitors: some Sequence<String>) -> [String] {
  var faults: [String] = []
  for ue in summary.ues where !ue.tasks.areAccountedFor {
    faults.append("\(ue.name): the counts do not add up: \(ue.tasks)")
  }
  if !summary.totals.tasks.areAccountedFor {
    faults.append("totals: the counts do not add up: \(summary.totals.tasks)")
  }
  let sum = summary.ues.reduce(Summary.Tasks()) { $0 + $1.tasks }
  if sum != summary.totals.tasks {
    faults.append("totals: \(summary.totals.tasks), but the UEs' sum is \(sum)")
  }
  if summary.totals.tasks.generated == 0 {
    faults.append("totals: no task was generated")
  }
  for name in visitors {
    guard let ue = summary.ues.first(where: { $0.name == name }) else {
      faults.append("\(name): not in the summary, which names \(summary.ues.map(\.name))")
      continue
    }
    if (ue.attachedAtSlot ?? 0) == 0 || ue.detachedAtSlot == nil {
      faults.append(
        "\(name): expected to come after slot 0 and to leave, found attachedAtSlot \(ue.attachedAtSlot as Any), "
          + "detachedAtSlot \(ue.detachedAtSlot as Any)")
    }
  }
  return faults
}

guard CommandLine.arguments.count >= 2 else {
  print("usage: swift check-summary.swift SUMMARY.json [NAME...]")
  exit(2)
}
let file = CommandLine.arguments[1]
let summary = try JSONDecoder().decode(Summary.self, from: Data(contentsOf: URL(fileURLWithPath: file)))
let found = faults(in: summary, visitors: CommandLine.arguments.dropFirst(2))
for fault in found {
  print("check-summary: \(fault)")
}
guard found.isEmpty else { exit(1) }
let tasks = summary.totals.tasks
print(
  "check-summary: \(summary.topology), \(summary.slots) slots, \(summary.ues.count) UEs: \(tasks.generated) tasks = "
    + "\(tasks.completed) completed + \(tasks.failed) failed + \(tasks.queued) queued + \(tasks.inFlight) in flight")
