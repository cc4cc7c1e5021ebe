extension CodeName {
  /// The blocks of the parity-check matrix.
  var matrix: QuasiCyclicMatrix {
    switch family {
    case .ieee80211n:
      guard let text = IEEE80211nTables.text(length: length, rate: rate) else {
        preconditionFailure("\(self) is no code of IEEE 802.11n")
      }
      return QuasiCyclicMatrix(text, blockSize: length / 24)
    case .ieee80216e:
      return QuasiCyclicMatrix(Self.ieee80216e, blockSize: length / 24)
    case .newRadio1, .newRadio2:
      return NewRadioTables.matrix(newRadioDimensions)
    }
  }

  /// The dimensions of a code of NR.
  var newRadioDimensions: NewRadioDimensions {
    do {
      return try NewRadioDimensions(
        family == .newRadio1 ? .one : .two, informationLength: informationLength, length: length)
    } catch {
      preconditionFailure("\(self) was checked when it was named: \(error)")
    }
  }

  /// IEEE 802.16e-2005, 8.4.9.2.5.1, rate 1/2, the shifts for blocks of 96 scaled to blocks of 24: ⌊24p/96⌋.
  private static let ieee80216e = """
    - 23 18 - - - - - 13 20 - - 1 0 - - - - - - - - - -
    - 6 - - - 5 19 2 - - - 3 - 0 0 - - - - - - - - -
    - - - 6 5 20 - 8 - - - 0 - - 0 0 - - - - - - - -
    15 - 11 - - - - - 16 6 - - - - - 0 0 - - - - - - -
    - - 9 - - - 21 - - 10 18 - - - - - 0 0 - - - - - -
    - - - - 11 10 - 20 - - - 19 0 - - - - 0 0 - - - - -
    - - 23 13 - - - - - 3 4 - - - - - - - 0 0 - - - -
    - 2 18 - - - 0 - - 11 - - - - - - - - - 0 0 - - -
    3 - - - 20 6 - 10 - - - 12 - - - - - - - - 0 0 - -
    - - - - - 23 - 14 - - 17 18 - - - - - - - - - 0 0 -
    - - 1 16 - - - - 9 12 - - - - - - - - - - - - 0 0
    10 - - - - 16 - 10 - - - 6 1 - - - - - - - - - - 0
    """
}
