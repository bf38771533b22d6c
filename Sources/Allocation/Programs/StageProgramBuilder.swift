// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Scenarios

/// Builds the columns and rows that every objective of a run shares: places or options, requests, windows and cliques.
struct StageProgramBuilder {
  let rules: StageRules
  let state: AllocationState
  /// Bands whose channels must be part of the program, because blocks could not be given afterwards.
  let bandsWithOptions: Set<Int>
  /// Requests that must be granted.
  var kept: Set<Int> = []
  /// Whether minimums and lower quotas hold.
  var enforcesDemands = false

  private var problem: CoordinationProblem { rules.problem }

  /// The program of the competing requests of some bands.
  func program(requests: [Int]) -> StageProgram {
    var program = StageProgram()
    let byBand = Dictionary(grouping: requests, by: { problem.requests[$0].band })
    for band in byBand.keys.sorted() {
      let members = byBand[band] ?? []
      if usesPlaces(band) {
        addPlaces(of: members, band: band, to: &program)
      } else {
        addOptions(of: members, band: band, to: &program)
      }
    }
    addKept(requests, to: &program)
    addBounds(to: &program)
    return program
  }

  /// Whether places can be decided first and blocks given afterwards.
  func usesPlaces(_ band: Int) -> Bool {
    problem.interchangeableBlocks(band: band) != nil && !bandsWithOptions.contains(band)
      && !rules.setsAsideChannels(band: band)
      && !state.grants.contains { $0.map { problem.requests[$0.option.request].band == band } ?? false }
  }

  private func addPlaces(of requests: [Int], band: Int, to program: inout StageProgram) {
    program.columnKinds[band] = .places
    var atLongitude: [Int: [Int]] = [:]
    for request in requests {
      var own: [Int] = []
      for place in problem.places[request] where problem.isAdmissible(request) && rules.allows(request, at: place) {
        let column = program.add(.place(request: request, place: place))
        atLongitude[place.longitudeMilliDegrees, default: []].append(column)
        own.append(column)
      }
      if own.count > 1 { program.add(.request(request), own.map { .init(column: $0, coefficient: 1) }, atMost: 1) }
    }
    let separation = problem.scenario.bands[band].requiredSeparationMilliDegrees
    let blocks = problem.interchangeableBlocks(band: band) ?? 0
    for window in SeparationWindow.maximal(longitudes: atLongitude.keys.sorted(), separationMilliDegrees: separation) {
      let members = window.longitudes.flatMap { atLongitude[$0] ?? [] }
      guard members.count > blocks else { continue }
      program.add(
        .window(band: band, from: window.from), members.map { .init(column: $0, coefficient: 1) }, atMost: blocks)
    }
  }

  private func addOptions(of requests: [Int], band: Int, to program: inout StageProgram) {
    program.columnKinds[band] = .options
    var options: [Option] = []
    var columns: [Int] = []
    for request in requests {
      var own: [Int] = []
      for place in problem.places[request] {
        for option in rules.options(of: request, at: place) where state.isFree(option) {
          let column = program.add(.option(option))
          options.append(option)
          columns.append(column)
          own.append(column)
        }
      }
      if own.count > 1 { program.add(.request(request), own.map { .init(column: $0, coefficient: 1) }, atMost: 1) }
    }
    for clique in ConflictCliques(problem: problem, band: band, options: options).cliques() {
      let row: Multipliers.Row =
        if let window = clique.channelWindow {
          .channelWindow(band: band, from: window.from, channel: window.channel)
        } else {
          .clique(clique.members.map { options[$0] })
        }
      program.add(row, clique.members.map { .init(column: columns[$0], coefficient: 1) }, atMost: 1)
    }
  }

  /// Caps, minimums and quotas: what a subject may still get, or still has to.
  private func addBounds(to program: inout StageProgram) {
    for bound in rules.bounds.all where bound.isUpper || enforcesDemands {
      let standing = bound.totals(of: state.grants.indices.filter { state.grants[$0] != nil })
      var terms: [Int: [StageProgram.Term]] = [:]
      for (index, column) in program.columns.enumerated() {
        guard let request = StageProgram.request(of: column), let subject = bound.subjects[request] else { continue }
        let quantity = bound.quantities[request]
        terms[subject, default: []].append(.init(column: index, coefficient: bound.isUpper ? quantity : -quantity))
      }
      for subject in bound.names.keys.sorted() {
        guard let amount = bound.amounts[subject], let name = bound.names[subject] else { continue }
        let open = amount - (standing[subject] ?? 0)
        if bound.isUpper, terms[subject] == nil { continue }
        if !bound.isUpper, open <= 0 { continue }
        program.add(
          .bound(bound.source, subject: name), terms[subject] ?? [], atMost: bound.isUpper ? max(0, open) : -open)
      }
    }
  }

  /// Requests that stay granted.
  private func addKept(_ requests: [Int], to program: inout StageProgram) {
    for request in requests where kept.contains(request) {
      let own = program.columnsOfRequest[request] ?? []
      program.add(.kept(request), own.map { .init(column: $0, coefficient: -1) }, atMost: -1)
    }
  }
}
