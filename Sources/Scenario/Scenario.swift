public import Offloading
public import Quantities
public import Radio
public import Tasks

/// Which clock a run keeps.
public enum ClockMode: String, Codable, Hashable, Sendable, CaseIterable {
  /// As fast as the machine allows; no wall-clock deadline decides anything.
  case virtual
  /// Bursts are held for their airtime, answers for their computing time.
  case realtime
}

/// The instruction-set choices of the processes' numerics.
public enum NumericsMode: String, Codable, Hashable, Sendable, CaseIterable {
  /// Whatever is fastest on this host.
  case native
  /// Fixed choices that every x86-64 host has: the same bytes across unlike hosts.
  case portable
}

/// How the slots follow one another.
public struct SlotSchedule: Codable, Hashable, Sendable {
  /// How many slots; nil: until stopped.
  public var count: Int?
  /// The length of a slot under the realtime clock.
  public var duration: Seconds
  /// How much slower than modelled time the realtime clock runs: 2 means half speed.
  public var scale: Double

  /// Makes a schedule.
  public init(count: Int?, duration: Seconds = Seconds(0.05), scale: Double = 1) {
    self.count = count
    self.duration = duration
    self.scale = scale
  }
}

/// The tasks of a UE.
public struct TaskSupply: Codable, Hashable, Sendable {
  /// Tasks that wait when the UE attaches.
  public var initial: Int
  /// Mean of the Poisson number of tasks that come with each later slot.
  public var arrivalsPerSlot: Double
  /// Attempts after which a task is given up; nil: never.
  public var maximumAttempts: Int?

  /// Makes a supply.
  public init(initial: Int = 10, arrivalsPerSlot: Double = 0, maximumAttempts: Int? = nil) {
    self.initial = initial
    self.arrivalsPerSlot = arrivalsPerSlot
    self.maximumAttempts = maximumAttempts
  }
}

/// What one UE is, apart from its name.
public struct UEProfile: Codable, Hashable, Sendable {
  /// What its tasks are.
  public var task: TaskKind
  /// How it decides.
  public var policy: PolicyChoice
  /// Where it is, and how it moves.
  public var mobility: Mobility
  /// Its tasks.
  public var supply: TaskSupply
  /// Its battery.
  public var battery: BatteryConfiguration
  /// How it sends bytes; nil: its bursts are the analogue symbols of the joint source-channel codec.
  public var transceiver: DigitalTransmission?

  /// Makes a profile.
  public init(
    task: TaskKind = .retrieval, policy: PolicyChoice = .remote,
    mobility: Mobility = .still(.disc(minimum: Metres(10), maximum: Metres(150))), supply: TaskSupply = TaskSupply(),
    battery: BatteryConfiguration = BatteryConfiguration(), transceiver: DigitalTransmission? = nil
  ) {
    self.task = task
    self.policy = policy
    self.mobility = mobility
    self.supply = supply
    self.battery = battery
    self.transceiver = transceiver
  }
}

/// A UE that the topology names.
public struct NamedUE: Codable, Hashable, Sendable {
  /// Its name, unique in the scenario.
  public var name: String
  /// What it is.
  public var profile: UEProfile

  /// Names a profile.
  public init(name: String, profile: UEProfile) {
    self.name = name
    self.profile = profile
  }
}

/// How peers come, go and are waited for. Wall-clock matters: none of it enters the digest.
public struct Attendance: Codable, Hashable, Sendable {
  /// Whether UEs may join that the topology does not name.
  public var open: Bool
  /// How long a peer may be silent before it is detached.
  public var lease: Seconds
  /// How long slot 0 waits for the UEs that the topology names.
  public var startTimeout: Seconds

  /// Makes the rules.
  public init(open: Bool = true, lease: Seconds = Seconds(10), startTimeout: Seconds = Seconds(60)) {
    self.open = open
    self.lease = lease
    self.startTimeout = startTimeout
  }
}

/// A run as all its processes understand it: validated, complete, free of file syntax.
///
/// `Topology` makes it from a YAML file; the edge server hands it to the channel emulator and the UEs when they attach,
/// so that one process alone reads the file. Its canonical JSON enters the digest, endpoints and attendance apart.
public struct Scenario: Codable, Hashable, Sendable {
  /// The topology's name.
  public var name: String
  /// The seed of every random stream.
  public var seed: UInt64
  /// Which clock the run keeps.
  public var clock: ClockMode
  /// The slots.
  public var slots: SlotSchedule
  /// The air.
  public var radio: RadioConfiguration
  /// Computation, power, constraints and preference.
  public var offloading: OffloadingParameters
  /// Translation; nil: no UE may have such tasks.
  public var translation: TranslationCodecChoice?
  /// Image retrieval; nil: no UE may have such tasks.
  public var retrieval: RetrievalCodecChoice?
  /// Visual question answering; nil: no UE may have such tasks.
  public var questions: QuestionCodecChoice?
  /// The UEs that the topology names, in the file's order.
  public var ues: [NamedUE]
  /// What a UE is that joins without saying more.
  public var template: UEProfile
  /// Coming and going.
  public var attendance: Attendance
  /// The instruction-set choices.
  public var numerics: NumericsMode

  /// Puts a scenario together.
  public init(
    name: String, seed: UInt64, clock: ClockMode, slots: SlotSchedule, radio: RadioConfiguration,
    offloading: OffloadingParameters, translation: TranslationCodecChoice? = nil,
    retrieval: RetrievalCodecChoice? = nil, questions: QuestionCodecChoice? = nil, ues: [NamedUE], template: UEProfile,
    attendance: Attendance = Attendance(), numerics: NumericsMode = .native
  ) {
    self.name = name
    self.seed = seed
    self.clock = clock
    self.slots = slots
    self.radio = radio
    self.offloading = offloading
    self.translation = translation
    self.retrieval = retrieval
    self.questions = questions
    self.ues = ues
    self.template = template
    self.attendance = attendance
    self.numerics = numerics
  }
}
