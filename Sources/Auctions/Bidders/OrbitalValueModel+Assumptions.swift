// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension OrbitalValueModel {
  /// What the values rest on, one sentence a factor, for reports.
  ///
  /// - Parameter currency: in which money is written.
  public func assumptions(currency: Currency) -> [String] {
    let bands = parameters.megahertzByBand.keys.sorted()
      .map { "\($0) \(parameters.megahertzByBand[$0] ?? 0) MHz" }.joined(separator: ", ")
    func percent(_ thousandths: Int) -> String {
      thousandths % 10 == 0 ? "\(thousandths / 10) %" : "\(thousandths / 10).\(thousandths % 10) %"
    }
    func degrees(_ milliDegrees: Int) -> String { Currency(code: "", decimals: 3).text(milliDegrees) + "°" }
    return [
      "Bandwidth: \(bands); other bands \(parameters.otherMegahertz) MHz. Assumed.",
      "Price: \(currency.text(parameters.valueOfMegahertz)) \(currency.code) for a megahertz. Assumed.",
      "Quality of a lot: from \(percent(parameters.quality.lowerBound)) to \(percent(parameters.quality.upperBound)), "
        + "the same for all bidders, drawn with seed \(world.seed) of the world.",
      "Coverage: the share of a bidder's points that see the position at an elevation of "
        + "\(degrees(CoverageTable.elevationMilliDegrees)) or more; every point counts the same, whoever lives there.",
      "Incumbency: \(percent(parameters.incumbencyThousandths)) more within "
        + "\(degrees(parameters.incumbencyReachMilliDegrees)) of a satellite that the bidder has. Assumed.",
      "Common satellite: \(percent(parameters.colocationThousandths)) more for each further lot at one position. Assumed.",
      "Launch: \(percent(parameters.discountPerYearThousandths)) less for every year until then, nothing after the date by "
        + "which the lot must be in use; between \(parameters.launchDays.lowerBound) and "
        + "\(parameters.launchDays.upperBound) days where no date is given, drawn with seed \(privately.seed) of the bidders.",
      "Taste: from \(percent(parameters.taste.lowerBound)) to \(percent(parameters.taste.upperBound)), for each bidder and "
        + "lot, drawn with seed \(privately.seed) of the bidders.",
    ]
  }
}
