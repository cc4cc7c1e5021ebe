import Foundation
import Glibc
import Synchronization

/// Adds up the proportional set size of a process and its descendants, over and over, and keeps the greatest sum.
///
/// Pages that processes share, such as libtorch's code, count once in all.
final class MemoryWatch: Sendable {
  private let isStopped = Atomic(false)
  private let peak = Handover<Int>()

  init(_ root: Int32) {
    _ = BackgroundThread { self.watch(root) }
  }

  private func watch(_ root: Int32) {
    var greatest = 0
    while !isStopped.load(ordering: .acquiring) {
      greatest = max(greatest, Self.family(of: root).reduce(0) { $0 + Self.proportionalSetSize(of: $1) })
      usleep(200_000)
    }
    peak.give(greatest)
  }

  /// Ends the watch.
  ///
  /// - Returns: the greatest sum, bytes.
  func stop() -> Int {
    isStopped.store(true, ordering: .releasing)
    return peak.take() ?? 0
  }

  private static func family(of root: Int32) -> [Int32] {
    let children = (try? String(contentsOfFile: "/proc/\(root)/task/\(root)/children", encoding: .utf8)) ?? ""
    return [root] + children.split(separator: " ").compactMap { Int32($0) }.flatMap { family(of: $0) }
  }

  private static func proportionalSetSize(of process: Int32) -> Int {
    let rollup = (try? String(contentsOfFile: "/proc/\(process)/smaps_rollup", encoding: .utf8)) ?? ""
    let line = rollup.split(separator: "\n").first { $0.hasPrefix("Pss:") }
    return (line?.split(separator: " ").compactMap { Int($0) }.first ?? 0) * 1024
  }
}
