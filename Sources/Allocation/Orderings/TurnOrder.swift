// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Scenarios

/// Whose turn it is in an ordering: the requests one after another, or the administrations by turns.
struct TurnOrder {
  let rules: StageRules
  let ordering: Policy.Ordering
  let planned: PlannedStage
  /// The seed of the lots.
  let seed: Int

  private var problem: CoordinationProblem { rules.problem }

  /// Requests of an ordering that goes request by request; nil where administrations take turns.
  func requests(_ admitted: [Bool]) -> [Int]? {
    let ranks = rules.ranks(ordering.priority)
    let draw = SeededDraw(seed: seed)
    switch ordering.queue {
    case .serialDictatorship, .pickingSequence: return nil
    case .lot:
      return sorted(admitted, ranks) { (0, 0, draw.number(.order, problem.requests[$0].identifier)) }
    case .dateOfReceipt:
      if let days = planned.stage.roundDays {
        let rounds = PlannedStage.rounds(of: days, problem: problem)
        return sorted(admitted, ranks) { request in
          let day = problem.requests[request].received?.dayNumber
          let round = rounds.firstIndex { round in day.map { round.days.contains($0) } ?? round.hasUndated } ?? 0
          return (round, 0, draw.number(.order, problem.requests[request].identifier))
        }
      }
      return sorted(admitted, ranks) { request in
        guard let received = problem.requests[request].received else { return (.min, 0, 0) }
        guard let batch = ordering.batches.first(where: { $0.from <= received && received <= $0.to }) else {
          return (received.dayNumber, 1, 0)
        }
        return (batch.to.dayNumber, 0, draw.number(.order, problem.requests[request].identifier))
      }
    }
  }

  private func sorted(
    _ admitted: [Bool], _ ranks: [Int], key: (Int) -> (Int, Int, UInt64)
  ) -> [Int] {
    let entries = problem.requests.indices.filter { admitted[$0] }.map { request in
      (rank: ranks[problem.notifying[request]], key: key(request), request: request)
    }
    // Requests are sorted by identifier, so ascending indexes are ascending identifiers.
    return entries.sorted {
      ($0.rank, $0.key.0, $0.key.1, $0.key.2, $0.request) < ($1.rank, $1.key.0, $1.key.1, $1.key.2, $1.request)
    }.map(\.request)
  }

  /// Administrations in a given order, those of a higher priority first.
  func byPriority(_ administrations: [Int]) -> [Int] {
    let ranks = rules.ranks(ordering.priority)
    return administrations.enumerated().sorted {
      (ranks[$0.element], $0.offset) < (ranks[$1.element], $1.offset)
    }.map(\.element)
  }

  /// Administrations in the order of the lots, those of a higher priority first.
  func administrationsByLot() -> [Int] {
    let ranks = rules.ranks(ordering.priority)
    let draw = SeededDraw(seed: seed)
    let keys = problem.administrations.map { draw.number(.turn, $0) }
    return problem.administrations.indices.sorted { (ranks[$0], keys[$0], $0) < (ranks[$1], keys[$1], $1) }
  }
}
