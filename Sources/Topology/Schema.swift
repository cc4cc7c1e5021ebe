import Offloading
import Quantities
import Scenario
import Tasks

/// Every key of a topology. docs/topology.md is printed from these tables.
enum Schema {
  static let topology = Section<TopologyDraft>([
    Entry(
      "topology", \.name,
      .text(
        "a name of 1 to \(ScenarioLimits.longestName) characters",
        isAllowed: { $0.count <= ScenarioLimits.longestName }), isRequired: true,
      "The topology's name, for the summary"),
    Entry("seed", \.seed, .seed, "The seed of every random stream"),
    Entry(
      "clock", \.clock, .choice(),
      "`virtual`: as fast as the machine allows; `realtime`: bursts and answers are held for their modelled time"),
    Entry("slots", \.slots, .slots, "How many slots the run has"),
    Entry(
      "numerics", \.numerics, .choice(),
      "`portable` fixes the instruction-set choices of all processes so that unlike hosts compute the same bytes"),
    Entry("radio", \.radio, radio.form("a mapping, see *radio*"), "The air that all UEs share"),
    Entry(
      "offloading", \.offloading, offloading.form("a mapping, see *offloading*"),
      "Computation, power, constraints and preference"),
    Entry("semantics", \.semantics, semantics.form("a mapping, see *semantics*"), "Trained codecs and their data"),
    Entry("attendance", \.attendance, attendance.form("a mapping, see *attendance*"), "Coming and going"),
    Entry(
      "template", \.template, profile.form("a mapping, see *template*"),
      "What every UE is unless its own keys say otherwise; what a UE is that joins without saying more"),
    Entry<TopologyDraft>.ues,
  ])

  static let slots = Section<SlotSchedule>([
    Entry(
      "count", \.count, .integer(ScenarioLimits.slotCounts, orNone: "unlimited"),
      "How many slots; `unlimited`: until stopped"),
    Entry(
      "duration", \.duration, .quantity(ScenarioLimits.slotDurations),
      "L, the length of a slot: how far a UE moves and how much its fading varies until the next one; under the realtime clock also how long it lasts"
    ),
    Entry(
      "scale", \.scale, .number(ScenarioLimits.slotScales), "How much slower than modelled time the realtime clock runs"
    ),
  ])

  static let attendance = Section<Attendance>([
    Entry("open", \.open, .flag, "Whether UEs may join that the topology does not name"),
    Entry(
      "lease", \.lease, .quantity(ScenarioLimits.leases),
      "How long a peer may be silent before it is detached"),
    Entry(
      "start-timeout", \.startTimeout, .quantity(ScenarioLimits.startTimeouts),
      "How long slot 0 waits for the UEs that the topology names"),
  ])

  static let profile = Section<UEProfile>([
    Entry(
      "task", \.task, .choice(), "What its tasks are; *semantics* names the codec of each kind that some UE has"),
    Entry(
      "policy", \.policy, .policy,
      "How it decides; `learning`: by what it learns itself; *policy* explains the mappings"),
    Entry<UEProfile>.position,
    Entry<UEProfile>.mobility,
    Entry("tasks", \.supply, tasks.form("a mapping, see *tasks*"), "How many tasks it has"),
    Entry("battery", \.battery, battery.form("a mapping, see *battery*"), "Its battery"),
    Entry(
      "transceiver", \.transceiver, .transceiver,
      "How it sends: `analogue`, the symbols of the joint source-channel codec; or bytes behind an LDPC code, see *digital*"
    ),
  ])

  static let tasks = Section<TaskSupply>([
    Entry("initial", \.initial, .integer(ScenarioLimits.initialTasks), "Tasks that wait when the UE attaches"),
    Entry(
      "arrivals", \.arrivalsPerSlot, .number(ScenarioLimits.arrivalMeans),
      "Mean of the Poisson number of tasks that come with each later slot"),
    Entry(
      "maximum-attempts", \.maximumAttempts, .integer(ScenarioLimits.attempts, orNone: "unlimited"),
      "Attempts after which a task is given up"),
  ])

  static let battery = Section<BatteryConfiguration>([
    Entry("capacity", \.capacity, .quantity(ScenarioLimits.batteryCapacities), "B_max"),
    Entry("initial", \.charge, .charge, "How full it is at the start"),
  ])
}
