// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What winners pay.
public enum PaymentRule: String, Hashable, Sendable, CaseIterable {
  /// What they bid.
  case firstPrice = "first-price"
  /// What their taking part costs the others (Vickrey 1961, Clarke 1971, Groves 1973).
  case vcg
  /// A payment vector of least revenue in the core (Day, Raghavan 2007, doi:10.1287/mnsc.1060.0707).
  case coreMinimumRevenue = "core-minimum-revenue"
  /// Of those of least revenue the one nearest to VCG (Day, Cramton 2012, doi:10.1287/opre.1110.1024).
  case coreVCGNearest = "core-vcg-nearest"
  /// Of those of least revenue the one nearest to zero (Erdil, Klemperer 2010, doi:10.1111/j.1542-4774.2010.tb00522.x).
  case coreZeroNearest = "core-zero-nearest"
  /// Of those of least revenue the one nearest to the bids.
  case coreBidNearest = "core-bid-nearest"
  /// Of those of least revenue the one whose surcharges over VCG, greatest first, are the least in lexicographic order.
  case coreLeximin = "core-leximin"
}
