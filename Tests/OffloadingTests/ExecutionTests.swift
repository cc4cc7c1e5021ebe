import Offloading
import Quantities
import Tasks
import Testing

@Suite("Execution")
struct ExecutionTests {
  private let parameters = OffloadingParameters()

  private func close(_ found: Double, _ expected: Double, _ tolerance: Double = 1e-9) -> Bool {
    abs(found / expected - 1) < tolerance
  }

  @Test("a picture takes 8.2 ms and 0.25 J at the highest clock frequency")
  func localAtHighest() {
    // 10 746 857 472 / (1024 · 1.28e9) s; (30 W + 0.1 W) · t.
    let execution = Execution.reference(parameters.workload(of: .image), parameters: parameters)
    #expect(close(execution.latency.value, 0.008_199_201_562_5))
    #expect(close(execution.energy.value, 0.246_795_967_031_25))
    #expect(execution.transmission == Seconds(0))
    #expect(execution.download == Seconds(0))
  }

  @Test("half the clock frequency takes twice the time and an eighth of the processor's power")
  func localAtLowest() {
    // (30/8 + 0.1) W · 16.398403125 ms.
    let execution = Execution.local(
      parameters.workload(of: .image), frequency: Hertz(0.64e9), parameters: parameters)
    #expect(close(execution.latency.value, 0.016_398_403_125))
    #expect(close(execution.energy.value, 0.063_133_852_031_25))
  }

  @Test("an offloaded picture takes the time and energy of Eqs. (4), (5), (7) and (8)")
  func remote() {
    // 6304 symbols / (1.25 MHz · 0.95); 10 746 857 472 · 3 / (13824 · 1.41e9); 2 ms; 24 dBm · t_ut + 0.1 W · t.
    let execution = Execution.remote(
      parameters.workload(of: .image), accuracy: 0.95, bandwidth: Hertz(1.25e6), transmitPower: Watts(dBm: 24),
      offloaders: 3, parameters: parameters)
    #expect(close(execution.transmission.value, 0.005_308_631_578_947_369))
    #expect(close(execution.computation.value, 0.001_654_054_846_335_697_3))
    #expect(execution.download == Seconds(0.002))
    #expect(execution.encoding == Seconds(0))
    #expect(close(execution.latency.value, 0.008_962_686_425_283_067))
    #expect(close(execution.energy.value, 0.002_229_736_605_832_424))
  }

  @Test("a counted encoder adds its time and energy at the UE and leaves the decoder to the server")
  func countedEncoder() {
    // 3 608 107 008 / (1024 · 1.28e9) s at 30 W; 7 138 750 464 · 3 / (13824 · 1.41e9).
    let execution = Execution.remote(
      parameters.workload(of: .image), accuracy: 0.95, bandwidth: Hertz(1.25e6), transmitPower: Watts(dBm: 24),
      offloaders: 3, parameters: OffloadingParameters(encoderCost: .counted))
    #expect(close(execution.encoding.value, 0.002_752_767_187_5))
    #expect(close(execution.computation.value, 0.001_098_729_078_014_184_3))
    #expect(close(execution.latency.value, 0.011_160_127_844_461_553))
    #expect(close(execution.energy.value, 0.085_032_496_372_750_29))
  }

  @Test("an accuracy of zero keeps time and energy finite")
  func zeroAccuracy() {
    let workload = parameters.workload(of: .image)
    func transmission(_ accuracy: Double) -> Double {
      Execution.remote(
        workload, accuracy: accuracy, bandwidth: Hertz(1e6), transmitPower: Watts(0.1), offloaders: 1,
        parameters: parameters
      ).transmission.value
    }
    #expect(close(transmission(0), 0.6304))
    #expect(transmission(0) == transmission(0.01))
  }
}

@Suite("Local execution at its best")
struct LocalOptimumTests {
  private func localQoE(_ parameters: OffloadingParameters, _ modality: Modality) -> Double {
    let workload = parameters.workload(of: modality)
    let battery = Battery(capacity: Joules(54_000))
    let frequency = parameters.optimalLocalFrequency(weight: parameters.preference.weight(for: battery))
    let execution = Execution.local(workload, frequency: frequency, parameters: parameters)
    return TaskAssessment(execution, workload: workload, accuracy: 1, battery: battery, parameters: parameters).qoe
  }

  private let ues: [Modality] = [.text, .image, .bimodal, .bimodal]

  @Test("four UEs reach the sum QoE 4.2331 without the circuit power and 4.2284 with it, whatever k is")
  func closedForm() {
    for symbols in [8, 16, 20] {
      let without = OffloadingParameters(circuitPower: Watts(0), symbolsPerWord: symbols)
      #expect(abs(ues.reduce(0) { $0 + localQoE(without, $1) } - 4.233_069_471_9) < 1e-8)
      let with = OffloadingParameters(symbolsPerWord: symbols)
      #expect(abs(ues.reduce(0) { $0 + localQoE(with, $1) } - 4.228_407_600_2) < 1e-8)
    }
  }

  @Test("the best frequency for equal preference is 0.7937 of the highest without the circuit power")
  func ratio() {
    let frequency = OffloadingParameters(circuitPower: Watts(0)).optimalLocalFrequency(weight: 0.5)
    #expect(abs(frequency.value / 1.28e9 - 0.793_700_526) < 1e-9)
  }

  @Test("the best frequency beats every other, and stays in its range at either extreme of preference")
  func optimum() {
    let parameters = OffloadingParameters()
    let workload = parameters.workload(of: .image)
    let battery = Battery(capacity: Joules(54_000))
    for weight in [0.0, 0.3, 0.5, 0.6, 0.9, 1.0] {
      var weighted = parameters
      weighted.preference = .fixed(weight)
      func cost(_ frequency: Hertz) -> Double {
        TaskAssessment(
          Execution.local(workload, frequency: frequency, parameters: weighted), workload: workload, accuracy: 1,
          battery: battery, parameters: weighted
        ).cost
      }
      let best = weighted.optimalLocalFrequency(weight: weight)
      #expect(weighted.localFrequency.contains(best))
      for step in 0...64 { #expect(cost(best) <= cost(Hertz(0.64e9 + 0.01e9 * Double(step))) + 1e-12) }
    }
    #expect(parameters.optimalLocalFrequency(weight: 0) == Hertz(1.28e9))
    #expect(parameters.optimalLocalFrequency(weight: 1) == Hertz(0.64e9))
  }
}
