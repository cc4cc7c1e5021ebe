import Protocol
import Scenario

extension Schema {
  /// An item of `ues`: its name, and the keys of the template.
  static let ue = Section<UEDraft>(
    [
      Entry(
        "name", \.name,
        .text(
          "1 to 48 letters, digits, `-`, `_` or `.`, beginning with a letter or digit, and not `auto`",
          isAllowed: isUEName), isRequired: true, "Its name, unlike any other"),
      count,
    ] + profile.entries.map { $0.within(\UEDraft.profile) })

  private static var count: Entry<UEDraft> {
    let form = Form<Int>.integer(.from(1, to: ScenarioLimits.mostUEs))
    return Entry(
      name: "count", expected: form.expected, summary: "How many: `count: 3` makes NAME-1, NAME-2 and NAME-3",
      read: { ue, field, log in ue.count = form.read(field, 1, log) }, write: { $0.count.map(form.write) })
  }

  @Sendable private static func isUEName(_ text: String) -> Bool {
    text != automaticName && (try? UEName(text)) != nil
  }

  /// What `--name` means by itself: no UE can be called so.
  static let automaticName = "auto"
}

extension Entry where Root == TopologyDraft {
  /// The list of UEs. Every item starts from the template, which is read before.
  static var ues: Entry {
    let expected = "a list of at least one UE like `- { name: ue-1, policy: remote }`"
    return Entry(
      name: "ues", expected: expected,
      summary: "The UEs that slot 0 waits for, each with a `name` and any key of the template", isRequired: true,
      read: { draft, field, log in
        guard case .sequence(let items) = field.node.content, !items.isEmpty else {
          log.add(field, expected: expected)
          return
        }
        var count = 0
        // One UE too many is told when names are multiplied out; what follows it is not even read.
        for (index, node) in items.enumerated() where count <= ScenarioLimits.mostUEs {
          let item = field.item(index, node)
          log.remember(item)
          let prototype = UEDraft(profile: draft.template)
          let ue = Schema.ue.read(item, over: prototype, log: log) ?? prototype
          count += ue.count ?? 1
          draft.ues.append(ue)
        }
      },
      write: { draft in draft.ues.map { "\n  - " + Schema.ue.write($0) }.joined() })
  }
}
