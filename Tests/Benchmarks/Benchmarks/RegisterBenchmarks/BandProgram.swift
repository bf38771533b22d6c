// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Coordination
import IntegerPrograms

/// The linear relaxation of the greatest holding of one band: a column for every request and place, a row for every
/// request, and one for every window of a separation.
struct BandProgram {
  var model: Model

  init(_ problem: CoordinationProblem, band: String) {
    model = Model(name: band)
    let number = problem.scenario.bands.firstIndex { $0.identifier == band } ?? 0
    var atLongitude: [Int: [Variable]] = [:]
    var ofRequest: [[Variable]] = []
    for request in problem.requests.indices where problem.requests[request].band == number {
      ofRequest.append(
        problem.places[request].map { place in
          let column = model.addVariable(lower: 0, upper: 1, objective: Double(problem.requests[request].holding))
          atLongitude[place.longitudeMilliDegrees, default: []].append(column)
          return column
        })
    }
    model.direction = .maximise
    for columns in ofRequest { addRow(columns, atMost: 1) }
    let windows = SeparationWindow.maximal(
      longitudes: atLongitude.keys.sorted(),
      separationMilliDegrees: problem.scenario.bands[number].requiredSeparationMilliDegrees)
    for window in windows {
      let columns = window.longitudes.flatMap { atLongitude[$0] ?? [] }
      addRow(columns, atMost: problem.scenario.bands[number].channels)
    }
  }

  private mutating func addRow(_ columns: [Variable], atMost limit: Int) {
    guard columns.count > limit else { return }
    model.addRow(
      variables: columns, coefficients: [Double](repeating: 1, count: columns.count), sense: .atMost(Double(limit)))
  }
}
