// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// Proves that no winners are worth more, that the order of bids decided between equals, and whether there are any.
struct AuctionWinnerChecks {
  let game: AuctionGame
  let certificate: AuctionCertificateFile

  private func report(_ journal: inout Journal, _ problem: String, _ expected: String) {
    journal.report(Finding(check: .winners, file: "certificate.json", problem: problem, expected: expected))
  }

  private func names(_ bids: [Int]) -> String {
    bids.prefix(12).map { game.statement.bids[$0].identifier }.joined(separator: ", ") + (bids.count > 12 ? ", …" : "")
  }

  func run(_ journal: inout Journal) {
    let welfare = game.bids.reduce(0, +)
    let money = game.statement.money
    // Where the file states values welfare is told by them, which another check works out, and no bound.
    let isByValues = game.statement.format == "combinatorial-clock" || game.statement.statesValues
    if !isByValues, certificate.value != welfare {
      report(&journal, "`value` is \(certificate.value)", "\(welfare) minor units")
    }
    guard game.model.isFeasible(game.accepted), game.accepted.allSatisfy({ game.model.values[$0] >= 0 }) else {
      report(&journal, "the winning bids can't win together, or not against the reserves", "bids that keep every rule")
      return
    }
    switch certificate.claim {
    case "optimal":
      if certificate.bound != (isByValues ? nil : welfare) {
        report(&journal, "`bound` isn't the value of an optimum", "\(welfare)")
      }
      proveOptimum(&journal)
      checkUniqueness(&journal)
    case "feasible":
      // The bound is what the search had when it stopped.
      journal.count(.auctionSolversWord)
      if certificate.uniqueness != "undecided" { report(&journal, "`uniqueness` is claimed", "undecided") }
      if let bound = certificate.bound, bound <= welfare {
        report(&journal, "`bound` is \(bound)", "more than \(money.text(welfare)), or the claim of an optimum")
      }
    default: report(&journal, "`claim` is \(certificate.claim)", "optimal or feasible")
    }
  }

  private func proveOptimum(_ journal: inout Journal) {
    let answer = PackingSearch.best(of: game.model, beginningWith: game.accepted, limit: game.limit)
    let best = answer.best ?? []
    let gain = game.model.value(of: best) - game.model.value(of: game.accepted)
    if gain > 0 {
      report(
        &journal, "the winners aren't the best: \(names(best)) are worth \(game.statement.money.text(gain)) more",
        "those")
    } else if answer.isComplete {
      journal.count(.winners)
    } else {
      journal.count(.auctionLimits)
    }
  }

  private func checkUniqueness(_ journal: inout Journal) {
    let answer = PackingSearch.equals(of: game.model, to: game.accepted, limit: game.limit)
    let accepted = Set(game.accepted)
    for other in answer.equals {
      guard game.model.value(of: other) == game.model.value(of: game.accepted) else { continue }
      // Of two sets the one is first that has the first bid in which they differ.
      if let first = accepted.symmetricDifference(other).min(), !accepted.contains(first) {
        report(&journal, "\(names(other)) are worth as much and come first in the order of bids", "those")
        break
      }
    }
    if !answer.equals.isEmpty {
      if certificate.uniqueness == "unique" {
        report(&journal, "`uniqueness` is unique, and \(names(answer.equals.first ?? [])) are worth as much", "several")
      }
    } else if answer.isComplete, certificate.uniqueness == "several" {
      report(&journal, "`uniqueness` is several, and no other bids are worth as much", "unique")
    }
    if !["unique", "several", "undecided"].contains(certificate.uniqueness) {
      report(&journal, "`uniqueness` is \(certificate.uniqueness ?? "missing")", "unique, several or undecided")
    }
    journal.count(answer.isComplete && certificate.uniqueness != "undecided" ? .ties : .openTies)
  }
}
