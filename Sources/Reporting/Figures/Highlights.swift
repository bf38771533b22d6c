// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Which policies a figure with a curve for each sets apart where there are too many to tell their curves apart.
///
/// The policy of reference, `most-served` and `leximin`, then at most three more: of the main measures in turn the policy
/// that is best by each, the first of several. Main measures are the channels granted, the Gini coefficient, the share with
/// nothing, the least parity ratio and the parity of the least developed countries.
struct Highlights {
  /// Indexes of the policies set apart: the one of reference first.
  let policies: [Int]
  /// Whether they are all there are.
  let isEverything: Bool

  private static let named = ["most-served", "leximin"]
  private static let most = 3

  init(_ digest: Digest) {
    guard digest.isCrowded else {
      policies = Array(digest.policies.indices)
      isEverything = true
      return
    }
    var chosen = digest.reference.map { [$0] } ?? []
    func add(_ index: Int?) {
      if let index, !chosen.contains(index) { chosen.append(index) }
    }
    for id in Self.named { add(digest.policies.firstIndex { $0.id == id }) }
    let room = chosen.count + Self.most
    for measure in [
      Best(id: "granted_channels", isLowest: false), Best(id: "gini"), Best(id: "share_with_nothing"),
      Best(id: "min_ratio", isLowest: false), Best(id: "parity_ratio", group: "LDC", isLowest: false),
    ] where chosen.count < room { add(measure.policy(digest)) }
    policies = chosen
    isEverything = false
  }

  /// The line of a policy; nil where it is one of the grey ones.
  func style(_ index: Int, _ digest: Digest) -> SVG.Style? {
    if isEverything { return LorenzFigure.style(index, digest) }
    return policies.firstIndex(of: index).map { Palette.line($0) }
  }

  /// The line of policies that aren't set apart.
  static let quiet = SVG.Style.line("#b5b5b5", width: 0.8)

  /// A measure to be best by.
  private struct Best {
    var id: String
    var group = "all"
    var isLowest = true

    func policy(_ digest: Digest) -> Int? {
      var best: (index: Int, value: Double)?
      for index in digest.policies.indices where digest.policies[index].counts.granted > 0 {
        guard let value = digest.measure(id, policy: index, group: group)?.value else { continue }
        if best.map({ isLowest ? value < $0.value : value > $0.value }) ?? true { best = (index, value) }
      }
      return best?.index
    }
  }
}
