// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Groups of a partition by policy, as figure and table show them.
enum GroupTable {
  /// One group under all policies.
  struct Row {
    /// The name in the document.
    var name: String
    /// The part of the administrations, where the name is one.
    var partition: ResultsDocument.Administration.Partition?
    /// The name for people.
    var title: String
    /// How many administrations it has.
    var members: Int
    /// What each policy gives it; nil where the policy doesn't have the group.
    var cells: [ResultsDocument.Policy.Decomposition.Group?]
  }

  /// The groups in the order in which the policies list them; groups without members are left out.
  static func rows(_ digest: Digest, basis: Digest.Basis) -> [Row] {
    let groups = digest.policies.map { policy in
      policy.decompositions.first { $0.population == basis.population && $0.entitlement == basis.entitlement }?.groups
        ?? []
    }
    var names: [String] = []
    for group in groups.joined() where !names.contains(group.group) { names.append(group.group) }
    return names.compactMap { name in
      let cells = groups.map { list in list.first { $0.group == name } }
      let members = cells.compactMap { $0?.members }.max() ?? 0
      guard members > 0 else { return nil }
      let partition = ResultsDocument.Administration.Partition(rawValue: name)
      return Row(
        name: name, partition: partition, title: partition.map(Palette.name) ?? name, members: members, cells: cells)
    }
  }
}
