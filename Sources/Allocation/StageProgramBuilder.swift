// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import Scenarios

/// Builds the columns and rows that every objective of a run shares: places or options, requests, windows and cliques.
struct StageProgramBuilder {
  let rules: StageRules
  let state: AllocationState
  /// For each request whether it competes in the run.
  let competes: [Bool]
  /// Bands whose channels must be part of the program, because blocks could not be given afterwards.
  let bandsWithOptions: Set<Int>

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
    if let cap = rules.policy.capNetworks { addCaps(cap, to: &program) }
    return program
  }

  /// Whether places can be decided first and blocks given afterwards.
  func usesPlaces(_ band: Int) -> Bool {
    problem.interchangeableBlocks(band: band) != nil && !bandsWithOptions.contains(band)
      && !state.grants.contains { $0.map { problem.requests[$0.option.request].band == band } ?? false }
  }

  private func addPlaces(of requests: [Int], band: Int, to program: inout StageProgram) {
    program.columnKinds[band] = .places
    var atLongitude: [Int: [Int]] = [:]
    for request in requests {
      var own: [Int] = []
      for place in problem.places[request]
      where problem.isAdmissible(request) && rules.allows(request, at: place.longitudeMilliDegrees) {
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
      for place in problem.places[request] where rules.allows(request, at: place.longitudeMilliDegrees) {
        for option in problem.options(of: request, at: place) where state.isFree(option) {
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

  private func addCaps(_ cap: Int, to program: inout StageProgram) {
    var columns: [Int: [Int]] = [:]
    for (index, column) in program.columns.enumerated() {
      guard let request = StageProgram.request(of: column) else { continue }
      columns[problem.notifying[request], default: []].append(index)
    }
    for administration in columns.keys.sorted() {
      program.add(
        .cap(administration), (columns[administration] ?? []).map { .init(column: $0, coefficient: 1) },
        atMost: max(0, cap - state.networksByAdministration[administration]))
    }
  }
}
