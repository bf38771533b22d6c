// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// An arc as long as one required separation, and the longitudes in use within it: each two of them are too close.
public struct SeparationWindow: Hashable, Sendable {
  /// Western end in thousandths of a degree; the window holds what lies less than one separation east of it.
  public var from: Int
  /// The longitudes within it, going east.
  public var longitudes: [Int]

  /// The windows that no other window contains.
  ///
  /// Every two longitudes closer than the separation are together in at least one of them, across ±180° too: the window
  /// that begins at the western one of the two holds both. Separations go up to 90°, so that within a window the shorter
  /// way between two longitudes is never the one that leads out of it.
  ///
  /// - Parameters:
  ///   - longitudes: distinct, −180,000 < λ ≤ 180,000, ascending, in thousandths of a degree.
  ///   - separationMilliDegrees: above 0, in thousandths of a degree.
  /// - Complexity: linear in the number of longitudes and the sizes of the windows.
  public static func maximal(longitudes: [Int], separationMilliDegrees: Int) -> [SeparationWindow] {
    let count = longitudes.count
    guard count > 0 else { return [] }
    var ends: [Int] = []
    var end = 0
    for start in 0..<count {
      end = max(end, start)
      while end + 1 < start + count,
        Circle.eastward(from: longitudes[start], to: longitudes[(end + 1) % count]) < separationMilliDegrees
      {
        end += 1
      }
      ends.append(end)
    }
    var windows: [SeparationWindow] = []
    for start in 0..<count {
      // A window that ends where its western neighbour ends is part of it; the first one's neighbour is the last, one turn on.
      let previousEnd = start == 0 ? ends[count - 1] - count : ends[start - 1]
      if count > 1, ends[start] == previousEnd { continue }
      windows.append(
        SeparationWindow(from: longitudes[start], longitudes: (start...ends[start]).map { longitudes[$0 % count] }))
    }
    return windows
  }
}
