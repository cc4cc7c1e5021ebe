import FoundationEssentials
import Offloading
import Quantities
import Tasks
import Testing

@Suite("Assessment")
struct TaskAssessmentTests {
  private let parameters = OffloadingParameters()
  private let full = Battery(capacity: Joules(54_000))

  private func assess(
    accuracy: Double, bandwidth: Hertz = Hertz(1.25e6), battery: Battery? = nil
  ) -> TaskAssessment {
    let workload = parameters.workload(of: .image)
    let execution = Execution.remote(
      workload, accuracy: accuracy, bandwidth: bandwidth, transmitPower: Watts(dBm: 24), offloaders: 3,
      parameters: parameters)
    return TaskAssessment(
      execution, workload: workload, accuracy: accuracy, battery: battery ?? full, parameters: parameters)
  }

  @Test("a completed task has the cost of Eq. (9), the QoE of Eq. (10) and the QoE as its reward")
  func completed() {
    // ½ · 2.2297366 mJ / 246.79597 mJ + ½ · 8.9626864 ms / 8.1992016 ms = 0.5510759; 0.95 / 0.5510759.
    let assessment = assess(accuracy: 0.95)
    #expect(assessment.failure == nil)
    #expect(abs(assessment.cost - 0.551_075_856_868) < 1e-9)
    #expect(abs(assessment.qoe - 1.723_900_599_454) < 1e-9)
    #expect(assessment.reward == assessment.qoe)
  }

  @Test("a local task at the highest frequency has the cost and the QoE of one")
  func yardstick() {
    let workload = parameters.workload(of: .text)
    let reference = Execution.reference(workload, parameters: parameters)
    let assessment = TaskAssessment(reference, workload: workload, accuracy: 1, battery: full, parameters: parameters)
    #expect(assessment.cost == 1)
    #expect(assessment.qoe == 1)
  }

  @Test("a task without an answer is undecodable, whatever else it is, and costs what it has cost")
  func undecodable() {
    let workload = parameters.workload(of: .text)
    let late = Execution.remote(
      workload, accuracy: 1, bandwidth: Hertz(100), transmitPower: Watts(dBm: 24), offloaders: 3, parameters: parameters
    )
    let assessment = TaskAssessment(
      late, workload: workload, accuracy: 0, isAnswered: false, battery: full, parameters: parameters)
    #expect(assessment.failure == .undecodable)
    #expect(assessment.qoe == 0)
    #expect(assessment.reward == -parameters.minimumAccuracy)
    #expect(
      assessment.cost
        == TaskAssessment(late, workload: workload, accuracy: 1, battery: full, parameters: parameters).cost)
  }

  @Test("too little accuracy fails the task and is rewarded by what is missing")
  func accuracy() {
    let assessment = assess(accuracy: 0.6)
    #expect(assessment.failure == .accuracy)
    #expect(assessment.qoe == 0)
    #expect(abs(assessment.reward - -0.3) < 1e-12)
    #expect(assess(accuracy: 0.9).failure == nil)
    #expect(assess(accuracy: .nan).failure == .accuracy)
  }

  @Test("a tiny bandwidth fails the task for latency, before accuracy is asked")
  func latency() {
    // 6304 / (1000 · 0.5) s = 12.608 s on the air, 3.654 ms besides.
    let assessment = assess(accuracy: 0.5, bandwidth: Hertz(1000))
    #expect(assessment.failure == .latency)
    #expect(assessment.qoe == 0)
    #expect(abs(assessment.reward - (1 - 12.611_654_054_8)) < 1e-9)
  }

  @Test("a battery that holds less than the task takes fails it, by the missing energy over E₀")
  func battery() {
    // (1 mJ − 2.2297366 mJ) / 246.79597 mJ.
    let assessment = assess(accuracy: 0.95, battery: Battery(capacity: Joules(5), level: Joules(0.001)))
    #expect(assessment.failure == .battery)
    #expect(abs(assessment.reward - -0.004_982_806) < 1e-8)
  }

  @Test("a tally divides by the steps in which there was a task, a failure counting nothing")
  func tally() {
    var first = QoETally()
    first.add(qoe: 2)
    first.add(qoe: 0)
    first.add(qoe: 1)
    var second = QoETally()
    second.add(qoe: 1.5)
    #expect(first.mean == 1)
    #expect([first, second, QoETally()].sumQoE == 2.5)
  }
}

@Suite("Battery and preference")
struct BatteryTests {
  @Test("the dynamic preference is one half on a full battery and one on an empty one")
  func dynamic() {
    #expect(Preference.dynamic.weight(for: Battery(capacity: Joules(5))) == 0.5)
    #expect(Preference.dynamic.weight(for: Battery(capacity: Joules(5), level: Joules(2))) == 0.8)
    #expect(Preference.dynamic.weight(for: Battery(capacity: Joules(5), level: Joules(0))) == 1)
    #expect(Preference.fixed(0.3).weight(for: Battery(capacity: Joules(5), level: Joules(2))) == 0.3)
  }

  @Test("a battery drains to empty and never below")
  func drain() {
    var battery = Battery(capacity: Joules(5))
    battery.drain(Joules(1.5))
    #expect(battery.level == Joules(3.5))
    battery.drain(Joules(9))
    #expect(battery.level == Joules(0))
    #expect(Battery(capacity: Joules(5), level: Joules(9)).level == Joules(5))
  }

  @Test("a charge is full, or uniform between its fractions and the same for the same UE")
  func charge() {
    #expect(BatteryConfiguration().battery(seed: 1, ue: "ue-1", attachSlot: 0).level == Joules(54_000))
    let configuration = BatteryConfiguration(capacity: Joules(5), charge: .uniform(minimum: 0.3, maximum: 1))
    let count = 2000
    let fractions = (0..<count).map { configuration.battery(seed: 1, ue: "ue-\($0)", attachSlot: 0).fraction }
    #expect(fractions.allSatisfy { $0 >= 0.3 && $0 <= 1 })
    // Mean 0.65, standard deviation 0.7/√12; five standard deviations of the mean.
    #expect(
      abs(fractions.reduce(0, +) / Double(count) - 0.65) < 5 * 0.7 / (12 * Double(count)).squareRoot())
    #expect(configuration.battery(seed: 1, ue: "ue-3", attachSlot: 0).fraction == fractions[3])
  }

  @Test("parameters survive coding, and their defaults are those of Table I")
  func coding() throws {
    let parameters = OffloadingParameters(encoderCost: .counted, preference: .dynamic)
    let data = try JSONEncoder().encode(parameters)
    #expect(try JSONDecoder().decode(OffloadingParameters.self, from: data) == parameters)
    #expect(parameters.circuitPower == Watts(0.1))
    #expect(abs(parameters.localEnergyCoefficient - 1.4305e-26) < 1e-30)
  }
}
