// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Allocation
@testable import Coordination

/// Blocks of channels on the line and on the closed circle.
@Suite struct ChannelAssignmentTests {
  private func blocks(_ longitudes: [Int], separation: Int, blocks: Int) -> [Int]? {
    ChannelAssignment(separationMilliDegrees: separation, blocks: blocks)
      .blocks(for: longitudes.enumerated().map { .init(request: $0, longitudeMilliDegrees: $1) })
  }

  private func isProper(_ blocks: [Int], _ longitudes: [Int], _ separation: Int, _ count: Int) -> Bool {
    guard blocks.count == longitudes.count, blocks.allSatisfy({ (0..<count).contains($0) }) else { return false }
    for left in longitudes.indices {
      for right in longitudes.indices where left < right && blocks[left] == blocks[right] {
        let difference = abs(longitudes[left] - longitudes[right])
        if min(difference, 360_000 - difference) < separation { return false }
      }
    }
    return true
  }

  private func exists(_ longitudes: [Int], _ separation: Int, _ count: Int) -> Bool {
    var assigned = [Int](repeating: 0, count: longitudes.count)
    func place(_ index: Int) -> Bool {
      guard index < longitudes.count else { return true }
      for block in 0..<count {
        let isFree = (0..<index).allSatisfy { other in
          let difference = abs(longitudes[other] - longitudes[index])
          return assigned[other] != block || min(difference, 360_000 - difference) >= separation
        }
        assigned[index] = block
        if isFree, place(index + 1) { return true }
      }
      return false
    }
    return place(0)
  }

  @Test func oddRingsNeedAThirdBlock() throws {
    let five = [0, 72_000, 144_000, -144_000, -72_000]
    #expect(blocks(five, separation: 72_000, blocks: 1) != nil)
    #expect(blocks(five, separation: 72_001, blocks: 1) == nil)
    #expect(blocks(five, separation: 72_001, blocks: 2) == nil)
    let found = try #require(blocks(five, separation: 72_001, blocks: 3))
    #expect(isProper(found, five, 72_001, 3))
    let six = [0, 60_000, 120_000, 180_000, -120_000, -60_000]
    let alternating = try #require(blocks(six, separation: 60_001, blocks: 2))
    #expect(isProper(alternating, six, 60_001, 2))
    // Nine networks, each too close to two on either side: three blocks repeat, and eight would not.
    let nine = (0..<9).map { Circle.normalised($0 * 40_000) }
    #expect(blocks(nine, separation: 80_001, blocks: 3) != nil)
    let eight = (0..<8).map { Circle.normalised($0 * 45_000) }
    #expect(blocks(eight, separation: 90_001, blocks: 3) == nil)
    #expect(blocks(eight, separation: 90_001, blocks: 4) != nil)
  }

  @Test func theLeastOfCases() {
    #expect(blocks([], separation: 1_000, blocks: 0) == [])
    #expect(blocks([5], separation: 1_000, blocks: 0) == nil)
    #expect(blocks([5], separation: 1_000, blocks: 1) == [0])
    #expect(blocks([5, 5], separation: 1_000, blocks: 1) == nil)
    #expect(blocks([180_000, -179_500], separation: 500, blocks: 1) == [0, 0])
    #expect(blocks([180_000, -179_500], separation: 501, blocks: 1) == nil)
  }

  @Test func agreesWithEnumerationOnTheCircle() throws {
    var possible = 0
    for seed in 0..<1_500 {
      var lots = Lots(seed)
      let step = lots.one(of: [24_000, 30_000, 36_000, 40_000, 45_000, 60_000, 72_000])
      let longitudes = (0..<(3 + lots.below(6))).map { _ in Circle.normalised(lots.below(360_000 / step) * step) }
      let separation = lots.one(of: [step + 1, 2 * step, 2 * step + 1, 90_000])
      let count = 1 + lots.below(4)
      let found = blocks(longitudes, separation: separation, blocks: count)
      #expect((found != nil) == exists(longitudes, separation, count), "seed \(seed)")
      if let found {
        #expect(isProper(found, longitudes, separation, count), "seed \(seed)")
        possible += 1
      }
    }
    #expect(possible > 300 && possible < 1_200)
  }

  /// On a line as many blocks as networks within any one window always suffice.
  @Test func onALineTheWindowsSuffice() {
    for seed in 0..<300 {
      var lots = Lots(seed)
      let longitudes = (0..<30).map { _ in lots.below(120) * 500 - 30_000 }
      let separation = 500 * (1 + lots.below(8))
      let most = longitudes.map { west in longitudes.filter { $0 >= west && $0 < west + separation }.count }.max() ?? 0
      #expect(blocks(longitudes, separation: separation, blocks: most) != nil, "seed \(seed)")
    }
  }
}
