// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios
import Synchronization
import Testing

@testable import orbitshare

/// What is begun when, and what a failure ends.
@Suite struct WorkOrderTests {
  private struct Failure: Error, Equatable {
    var piece: Int
  }

  /// What may have no answer comes first, long or not; a cap or an upper quota is kept by granting nothing.
  @Test func whatCanClashIsBegunFirst() throws {
    let names = [
      "first-come", "leximin", "cap", "quota-equal", "envy-free-up-to-one", "quota-population", "minimum-then-most",
    ]
    let policies = try names.map { try Policy.read(path: Places.root + "/Instances/policies/\($0).yaml") }
    let order = WorkOrder.of(policies).map { names[$0] }
    #expect(Set(order.prefix(2)) == ["quota-population", "minimum-then-most"])
    #expect(order[2] == "envy-free-up-to-one")
    #expect(order[3] == "leximin", "then the longest")
    #expect(Array(order.suffix(2)) == ["first-come", "cap"], "equals in the order of the scenario")
    #expect(order.sorted() == names.sorted())
  }

  @Test(arguments: [1, 2, 5]) func answersStandInTheirOwnOrder(threads: Int) throws {
    let answers = try parallelMap(count: 20, threads: threads, order: Array((0..<20).reversed())) { $0 * $0 }
    #expect(answers == (0..<20).map { $0 * $0 })
  }

  /// Pieces 7 and 3 fail, and 7 comes first in the order of work.
  @Test(arguments: [1, 2, 5]) func theFirstFailureInTheOrderOfWorkIsThrown(threads: Int) {
    let begun = Mutex<[Int]>([])
    #expect(throws: Failure(piece: 7)) {
      _ = try parallelMap(count: 10, threads: threads, order: [9, 7, 3, 0, 1, 2, 4, 5, 6, 8]) { piece -> Int in
        begun.withLock { $0.append(piece) }
        if piece == 7 || piece == 3 { throw Failure(piece: piece) }
        return piece
      }
    }
    if threads == 1 { #expect(begun.withLock { $0 } == [9, 7]) }
  }

  /// The piece beside the failing one would never end by itself.
  @Test(.timeLimit(.minutes(1))) func whatWasBegunLaterIsTold() {
    #expect(throws: Failure(piece: 0)) {
      _ = try parallelMap(count: 2, threads: 2) { piece, isObsolete -> Int in
        if piece == 0 { throw Failure(piece: 0) }
        while !isObsolete() {}
        throw Failure(piece: piece)
      }
    }
  }

  /// A failure doesn't cut off what comes before it in the order: that may fail too, and would be the one to tell of.
  @Test func whatWasBegunEarlierGoesOn() {
    let isLaterDone = Atomic<Bool>(false)
    #expect(throws: Failure(piece: 0)) {
      _ = try parallelMap(count: 2, threads: 2) { piece, isObsolete -> Int in
        if piece == 1 {
          defer { isLaterDone.store(true, ordering: .releasing) }
          throw Failure(piece: 1)
        }
        while !isLaterDone.load(ordering: .acquiring) {}
        if isObsolete() { return 0 }
        throw Failure(piece: 0)
      }
    }
  }
}
