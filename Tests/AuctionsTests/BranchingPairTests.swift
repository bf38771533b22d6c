// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GLPKSolver
import Testing

@testable import Auctions

/// Bidders with many alternatives, where the search branches on whether a bidder gets a lot.
@Suite struct BranchingPairTests {
  /// Any three of some lots to each of three bidders, with amounts that make ties.
  private func auction(seed: Int) -> Auction {
    var numbers = DrawnNumbers(seed: seed)
    let lots = 7
    var auction = Auction.grid(Array(repeating: Array(repeating: 0, count: lots), count: 3))
    for bidder in 0..<3 {
      let first = auction.bids.count
      for one in 0..<lots {
        for two in (one + 1)..<lots {
          for three in (two + 1)..<lots {
            auction.bids.append(
              Bid(
                identifier: "\(bidder)/\(auction.bids.count)", bidder: bidder,
                package: [one, two, three].map { LotQuantity(lot: $0) }, amount: 20 + numbers.next(0...9)))
          }
        }
      }
      auction.exclusions.append(Array(first..<auction.bids.count))
    }
    return auction
  }

  /// The most that any two or fewer of the bids are worth: three don't fit into seven lots.
  private func best(_ auction: Auction) -> (value: Int, first: [Int], count: Int) {
    var best = (value: 0, first: [Int](), count: 0)
    for one in auction.bids.indices {
      for two in auction.bids.indices where two > one && auction.bids[one].bidder != auction.bids[two].bidder {
        let lots = Set(auction.bids[one].package.map(\.lot)).union(auction.bids[two].package.map(\.lot))
        guard lots.count == 6 else { continue }
        let value = auction.bids[one].amount + auction.bids[two].amount
        if value == best.value { best.count += 1 }
        if value > best.value { best = (value, [one, two], 1) }
      }
    }
    return best
  }

  @Test(arguments: 0..<30) func winnersAreThoseOfEnumeration(seed: Int) throws {
    let auction = auction(seed: seed)
    let truth = best(auction)
    let problem = try WinnerProblem(auction: auction)
    let parts = try ProblemReduction(problem).programs()
    #expect(parts.count == 1 && parts.allSatisfy { BranchSearch($0).hasManyAlternatives })
    let found = try WinnerDetermination(solver: GLPKSolver()).solve(problem)
    #expect(found.isOptimal && found.value == truth.value && found.offers == truth.first)
    #expect(found.uniqueness == (truth.count == 1 ? .unique : .several))
  }

  /// Lots 0 and 1 go to the first bidder with 0.7: its alternatives and lot 0 are a pair that splits the point, and every set is
  /// on one of the two sides.
  @Test func aPairSplitsAPointAndLosesNoSet() throws {
    let program = try #require(try ProblemReduction(WinnerProblem(auction: auction(seed: 1))).programs().first)
    let search = BranchSearch(program)
    var point = [Double](repeating: 0, count: program.columnCount)
    // {0, 1, 2}, {0, 1, 3} and {2, 3, 4}.
    for (offer, value) in [(0, 0.4), (1, 0.3), (25, 0.3)] {
      point[try #require(program.offers.firstIndex(of: offer))] = value
    }
    let free = [Int8](repeating: -1, count: program.columnCount)
    let node = BranchSearch.Node(bound: .max, fixings: free, depth: 1, serial: 0)
    let pair = try #require(search.branchingPair(point, node))
    let one = search.branch(node, on: pair)
    let waiting = search.openNodes.pop()
    let zero = try #require(waiting)
    #expect(one.fixings != free && zero.fixings != free)
    for left in program.offers.indices {
      for right in program.offers.indices where right >= left && program.value(of: [left, right]) != nil {
        let holds = { (child: BranchSearch.Node) in child.fixings[left] != 0 && child.fixings[right] != 0 }
        #expect(holds(one) || holds(zero))
      }
    }
  }
}
