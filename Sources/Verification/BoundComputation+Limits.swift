// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Rows that come from the policy: caps, minimums, quotas, and requests that stay granted.
extension BoundComputation {
  /// Σ counts ≤ amount − what earlier runs granted; at least likewise, with the signs turned.
  mutating func addLimits(_ rows: [Multipliers.Limited]) {
    for row in rows {
      let limitation = context.rules.limitations.first { row.kinds.contains($0.kind) && $0.number == row.number }
      let words = row.kinds.map(\.rawValue).joined(separator: " or ")
      guard let limitation else {
        problems.append("has a row for \(words) \(row.number), which the policy lacks")
        continue
      }
      guard let amount = limitation.amounts[row.subject] else {
        problems.append("has a row for \(limitation.text) of `\(row.subject)`, whom it doesn't count")
        continue
      }
      guard limitation.isUpper || context.run == context.rules.lastObjective else {
        problems.append("has a row for \(limitation.text), which only the last stage that maximises must reach")
        continue
      }
      let standing = limitation.totals(of: context.fixedRequests)[row.subject] ?? 0
      if limitation.isUpper {
        rightHandSide.add(row.multiplier, times: amount - standing)
      } else {
        rightHandSide.subtract(row.multiplier, times: amount - standing)
      }
      for request in context.competing where limitation.subjects[request] == row.subject {
        if limitation.isUpper {
          ofRequest[request].subtract(limitation.counts[request], times: row.multiplier)
        } else {
          ofRequest[request].add(limitation.counts[request], times: row.multiplier)
        }
      }
    }
  }

  /// −Σ columns ≤ −1 for a request that an ordering before granted.
  mutating func addKept(_ rows: [Multipliers.Named]) {
    for row in rows {
      guard let request = docket.index(of: row.name), context.kept.contains(request) else {
        problems.append("keeps `\(row.name)` granted, which no ordering before the stage granted")
        continue
      }
      rightHandSide.subtract(1, times: row.multiplier)
      ofRequest[request].add(Int128(row.multiplier))
    }
  }
}
