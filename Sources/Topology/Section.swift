/// One key of a mapping, bound to the property that it sets.
struct Entry<Root>: Sendable {
  let name: String
  /// What is expected as its value.
  let expected: String
  /// What it means.
  let summary: String
  let isRequired: Bool
  let read: @Sendable (_ root: inout Root, _ field: Field, _ log: FaultLog) -> Void
  /// The value in YAML, or nil when the key is better left out.
  let write: @Sendable (_ root: Root) -> String?

  init(
    name: String, expected: String, summary: String, isRequired: Bool = false,
    read: @escaping @Sendable (inout Root, Field, FaultLog) -> Void, write: @escaping @Sendable (Root) -> String?
  ) {
    self.name = name
    self.expected = expected
    self.summary = summary
    self.isRequired = isRequired
    self.read = read
    self.write = write
  }

  /// A key whose value has a form and sets one property.
  init<Value>(
    _ name: String, _ property: any WritableKeyPath<Root, Value> & Sendable, _ form: Form<Value>,
    isRequired: Bool = false, _ summary: String
  ) {
    self.init(
      name: name, expected: form.expected, summary: summary, isRequired: isRequired,
      read: { root, field, log in
        if let value = form.read(field, root[keyPath: property], log) { root[keyPath: property] = value }
      },
      write: { form.write($0[keyPath: property]) })
  }

  /// A key that may be left out, and then says nothing.
  ///
  /// - Parameters:
  ///   - name: the key.
  ///   - property: what it sets.
  ///   - form: how its value is written.
  ///   - current: what a value begins as.
  ///   - summary: what it means.
  init<Value: Sendable>(
    _ name: String, _ property: any WritableKeyPath<Root, Value?> & Sendable, _ form: Form<Value>, from current: Value,
    _ summary: String
  ) {
    self.init(
      name: name, expected: form.expected, summary: summary,
      read: { root, field, log in
        if let value = form.read(field, current, log) { root[keyPath: property] = value }
      },
      write: { $0[keyPath: property].map(form.write) })
  }

  /// The same key for a structure that holds a `Root`.
  func within<Outer>(_ property: any WritableKeyPath<Outer, Root> & Sendable) -> Entry<Outer> {
    Entry<Outer>(
      name: name, expected: expected, summary: summary, isRequired: isRequired,
      read: { outer, field, log in read(&outer[keyPath: property], field, log) },
      write: { write($0[keyPath: property]) })
  }
}

/// A mapping: the keys that it may have. The same table reads files, writes them and makes the manual.
struct Section<Root>: Sendable {
  let entries: [Entry<Root>]

  init(_ entries: [Entry<Root>]) { self.entries = entries }

  /// Reads a mapping over what holds while nothing is written.
  ///
  /// - Parameters:
  ///   - field: the mapping.
  ///   - current: the values of keys that are not written.
  ///   - log: takes the faults; a faulty key leaves its current value.
  /// - Returns: the values; nil when the field is no mapping.
  func read(_ field: Field, over current: Root, log: FaultLog) -> Root? {
    guard case .mapping(let pairs) = field.node.content else {
      log.add(field, expected: "a mapping with keys like \(Spelling.list(Array(entries.prefix(3).map(\.name))))")
      return nil
    }
    let names = entries.map(\.name)
    for pair in pairs where !names.contains(pair.key) {
      let known = "one of " + names.map { "`\($0)`" }.joined(separator: ", ")
      log.add(
        at: pair.keyPlace, key: field.child(pair.key, pair.value).path, found: "the unknown key `\(pair.key)`",
        expected: known, suggestion: Spelling.didYouMean(pair.key, among: names))
    }
    var root = current
    for entry in entries {
      guard let pair = pairs.first(where: { $0.key == entry.name }) else {
        if entry.isRequired {
          log.add(
            at: field.node.place, key: field.child(entry.name, field.node).path, found: "no key `\(entry.name)`",
            expected: entry.expected, suggestion: "add `\(entry.name): …`")
        }
        continue
      }
      let child = field.child(pair.key, pair.value)
      log.remember(child)
      entry.read(&root, child, log)
    }
    return root
  }

  /// Writes a mapping in YAML's flow style.
  func write(_ root: Root) -> String {
    let pairs = entries.compactMap { entry in entry.write(root).map { "\(entry.name): \($0)" } }
    return "{ \(pairs.joined(separator: ", ")) }"
  }

  /// The mapping as the form of a value.
  func form(_ expected: String) -> Form<Root> {
    Form(expected: expected, read: { field, current, log in read(field, over: current, log: log) }, write: write)
  }
}
