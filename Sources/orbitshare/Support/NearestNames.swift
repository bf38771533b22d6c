// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// The known names that are nearest to one that isn't known, for messages.
enum NearestNames {
  /// The names with the fewest edits, case apart; equals in the order given.
  ///
  /// Time: proportional to the lengths of all names times that of the one asked for.
  static func of(_ name: String, among known: [String], atMost count: Int = 3) -> [String] {
    let wanted = Array(name.lowercased().utf8.prefix(80))
    let ranked = known.enumerated().map { index, candidate -> (distance: Int, index: Int, name: String) in
      let letters = Array(candidate.lowercased().utf8.prefix(80))
      return (editDistance(wanted, letters), index, candidate)
    }
    return ranked.sorted { ($0.distance, $0.index) < ($1.distance, $1.index) }.prefix(count).map(\.name)
  }

  /// A remedy that names them.
  static func remedy(_ name: String, among known: [String]) -> String {
    let near = of(name, among: known)
    return near.isEmpty ? "there is none to name" : "did you mean \(near.map { "`\($0)`" }.joined(separator: ", "))?"
  }
}
