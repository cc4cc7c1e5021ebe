import Quantities

/// Why a text names no code.
public struct CodeNameError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong with the name.
  public enum Fault: Hashable, Sendable {
    /// There is no such code.
    case unknown
    /// n times the rate is no whole number of bits.
    case fractionalInformation(length: Int, rate: CodeRate)
    /// The standard has no code of these dimensions.
    case newRadio(NewRadioError)
  }

  /// The name as it was found.
  public let text: String
  /// What is wrong.
  public let fault: Fault

  /// The name, what is wrong, what is known and what is nearest.
  public var description: String {
    switch fault {
    case .unknown:
      let known = CodeName.listed.map(\.description)
      let forms = "nr-bg1-LENGTH-RATE and nr-bg2-LENGTH-RATE, as in nr-bg1-3168-2/3"
      let suggestion = text.nearest(of: known + ["nr-bg1-3168-2/3", "nr-bg2-1024-1/2"])
      return "\"\(text)\" is no known code; expected \(known.joined(separator: ", ")), or \(forms)"
        + (suggestion.map { "; did you mean \($0)?" } ?? "")
    case .fractionalInformation(let length, let rate):
      let fitting = max(rate.denominator, length / rate.denominator * rate.denominator)
      return "\"\(text)\" has no whole number of information bits: \(length) bits at the rate \(rate); "
        + "choose a length that is a multiple of \(rate.denominator), for example \(fitting)"
    case .newRadio(let error):
      return "\"\(text)\" is no code of 3GPP TS 38.212: \(error)"
    }
  }
}

extension String {
  /// The candidate with the smallest edit distance; nil when every one is nearer to a rewrite than to a slip.
  fileprivate func nearest(of candidates: [String]) -> String? {
    let ranked = candidates.map { (text: $0, distance: editDistance(to: $0)) }
    guard let best = ranked.min(by: { $0.distance < $1.distance }), best.distance <= max(2, best.text.count / 3)
    else { return nil }
    return best.text
  }
}
