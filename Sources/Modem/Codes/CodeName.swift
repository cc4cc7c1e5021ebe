/// The name of a code that Heliograph knows: family, transmitted bits of a block and rate, as in `802.11n-1944-2/3` or
/// `nr-bg1-3168-2/3`.
///
/// A name is valid by construction: the code that it names exists.
public struct CodeName: Hashable, Sendable, CustomStringConvertible {
  /// Which standard a code is from.
  public enum Family: String, Hashable, Sendable, CaseIterable {
    /// IEEE 802.11n: 648, 1296 or 1944 bits, rates 1/2, 2/3, 3/4 and 5/6.
    case ieee80211n = "802.11n"
    /// IEEE 802.16e (WiMAX): 576 bits, rate 1/2.
    case ieee80216e = "802.16e"
    /// 5G NR with base graph 1: 3GPP TS 38.212, 5.3.2.
    case newRadio1 = "nr-bg1"
    /// 5G NR with base graph 2.
    case newRadio2 = "nr-bg2"
  }

  /// The standard.
  public let family: Family
  /// n, the transmitted bits of a block.
  public let length: Int
  /// k/n.
  public let rate: CodeRate

  /// k, the information bits of a block.
  public var informationLength: Int { length * rate.numerator / rate.denominator }

  /// Names a code.
  ///
  /// - Parameters:
  ///   - family: the standard.
  ///   - length: n.
  ///   - rate: k/n, where k is a whole number.
  /// - Throws: `CodeNameError` when there is no such code.
  public init(_ family: Family, length: Int, rate: CodeRate) throws(CodeNameError) {
    try self.init(family, length: length, rate: rate, text: "\(family.rawValue)-\(length)-\(rate)")
  }

  /// Reads a name.
  ///
  /// - Parameter text: as `description` writes it.
  /// - Throws: `CodeNameError`, which lists the known codes and suggests the nearest.
  public init(parsing text: String) throws(CodeNameError) {
    guard let family = Family.allCases.first(where: { text.hasPrefix($0.rawValue + "-") }) else {
      throw CodeNameError(text: text, fault: .unknown)
    }
    let parts = text.dropFirst(family.rawValue.count + 1).split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let length = Int(parts[0]), let rate = CodeRate(parts[1]) else {
      throw CodeNameError(text: text, fault: .unknown)
    }
    try self.init(family, length: length, rate: rate, text: text)
  }

  private init(_ family: Family, length: Int, rate: CodeRate, text: String) throws(CodeNameError) {
    self.family = family
    self.length = length
    self.rate = rate
    switch family {
    case .ieee80211n:
      guard IEEE80211nTables.text(length: length, rate: rate) != nil else {
        throw CodeNameError(text: text, fault: .unknown)
      }
    case .ieee80216e:
      guard length == 576, rate == .half else { throw CodeNameError(text: text, fault: .unknown) }
    case .newRadio1, .newRadio2:
      guard (length * rate.numerator).isMultiple(of: rate.denominator) else {
        throw CodeNameError(text: text, fault: .fractionalInformation(length: length, rate: rate))
      }
      do {
        _ = try NewRadioDimensions(
          family == .newRadio1 ? .one : .two, informationLength: length * rate.numerator / rate.denominator,
          length: length)
      } catch {
        throw CodeNameError(text: text, fault: .newRadio(error))
      }
    }
  }

  /// The codes of fixed dimensions; those of NR are too many to list.
  public static let listed: [CodeName] = {
    let rates = [CodeRate.half, .twoThirds, .threeQuarters, .fiveSixths]
    let wireless = [648, 1296, 1944].flatMap { length in
      rates.compactMap { try? CodeName(.ieee80211n, length: length, rate: $0) }
    }
    return wireless + [try? CodeName(.ieee80216e, length: 576, rate: .half)].compactMap(\.self)
  }()

  /// The name as it is read.
  public var description: String { "\(family.rawValue)-\(length)-\(rate)" }
}

extension CodeName: Codable {
  /// Reads the name as a string.
  public init(from decoder: any Decoder) throws {
    try self.init(parsing: try decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the name as a string.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
