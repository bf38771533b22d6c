// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later
import SeededNumbers
import Testing

@testable import Fairness

@Suite("Envy between bundles of items")
struct ItemBundlesTests {
  typealias Envy = ItemBundles.Envy

  @Test("Two items against one: EF1, and EFX only where all are worth the same")
  func threeItems() throws {
    let even = try #require(ItemBundles(values: [[1, 1, 1], [1, 1, 1]], bundles: [[0, 1], [2]]))
    #expect(even.envies == [Envy(envious: 1, envied: 0)])
    #expect(even.ef1Violations.isEmpty && even.efxViolations.isEmpty && even.efxZeroViolations.isEmpty)
    let uneven = try #require(ItemBundles(values: [[1, 1, 1], [2, 1, 1]], bundles: [[0, 1], [2]]))
    #expect(uneven.ef1Violations.isEmpty)
    #expect(uneven.efxViolations == [Envy(envious: 1, envied: 0)])
  }

  @Test("An item that is worth nothing to the envious counts for EFX₀ alone")
  func worthlessItem() throws {
    let bundles = try #require(ItemBundles(values: [[3, 5], [4, 0]], bundles: [[0, 1], []]))
    #expect(bundles.efxViolations.isEmpty)
    #expect(bundles.efxZeroViolations == [Envy(envious: 1, envied: 0)])
  }

  @Test("With two items that clash, the greatest Nash welfare leaves an envy of more than one item")
  func nashWithConflicts() throws {
    let bundles = try #require(
      ItemBundles(values: [[10, 5, 8, 1, 2, 9], [6, 1, 9, 6, 8, 9]], bundles: [[0, 1, 2, 5], [3, 4]]))
    #expect(bundles.ef1Violations == [Envy(envious: 1, envied: 0)])
  }

  @Test("Turns and dictators of three with six items")
  func turns() throws {
    let values = [[8, 7, 6, 5, 4, 3], [8, 7, 6, 5, 4, 3], [3, 4, 5, 6, 7, 8]]
    // Round robin 14, 12, 15; in both directions 13, 13, 15; one after another 33, 0, 0.
    let cases: [([[Int]], [Int], [Int])] = [
      ([[0, 2], [1, 3], [5, 4]], [14, 12, 15], [0, 2, 0]), ([[0, 3], [1, 2], [5, 4]], [13, 13, 15], [0, 0, 0]),
      ([[0, 1, 2, 3, 4, 5], [], []], [33, 0, 0], [0, 33, 33]),
    ]
    for (held, worths, envies) in cases {
      let bundles = try #require(ItemBundles(values: values, bundles: held))
      #expect(held.indices.map { bundles.worth(held[$0], to: $0) } == worths)
      let greatest = held.indices.map { holder in
        (held.map { bundles.worth($0, to: holder) }.max() ?? 0) - worths[holder]
      }
      #expect(greatest == envies)
      #expect(Set(bundles.envies.map(\.envious)) == Set(envies.indices.filter { envies[$0] > 0 }))
      #expect(bundles.ef1Violations.isEmpty == (worths != [33, 0, 0]))
    }
  }

  @Test("What is not bundles is refused")
  func refusals() {
    #expect(ItemBundles(values: [[1, 1], [1]], bundles: [[0], []]) == nil)
    #expect(ItemBundles(values: [[1, 1], [1, 1]], bundles: [[0], [0]]) == nil)
    #expect(ItemBundles(values: [[1, 1], [1, 1]], bundles: [[0], [2]]) == nil)
    #expect(ItemBundles(values: [[1, 1], [1, 1]], bundles: [[0]]) == nil)
    #expect(ItemBundles(values: [[1, -1]], bundles: [[0]]) == nil)
    #expect(ItemBundles(values: [[1]], bundles: [[0]], entitlements: [0]) == nil)
    #expect(ItemBundles(values: [[1 << 60, 1]], bundles: [[0]]) == nil)
  }

  @Test("Properties imply each other, and are those of units where all items are worth 1")
  func implications() throws {
    var generator = SplitMix64(seed: 35)
    var (withoutEFX, withoutEF1) = (0, 0)
    for round in 0..<2_000 {
      let (count, items) = (2 + generator.next(below: 3), 1 + generator.next(below: 7))
      let isUnit = round % 4 == 0
      let values = (0..<count).map { _ in (0..<items).map { _ in isUnit ? 1 : generator.next(below: 6) } }
      var held = Array(repeating: [Int](), count: count)
      for item in 0..<items { held[generator.next(below: count)].append(item) }
      let entitlements = (0..<count).map { _ in 1 + generator.next(below: 4) }
      let bundles = try #require(ItemBundles(values: values, bundles: held, entitlements: entitlements))
      let (ef, ef1) = (Set(bundles.envies), Set(bundles.ef1Violations))
      let (efx, efxZero) = (Set(bundles.efxViolations), Set(bundles.efxZeroViolations))
      #expect(ef1.isSubset(of: efx) && efx.isSubset(of: efxZero) && efxZero.isSubset(of: ef))
      withoutEFX += efx.isEmpty ? 0 : 1
      withoutEF1 += ef1.isEmpty ? 0 : 1
      if isUnit {
        let units = IdenticalUnits(try Holdings(held.map(\.count), entitlements: entitlements))
        #expect(bundles.envies == units.envies)
        for pairs in [
          bundles.ef1Violations, bundles.efxViolations, bundles.efxZeroViolations, bundles.eqxViolations,
        ] { #expect(pairs == units.wef1Violations) }
      }
    }
    #expect(withoutEFX > withoutEF1 && withoutEF1 > 100)
  }
}
