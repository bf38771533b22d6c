// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Sentences on what the numbers of a welfare claim mean.
enum WelfareSentences {
  /// The unit; then, where they are known, the product of holdings and by how much another may exceed it.
  static func sentences(_ welfare: ResultsDocument.Policy.Welfare) -> [String] {
    var sentences = ["A unit is \(welfare.unit)."]
    if let product = welfare.productOfHoldings, let holders = welfare.holders {
      sentences.append(
        holders == 1
          ? "The one holding above nothing is \(product)."
          : "The product of the \(NumberText.integer(holders)) holdings above nothing is \(product).")
    }
    if let excess = welfare.excess {
      sentences.append(
        "No allocation's product with as many holders exceeds this one's by more than a factor 1 + ε, "
          + "ε = \(scientific(excess)), which covers the bound and the rounding of logarithms.")
    }
    if let excess = welfare.formulaExcess, excess > 0 {
      sentences.append(
        "In the formula itself no allocation with as many holders is better by more than \(NumberText.integer(excess)) "
          + "of these units: gains are rounded to whole ones.")
    }
    return sentences
  }

  /// `5.13e-7` as `5.13 × 10⁻⁷`, `1.20e0` as `1.20`.
  static func scientific(_ text: String) -> String {
    let parts = text.split(separator: "e")
    guard parts.count == 2, parts[1] != "0" else { return String(parts.first ?? "") }
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    let exponent = parts[1].map { $0.wholeNumberValue.map { String(digits[$0]) } ?? "⁻" }.joined()
    return "\(parts[0]) × 10\(exponent)"
  }
}
