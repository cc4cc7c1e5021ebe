import Testing

@testable import Chaos

@Suite("Statistics of recoveries")
struct RecoveryStatisticsTests {
  private func account(_ number: Int, _ seconds: Double?) -> FaultAccount {
    FaultAccount(
      number: number, kind: .kill, fault: "kill ue-1", slot: 1, isInPhase: true, recoverySeconds: seconds,
      violations: [])
  }

  @Test("Percentiles are those of nearest rank, and what did not recover is a failure")
  func nearestRank() {
    // 1/100, 2/100 … 200/100: rank 100 and rank 198.
    let statistics = RecoveryStatistics((1...200).map { account($0, Double($0) / 100) } + [account(201, nil)])
    #expect(statistics.count == 201)
    #expect(statistics.medianSeconds == 1)
    #expect(statistics.p99Seconds == 1.98)
    #expect(statistics.worstSeconds == 2)
    #expect(statistics.failures == 1)
    #expect(RecoveryStatistics([]).medianSeconds == nil)
  }
}
