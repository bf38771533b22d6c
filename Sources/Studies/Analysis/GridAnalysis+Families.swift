// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Reporting
import Scenarios

/// What families of rules change: the mean of their policies' differences, world by world.
extension GridAnalysis {
  /// A family with the indexes of its policies, without the reference.
  struct FamilyMembers {
    var family: Policy.Family
    var policies: [Int]
  }

  /// The families of the grid in the order of reports; none where all policies but the reference are of one.
  var families: [FamilyMembers] {
    guard let reference else { return [] }
    let members = Policy.Family.allCases.map { family in
      FamilyMembers(
        family: family,
        policies: policies.indices.filter {
          $0 != reference && analysis.families[data.grid.policies[$0]] == family
        })
    }.filter { !$0.policies.isEmpty }
    return members.count > 1 ? members : []
  }

  private static func key(_ family: Policy.Family, _ target: Int) -> [String] {
    ["family", family.rawValue, String(target)]
  }

  /// Adds a column for each family and target.
  func addFamilies(to means: inout MeanTable) {
    guard let reference else { return }
    for members in families {
      for target in reported {
        means.add(Self.key(members.family, target)) { column in
          for world in data.worlds.indices {
            let own = members.policies.map { data.numbers[$0][target][world] - data.numbers[reference][target][world] }
              .filter(\.isFinite)
            guard !own.isEmpty else { continue }
            column.add(own.reduce(0, +) / Double(own.count), block: data.blocks[world])
          }
        }
      }
    }
  }

  /// The families with what they change; policies without a number with the reference's are left out.
  func familyRecords(_ means: MeanTable) -> [StudyResults.FamilyRecord] {
    families.map { members in
      let changes = reported.compactMap { target -> StudyResults.FamilyChange? in
        let column = means.column(Self.key(members.family, target))
        let own = members.policies.compactMap { policy in
          means.column(["difference", String(policy), String(target)]).mean.map { (policy: policy, mean: $0) }
        }
        // Of equals the first in the study's order.
        guard
          let difference = means.estimate(Self.key(members.family, target)),
          let least = own.min(by: { ($0.mean, $0.policy) < ($1.mean, $1.policy) }),
          let greatest = own.max(by: { ($0.mean, -$0.policy) < ($1.mean, -$1.policy) })
        else { return nil }
        return StudyResults.FamilyChange(
          target: target, count: column.count, difference: difference, leastPolicy: policies[least.policy],
          least: least.mean, greatestPolicy: policies[greatest.policy], greatest: greatest.mean)
      }
      return StudyResults.FamilyRecord(
        id: members.family.rawValue, title: members.family.title, policies: members.policies.map { policies[$0] },
        changes: changes)
    }
  }
}
