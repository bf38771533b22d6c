// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Placeholder until the log is looked at.
struct AuctionLogChecks {
  let result: AuctionResultFiles
  let holdings: [AuctionHolding]
  func run(_ journal: inout Journal) {}
}
