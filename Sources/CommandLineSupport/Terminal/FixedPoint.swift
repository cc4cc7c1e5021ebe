import Glibc

/// Numbers as tables show them.
public enum FixedPoint {
  /// A number with so many decimals; "–" for none.
  ///
  /// - Parameters:
  ///   - value: the number; nil or not finite: none.
  ///   - decimals: digits after the point, 0 to 9.
  /// - Returns: for example "3.14".
  public static func text(_ value: Double?, decimals: Int) -> String {
    guard let value, value.isFinite, abs(value) < 1e15 else { return "–" }
    let scale = pow(10, Double(decimals))
    let scaled = (abs(value) * scale).rounded()
    guard scaled < 9e18 else { return "–" }
    let digits = String(Int(scaled))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = value < 0 && scaled > 0 ? "-" : ""
    return sign + padded.dropLast(decimals) + (decimals > 0 ? "." + padded.suffix(decimals) : "")
  }

  /// A time left or gone: "0:07", "12:30", "1:02:03"; "–" for none.
  public static func clock(_ seconds: Double?) -> String {
    guard let seconds, seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "–" }
    let total = Int(seconds.rounded(.up))
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (hours, minutes) = (total / 3600, total / 60 % 60)
    return hours > 0 ? "\(hours):\(two(minutes)):\(two(total % 60))" : "\(minutes):\(two(total % 60))"
  }
}
