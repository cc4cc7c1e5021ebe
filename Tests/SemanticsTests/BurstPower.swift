import Semantics

extension SymbolBurst {
  /// The mean of |s|² over the symbols of each part. Where it is to be 1, 2·T·k squares in single precision leave a
  /// relative error of some 2⁻²⁴ each, all of them together less than 10⁻⁵.
  var partPowers: [Double] {
    var start = 0
    return parts.map { part in
      let energy = samples[start..<(start + 2 * part.symbols)].reduce(0.0) { $0 + Double($1) * Double($1) }
      start += 2 * part.symbols
      return energy / Double(part.symbols)
    }
  }
}
