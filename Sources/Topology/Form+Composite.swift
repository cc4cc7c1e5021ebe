import Offloading
import Scenario

extension Form {
  /// Two values in brackets, the smaller one first.
  static func range<Bound: Sendable & SendableMetatype>(of bound: Form<Bound>) -> Form
  where Value == ClosedRange<Bound> {
    let expected = "a list of two, the smaller first, each \(bound.expected)"
    return Form(
      expected: expected,
      read: { field, current, log in
        guard case .sequence(let items) = field.node.content, items.count == 2 else {
          log.add(field, expected: expected)
          return nil
        }
        let lower = bound.read(field.item(0, items[0]), current.lowerBound, log)
        let upper = bound.read(field.item(1, items[1]), current.upperBound, log)
        guard let lower, let upper else { return nil }
        guard lower <= upper else {
          log.add(
            at: field.node.place, key: field.path, found: "[\(bound.write(lower)), \(bound.write(upper))]",
            expected: expected, suggestion: "swap the two")
          return nil
        }
        return lower...upper
      },
      write: { "[\(bound.write($0.lowerBound)), \(bound.write($0.upperBound))]" })
  }
}

extension Form {
  /// A list of values.
  ///
  /// - Parameters:
  ///   - item: each of them.
  ///   - prototype: what each begins as.
  ///   - count: the least that will do.
  ///   - expected: what is expected, in messages.
  /// - Returns: the form.
  static func list<Item: Sendable>(
    of item: Form<Item>, from prototype: Item, atLeast count: Int, _ expected: String
  ) -> Form where Value == [Item] {
    Form(
      expected: expected,
      read: { field, _, log in
        guard case .sequence(let nodes) = field.node.content else {
          log.add(field, expected: expected)
          return nil
        }
        guard nodes.count >= count else {
          let found = nodes.isEmpty ? field.node.found : "a list of \(nodes.count)"
          log.add(at: field.node.place, key: field.path, found: found, expected: expected)
          return nil
        }
        let items = nodes.enumerated().map { index, node in
          let place = field.item(index, node)
          log.remember(place)
          return item.read(place, prototype, log)
        }
        let read = items.compactMap { $0 }
        return read.count == items.count ? read : nil
      },
      write: { "[\($0.map(item.write).joined(separator: ", "))]" })
  }
}

extension Form where Value == Preference {
  /// β between energy and latency: a number, or `dynamic`.
  static var preference: Form {
    let weight = Form<Double>.number(ScenarioLimits.shares)
    let expected = "\(weight.expected), or `dynamic`"
    return Form(
      expected: expected,
      read: { field, _, log in
        guard let text = field.node.text else {
          log.add(field, expected: expected)
          return nil
        }
        if text == "dynamic" { return .dynamic }
        if let value = Double(text), (0...1).contains(value) { return .fixed(value) }
        log.add(field, expected: expected, suggestion: Spelling.didYouMean(text, among: ["dynamic"]))
        return nil
      },
      write: { preference in
        switch preference {
        case .dynamic: "dynamic"
        case .fixed(let value): weight.write(value)
        }
      })
  }
}

extension Form where Value == Int? {
  /// A whole number within limits, or a word for "none".
  static func integer(_ limits: Limits<Int>, orNone none: String) -> Form {
    let number = Form<Int>.integer(limits)
    let expected = "\(number.expected), or `\(none)`"
    return Form(
      expected: expected,
      read: { field, _, log in
        guard let text = field.node.text else {
          log.add(field, expected: expected)
          return nil
        }
        if text == none { return .some(nil) }
        if let value = Int(text), limits.contains(value) { return value }
        log.add(field, expected: expected, suggestion: Spelling.didYouMean(text, among: [none]))
        return nil
      },
      write: { $0.map(number.write) ?? none })
  }
}

extension Form where Value == SlotSchedule {
  /// A number of slots, `unlimited`, or a mapping with the realtime clock's settings.
  static var slots: Form {
    let count = Form<Int?>.integer(ScenarioLimits.slotCounts, orNone: "unlimited")
    let expected = "\(count.expected), or a mapping with `count`, `duration` and `scale`"
    return Form(
      expected: expected,
      read: { field, current, log in
        if case .mapping = field.node.content { return Schema.slots.read(field, over: current, log: log) }
        guard case .scalar = field.node.content else {
          log.add(field, expected: expected)
          return nil
        }
        guard let value = count.read(field, current.count, log) else { return nil }
        return SlotSchedule(count: value, duration: current.duration, scale: current.scale)
      },
      write: { Schema.slots.write($0) })
  }
}

extension Form where Value == BatteryConfiguration.Charge {
  /// How full the battery is at the start: a fraction, or two between which it is drawn.
  static var charge: Form {
    let fraction = Form<Double>.number(ScenarioLimits.shares)
    let range = Form<ClosedRange<Double>>.range(of: fraction)
    let expected = "\(fraction.expected), or a list of two between which it is drawn"
    return Form(
      expected: expected,
      read: { field, _, log in
        switch field.node.content {
        case .sequence:
          return range.read(field, 0...1, log).map { Self.charge(from: $0.lowerBound, to: $0.upperBound) }
        case .scalar(let text):
          guard let value = Double(text), (0...1).contains(value) else { break }
          return Self.charge(from: value, to: value)
        case .mapping: break
        }
        log.add(field, expected: expected)
        return nil
      },
      write: { charge in
        switch charge {
        case .full: "1"
        case .uniform(let minimum, let maximum):
          minimum == maximum ? fraction.write(minimum) : range.write(minimum...maximum)
        }
      })
  }

  private static func charge(from minimum: Double, to maximum: Double) -> BatteryConfiguration.Charge {
    minimum == 1 ? .full : .uniform(minimum: minimum, maximum: maximum)
  }
}
