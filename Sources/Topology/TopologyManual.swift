import Offloading
import Quantities
import Radio
import Scenario

/// The reference of all keys, printed from the tables that read them.
public enum TopologyManual {
  /// A heading and a table for every mapping: key, what is expected, default, meaning. docs/topology.md holds it.
  public static var markdown: String {
    let draft = TopologyDraft()
    let profile = UEProfile()
    return [
      table("The file", Schema.topology, draft, hidesMappings: true),
      table("slots", Schema.slots, draft.slots),
      table("radio", Schema.radio, draft.radio),
      table("radio.path-loss: the log-distance law", Schema.logDistance, Schema.leastLaw),
      table("radio.shadowing: given", Schema.shadowing, Schema.leastShadowing),
      table("radio.fading: one coefficient", Schema.flatFading, FlatFadingDraft()),
      table("radio.fading: echoes", Schema.echoes, EchoesDraft()),
      table("offloading", Schema.offloading, draft.offloading),
      table("semantics", Schema.semantics, draft.semantics, hidesMappings: true),
      table("semantics.translation", Schema.translation, TranslationDraft()),
      table("semantics.retrieval", Schema.retrieval, RetrievalDraft()),
      table("semantics.vqa", Schema.questions, QuestionsDraft()),
      table("attendance", Schema.attendance, draft.attendance),
      table("template", Schema.profile, profile, hidesMappings: true),
      table("policy: a mapping", Schema.policy, PolicyDraft()),
      table("policy.learning", Schema.learning, OnlineLearning()),
      table("position: a disc", Schema.disc, Disc(minimum: Metres(10), maximum: Metres(150))),
      table("position: a point", Schema.point, Position(x: Metres(0), y: Metres(0))),
      table("mobility", Schema.mobility, MobilityDraft()),
      table("mobility.waypoints: a point", Schema.waypoint, WaypointDraft()),
      table("mobility.random-waypoint", Schema.randomWaypoint, RandomWaypointDraft()),
      table("mobility.random-waypoint.area: a rectangle", Schema.areaRectangle, AreaRectangle()),
      table("mobility.random-waypoint.area: a disc", Schema.areaDisc, AreaDisc()),
      table("mobility.trace: a point", Schema.tracePoint, Self.firstTracePoint),
      table("tasks", Schema.tasks, profile.supply),
      table("battery", Schema.battery, profile.battery),
      table("transceiver.digital", Schema.digital, DigitalDraft()),
      table("ues: an item", Schema.ue, UEDraft(profile: profile), keys: ["name", "count"]),
    ].joined(separator: "\n")
  }

  private static let firstTracePoint = MobilityTrace.Point(
    time: Seconds(0), position: Position(x: Metres(0), y: Metres(0)))

  private static func table<Root>(
    _ title: String, _ section: Section<Root>, _ defaults: Root, hidesMappings: Bool = false, keys: [String]? = nil
  ) -> String {
    var lines = ["### \(title)", "", "| key | value | default | meaning |", "| --- | --- | --- | --- |"]
    for entry in section.entries where keys?.contains(entry.name) ?? true {
      var fallback = entry.write(defaults).map { "`\($0)`" } ?? ""
      if entry.isRequired { fallback = "required" }
      if hidesMappings, fallback.hasPrefix("`{") { fallback = "see there" }
      lines.append("| `\(entry.name)` | \(entry.expected) | \(fallback) | \(entry.summary) |")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
