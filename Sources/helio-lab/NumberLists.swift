import ArgumentParser
import CommandLineSupport

/// Integers separated by commas, none of them twice.
struct IntegerList: ExpressibleByArgument {
  var values: [Int]

  init(values: [Int]) { self.values = values }

  init?(argument: String) {
    let values = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard !values.contains(nil), Set(values).count == values.count else { return nil }
    self.values = values.compactMap { $0 }
  }

  var defaultValueDescription: String { values.map(String.init).joined(separator: ",") }
}

/// Numbers as `lowest:highest:step` or separated by commas, none of them twice.
struct LevelList: ExpressibleByArgument {
  var values: [Double]

  init(values: [Double]) { self.values = values }

  init?(argument: String) {
    let separator: Character = argument.contains(":") ? ":" : ","
    let parts = argument.split(separator: separator, omittingEmptySubsequences: false).map { Double($0) }
    let numbers = parts.compactMap { $0 }.filter(\.isFinite)
    guard !numbers.isEmpty, numbers.count == parts.count else { return nil }
    guard separator == ":" else {
      guard Set(numbers).count == numbers.count else { return nil }
      values = numbers
      return
    }
    guard numbers.count == 3, numbers[2] > 0, numbers[0] <= numbers[1], (numbers[1] - numbers[0]) / numbers[2] < 1000
    else { return nil }
    values = Array(stride(from: numbers[0], through: numbers[1], by: numbers[2]))
  }

  var defaultValueDescription: String {
    guard let first = values.first, let last = values.last, values.count > 2 else { return "\(values)" }
    return [first, last, values[1] - first].map { FixedPoint.text($0, decimals: 0) }.joined(separator: ":")
  }
}
