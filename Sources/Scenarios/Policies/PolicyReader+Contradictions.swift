// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension PolicyReader {
  /// Whether whoever a minimum speaks of is also under the cap.
  private static func covers(_ cap: Policy.LimitScope, _ minimum: Policy.LimitScope) -> Bool {
    if case .eachAdministration = minimum, cap == .eachAdministration(.all) { return true }
    return cap == minimum
  }

  /// Constraints that no allocation can keep, or that take back what another gives, as far as the file alone shows it.
  func checkContradictions(_ constraints: Policy.Constraints, _ section: YAMLReader.Section) {
    for minimum in constraints.limits where minimum.kind == .minimum {
      for cap in constraints.limits
      where cap.kind == .cap && cap.quantity == minimum.quantity && Self.covers(cap.scope, minimum.scope) {
        guard minimum.amount > cap.amount else { continue }
        reader.report(
          section, "minimum",
          problem: "\(minimum.amount) \(minimum.quantity.rawValue) at least, and the cap allows \(cap.amount)",
          remedy: "write a minimum of at most \(cap.amount), or raise the cap")
      }
    }
    for (index, limit) in constraints.limits.enumerated() {
      guard
        constraints.limits[..<index].contains(where: {
          $0.kind == limit.kind && $0.scope == limit.scope && $0.quantity == limit.quantity
        })
      else { continue }
      reader.report(
        section, limit.kind.rawValue, problem: "stands twice for \(limit.quantity.rawValue) of the same holders",
        remedy: "keep one of them")
    }
    var reserved = 0
    for aside in constraints.setAsides {
      if case .sectors(_, let share, _) = aside.extent { reserved += share }
    }
    if reserved > 1_000 {
      reader.report(
        section, "set_aside", problem: "\(Thousandths.text(reserved)) of every sector is set aside, more than there is",
        remedy: "write shares that add up to at most 1")
    }
    for (index, one) in constraints.setAsides.enumerated() {
      guard case .sectors(_, _, let sector) = one.extent else { continue }
      for other in constraints.setAsides[..<index] {
        guard case .sectors(_, _, let width) = other.extent, sector != width else { continue }
        reader.report(
          section, "set_aside", problem: "has sectors of two widths", remedy: "write the same `sector_degrees` for each"
        )
      }
    }
    for (index, one) in constraints.quotas.enumerated()
    where constraints.quotas[..<index].contains(where: { $0.entitlement == one.entitlement }) {
      reader.report(
        section, "quota", problem: "stands twice for `\(one.entitlement.identifier)`", remedy: "keep one of them")
    }
    for (index, one) in constraints.fairness.enumerated()
    where constraints.fairness[..<index].contains(where: { $0.kind == one.kind && $0.entitlement == one.entitlement }) {
      reader.report(
        section, "fairness", problem: "`\(one.kind.rawValue)` stands twice for `\(one.entitlement.identifier)`",
        remedy: "keep one of them")
    }
  }
}
