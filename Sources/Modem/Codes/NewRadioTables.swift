/// The base graphs of 3GPP TS 38.212, Tables 5.3.2-2 and 5.3.2-3, one row of blocks after another: its number, a bar, and
/// for each block that is not zero `column:V₀,…,V₇`, V being the shift for the set i_LS of the lifting size.
enum NewRadioTables {
  /// The blocks of the first rows and columns of a base graph, lifted: shift V mod Z.
  static func matrix(_ dimensions: NewRadioDimensions) -> QuasiCyclicMatrix {
    let graph = dimensions.graph
    let size = dimensions.liftingSize
    guard let set = NewRadioDimensions.set(ofLiftingSize: size) else {
      preconditionFailure("\(size) is no lifting size of 3GPP TS 38.212, Table 5.3.2-1")
    }
    var rows: [[QuasiCyclicMatrix.Block]] = []
    for word in (graph == .one ? baseGraph1 : baseGraph2).split(whereSeparator: \.isWhitespace) where word != "|" {
      let parts = word.split(separator: ":")
      guard parts.count == 2, let column = Int(parts[0]) else {
        if rows.count == dimensions.rows { break }
        rows.append([])
        continue
      }
      let shifts = parts[1].split(separator: ",").compactMap { Int($0) }
      rows[rows.count - 1].append(QuasiCyclicMatrix.Block(column: column, shift: shifts[set] % size))
    }
    return QuasiCyclicMatrix(
      columns: graph.informationColumns + dimensions.rows, blockSize: size, rows: rows)
  }
}
