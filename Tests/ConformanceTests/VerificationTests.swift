import Foundation
import Quantities
import Synchronization
import Testing

@testable import Conformance

@Suite("Verification")
struct VerificationTests {
  /// As much as a debug build measures in some seconds: the quick plan is for release builds.
  static let moderate = VerificationPlan(
    bitErrorRates: [0.1, 0.01], bits: 50_000, draws: 5_000, ues: 300, symbols: 50_000,
    waterfallRatios: [Decibels(1)], frameErrors: 25)

  /// A little of everything, for what does not depend on how much is measured.
  static let small = VerificationPlan(
    bitErrorRates: [0.1], bits: 4096, draws: 200, ues: 20, symbols: 1000, waterfallRatios: [Decibels(1)],
    frameErrors: 1)
  static let smallReport = Verification(small).run(threads: 1)

  @Test("every channel model, modulation and decoder does what theory and references say")
  func everything() {
    let told = Mutex<[Verification.Progress]>([])
    let report = Verification(Self.moderate).run(threads: 2) { progress in told.withLock { $0.append(progress) } }
    for check in report.checks { #expect(check.isMet, "\(check)") }
    #expect(report.isSound)
    // Five modulations, two kinds of fading, two points; nine distributions; lags; six links at two powers, each with
    // the channel's own ratio beside it; two decoders. Of complex processes imaginary parts but at lag 0, too.
    let lags = 2 * (301 + 41 + 41 + 3 * 31 + 4 * 4) - (3 + 3 + 4) + 61
    #expect(report.checks.count == 20 + 9 + lags + 24 + 2)
    #expect(report.statisticalChecks == report.checks.count - 12)
    let fractions = told.withLock { $0.map(\.fraction) }
    #expect(fractions == fractions.sorted())
    #expect(abs((fractions.last ?? 0) - 1) < 1e-9)
  }

  @Test("the report depends on plan and seed, not on the number of threads")
  func repeatable() {
    let small = Self.small
    let plan = VerificationPlan(
      bitErrorRates: small.bitErrorRates, bits: small.bits, draws: small.draws, ues: small.ues, symbols: small.symbols,
      waterfallRatios: [], frameErrors: 1)
    let report = Verification(plan, seed: 5).run(threads: 1)
    #expect(report == Verification(plan, seed: 5).run(threads: 3))
    #expect(report.checks != Verification(plan, seed: 6).run(threads: 1).checks)
  }

  @Test("JSON has each number, and a verdict at every level")
  func json() throws {
    let report = Self.smallReport
    let json = try #require(
      try JSONSerialization.jsonObject(with: JSONEncoder().encode(report)) as? [String: Any])
    #expect(json["seed"] as? Int == 1)
    #expect(json["passed"] as? Bool == report.isSound)
    #expect((json["plan"] as? [String: Any])?["bits"] as? Int == 4096)
    let sections = try #require(json["sections"] as? [[String: Any]])
    #expect(
      sections.compactMap { $0["subject"] as? String } == [
        "bitErrorRate", "distribution", "clarkeAutocorrelation", "gaussMarkovAutocorrelation",
        "shadowingAutocorrelation", "signalToNoiseRatio", "frameErrorRate",
      ])
    let check = try #require((sections[0]["checks"] as? [[String: Any]])?.first)
    #expect(
      Set(check.keys) == [
        "series", "position", "expected", "measured", "lowest", "highest", "samples", "passed",
      ])
  }
}

@Suite("Checks")
struct ConformanceCheckTests {
  private func check(_ measured: Double) -> ConformanceCheck {
    ConformanceCheck(series: "s", at: 1, expected: 2, measured: measured, band: 1.5...3, samples: 10)
  }

  @Test("a number passes inside its band, and its distance is 1 at either edge")
  func band() {
    #expect(check(2).isMet && check(2).distance == 0)
    #expect(check(1.5).isMet && check(1.5).distance == 1)
    #expect(check(3).isMet && check(3).distance == 1)
    #expect(!check(3.01).isMet && check(4).distance == 2)
    #expect(!check(1).isMet && check(1).distance == 2)
  }

  @Test("what could not be measured fails, and is null in JSON")
  func notANumber() throws {
    #expect(!check(.nan).isMet && check(.nan).distance == .infinity)
    let json = String(decoding: try JSONEncoder().encode(check(.nan)), as: UTF8.self)
    #expect(json.contains("\"measured\":null"))
    #expect(json.contains("\"passed\":false"))
  }

  @Test("one failing check fails its section and the report")
  func verdict() {
    func report(_ measured: Double) -> ConformanceReport {
      ConformanceReport(
        seed: 1, plan: .quick, statisticalChecks: 2,
        sections: [
          ConformanceSection(
            subject: .signalToNoiseRatio, criterion: "", checks: [check(2), check(measured)], curves: [])
        ])
    }
    #expect(report(2.5).isSound)
    #expect(!report(3.5).isSound && !report(3.5).sections[0].isSound)
    // Who has measured nothing has verified nothing.
    #expect(!ConformanceReport(seed: 1, plan: .quick, statisticalChecks: 0, sections: []).isSound)
  }
}
