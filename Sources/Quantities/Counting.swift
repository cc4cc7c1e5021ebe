/// A number with its noun: "1 slot", "20 slots", "1 entry", "2 entries".
///
/// - Parameters:
///   - count: how many.
///   - noun: what is counted, in the singular.
///   - plural: the noun for another number than 1; nil: with an s.
/// - Returns: both in words.
package func counted(_ count: Int, _ noun: String, plural: String? = nil) -> String {
  "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}
