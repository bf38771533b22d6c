// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Holds the factor β of a lottery of simultaneous eating against its portfolio, whatever the shares are.
///
/// The probability of granting a request at a place is β times the share of it that is eaten. Shares of a request add up to
/// at most 1 and have a common denominator of at most 10⁹. With weights W over the denominator D of the portfolio and
/// β = p ÷ q, the share is x = W·q ÷ (p·D). That these are the shares of simultaneous eating, and β so the factor
/// that it says to be, is for ``EatingChecks``, where shares can be worked out again; that no β is greater is not.
struct ShareFactorChecks {
  let lottery: LotteryCertificate

  /// The greatest common denominator of shares.
  private static let denominatorLimit = Int128(1_000_000_000)

  /// A request at a place.
  private struct Place: Hashable {
    var network: String
    var position: Int
  }

  /// What is wrong with the factor and what was expected, one finding at most; none where it is as it can be.
  func problem() -> (String, String)? {
    guard let factor = lottery.shareFactor else {
      return ("has no share_factor", "that of the shares that are eaten")
    }
    let (p, q) = (Int128(factor.numerator), Int128(factor.denominator))
    let text = "has the share_factor \(p)/\(q)"
    guard q >= 1, p >= 0, p <= q, Self.divisor(p, q) == 1 else {
      return (text, "a fraction in lowest terms, from 0 to 1")
    }
    let (ofRequests, ofPlaces) = weights()
    guard p > 0 else { return ofPlaces.isEmpty ? nil : (text, "more than 0, since the portfolio grants something") }
    // Weights and denominators have 64 bits each, so that products of two fit.
    let whole = p * Int128(lottery.denominator)
    if let network = ofRequests.keys.sorted().first(where: { Int128(ofRequests[$0] ?? 0) * q > whole }) {
      return (text, "one by which `\(network)` has no share above 1: it is granted \(ofRequests[network] ?? 0) times")
    }
    var common = Int128(1)
    for weight in Set(ofPlaces.values).sorted() {
      let denominator = whole / Self.divisor(Int128(weight) * q, whole)
      guard denominator <= Self.denominatorLimit else { return (text, Self.tooFine) }
      common = common / Self.divisor(common, denominator) * denominator
      guard common <= Self.denominatorLimit else { return (text, Self.tooFine) }
    }
    return nil
  }

  private static let tooFine = "one by which shares have a common denominator of at most 10⁹"

  /// The weights that grant each request, and each request at each place.
  private func weights() -> ([String: Int], [Place: Int]) {
    var ofRequests: [String: Int] = [:]
    var ofPlaces: [Place: Int] = [:]
    for entry in lottery.portfolio {
      // What adds up to more than 64 bits has been reported: weights add up to the denominator.
      for grant in entry.grants {
        ofRequests[grant.network, default: 0] &+= entry.weight
        ofPlaces[Place(network: grant.network, position: grant.position), default: 0] &+= entry.weight
      }
    }
    return (ofRequests, ofPlaces)
  }

  private static func divisor(_ first: Int128, _ second: Int128) -> Int128 {
    var (left, right) = (first, second)
    while right != 0 { (left, right) = (right, left % right) }
    return max(1, left)
  }
}
