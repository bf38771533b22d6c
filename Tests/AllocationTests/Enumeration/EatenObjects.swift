// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import GLPKSolver
import IntegerPrograms

@testable import Coordination
@testable import Scenarios

/// Requests at places, with what they share.
struct EatenObjects {
  let oracle: Oracle
  var places: [(request: Int, longitude: Int)] = []
  var of: [Int: [Int]] = [:]
  var groups: [Eating.Group] = []

  init(_ oracle: Oracle, _ requests: [Int]) {
    self.oracle = oracle
    for request in requests {
      for position in oracle.byRequest[request]
      where !places.contains(where: { $0 == (request, oracle.choices[position].longitude) }) {
        of[request, default: []].append(places.count)
        places.append((request, oracle.choices[position].longitude))
      }
      groups.append(.init(members: of[request] ?? [], capacity: 1))
    }
    for (index, band) in oracle.problem.scenario.bands.enumerated() {
      let own = places.indices.filter { oracle.problem.requests[places[$0].request].band == index }
      let channels = oracle.problem.requests.first { $0.band == index }?.channels ?? 1
      for start in Set(own.map { places[$0].longitude }).sorted() {
        let members = own.filter {
          (places[$0].longitude - start + 720_000) % 360_000 < max(1, band.requiredSeparationMilliDegrees)
        }
        groups.append(.init(members: members, capacity: Double(band.channels / channels)))
      }
    }
  }

  func index(_ option: Option) -> Int? {
    places.firstIndex { $0 == (option.request, option.longitudeMilliDegrees) }
  }

  /// The greatest β ≤ 1 for which some lottery over all allocations grants each object with β times its share.
  func greatestFactor(_ marginals: [Double]) -> Double {
    var allocations: Set<Set<Int>> = []
    let wanted = Set(marginals.indices.filter { marginals[$0] > 1e-9 })
    let open = oracle.choices.indices.filter { position in
      let choice = oracle.choices[position]
      return places.firstIndex { $0 == (choice.request, choice.longitude) }.map(wanted.contains) ?? false
    }
    var chosen: [Int] = []
    func descend(_ rest: ArraySlice<Int>) {
      guard let request = rest.first else {
        allocations.insert(
          Set(
            chosen.compactMap { position in
              let choice = oracle.choices[position]
              return places.firstIndex { $0 == (choice.request, choice.longitude) }
            }))
        return
      }
      descend(rest.dropFirst())
      for position in open where oracle.choices[position].request == request {
        guard !chosen.contains(where: { oracle.conflict($0, position) }) else { continue }
        chosen.append(position)
        descend(rest.dropFirst())
        chosen.removeLast()
      }
    }
    descend(Array(oracle.problem.requests.indices)[...])
    var model = Model(name: "factor")
    let factor = model.addVariable(lower: 0, upper: 1)
    var rows = marginals.map { [(factor, -$0)] }
    var all: [(Variable, Double)] = []
    for allocation in allocations.sorted(by: { $0.sorted().lexicographicallyPrecedes($1.sorted()) }) {
      let chance = model.addVariable(lower: 0, upper: 1)
      all.append((chance, 1))
      for object in allocation { rows[object].append((chance, 1)) }
    }
    for object in wanted.sorted() { model.addRow(terms: rows[object], sense: .equal(0)) }
    model.addRow(terms: all, sense: .equal(1))
    model.maximise(factor)
    return (try? GLPKSolver().solve(model, options: SolverOptions()))?.objective ?? -1
  }
}
