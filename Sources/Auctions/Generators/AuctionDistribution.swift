// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// How the goods of a made-up auction belong together, and so which packages are bid for.
///
/// The first five follow the descriptions of the Combinatorial Auction Test Suite (Leyton-Brown, Pearson, Shoham 2000,
/// doi:10.1145/352871.352879), L1 to L8 the older distributions that it collects. The auctions are not those that the
/// suite's own program makes from a seed.
public enum AuctionDistribution: String, Hashable, Sendable, CaseIterable {
  /// Goods related to each other in no particular order.
  case arbitrary
  /// Slots for departure and arrival, wanted in pairs.
  case matching
  /// Connections between cities, wanted as paths.
  case paths
  /// Plots of land, wanted next to each other.
  case regions
  /// Times of one machine, wanted in a row before a deadline.
  case scheduling
  /// Any number of goods, a price whatever the number (Sandholm 2002, doi:10.1016/S0004-3702(01)00159-X, "random").
  case l1 = "L1"
  /// Any number of goods, a price up to as many times as large ("weighted random").
  case l2 = "L2"
  /// Three goods, a price whatever they are ("uniform").
  case l3 = "L3"
  /// One good and another with probability 0.55 each time, a price up to as many times as large ("decay").
  case l4 = "L4"
  /// A normal number of goods and a normal price (Hoos, Boutilier 2000).
  case l5 = "L5"
  /// A number of goods that falls exponentially (Fujishima, Leyton-Brown, Shoham 1999).
  case l6 = "L6"
  /// Each good with probability 0.2 (the same).
  case l7 = "L7"
  /// Three goods, with a price that adds what pairs of them are worth together (de Vries, Vohra 2003,
  /// doi:10.1287/ijoc.15.3.284.16077).
  case l8 = "L8"
  /// Orbital positions along the arc in several bands, worth by coverage, bandwidth and what is near what one has.
  case orbital
}
