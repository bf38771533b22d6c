// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The known names that are nearest to one that isn't known, for messages.
enum NearestNames {
  /// The names with the fewest single-letter edits (Levenshtein distance), case apart; equals in the order given.
  ///
  /// Time: proportional to the lengths of all names times that of the one asked for.
  static func of(_ name: String, among known: [String], atMost count: Int = 3) -> [String] {
    let wanted = Array(name.lowercased().unicodeScalars.prefix(80))
    let ranked = known.enumerated().map { index, candidate -> (distance: Int, index: Int, name: String) in
      let letters = Array(candidate.lowercased().unicodeScalars.prefix(80))
      return (edits(wanted, letters), index, candidate)
    }
    return ranked.sorted { ($0.distance, $0.index) < ($1.distance, $1.index) }.prefix(count).map(\.name)
  }

  /// A remedy that names them.
  static func remedy(_ name: String, among known: [String]) -> String {
    let near = of(name, among: known)
    return near.isEmpty ? "there is none to name" : "did you mean \(near.map { "`\($0)`" }.joined(separator: ", "))?"
  }

  private static func edits(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var previous = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      for (column, other) in right.enumerated() {
        current.append(min(previous[column] + (letter == other ? 0 : 1), previous[column + 1] + 1, current[column] + 1))
      }
      previous = current
    }
    return previous[right.count]
  }
}
