// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Filings
import Scenarios

extension Scenario {
  /// What a scenario and its register say that doesn't fit together.
  func faults(against register: Register) -> [Fault] {
    var faults: [Fault] = []
    let symbols = Set(register.administrations.map(\.symbol))
    for agreement in agreements {
      for symbol in agreement.administrations where !symbols.contains(symbol) {
        let near = nearest(to: symbol, among: symbols.sorted()).map { "did you mean `\($0)`?" }
        faults.append(
          Fault(
            file: path, field: "coordination_agreements", problem: "administration `\(symbol)` is not in the register",
            remedy: near ?? "write the symbol of an administration in administrations.csv"))
      }
    }
    for table in entitlementDefinitions.tables {
      faults += table.faults(knownKeys: symbols, noun: "administration")
    }
    for agreement in agreements {
      for band in bands where agreement.bands?.contains(band.identifier) ?? true {
        guard agreement.separationMilliDegrees > band.requiredSeparationMilliDegrees, !agreement.endsCoordination
        else { continue }
        faults.append(
          Fault(
            file: path, field: "coordination_agreements",
            problem:
              "an agreement asks for more than the \(Thousandths.text(band.requiredSeparationMilliDegrees))° of band \(band.identifier)",
            remedy: "write a separation of at most that; agreements lift or reduce what is required"))
      }
    }
    for network in register.networks {
      guard let channels = network.channels else { continue }
      guard let band = band(channels.band) else {
        faults.append(
          Fault(
            file: path, field: "bands",
            problem: "network `\(network.identifier)` uses band `\(channels.band)`, which the scenario doesn't have",
            remedy: "add the band to `bands`"))
        continue
      }
      if channels.first < 1 || channels.count < 1 || channels.first + channels.count - 1 > band.channels {
        faults.append(
          Fault(
            file: path, field: "bands",
            problem:
              "network `\(network.identifier)` uses channels \(channels.first) to \(channels.first + channels.count - 1), "
              + "and band `\(band.identifier)` has \(band.channels)",
            remedy: "give the band as many channels as the register uses"))
      }
      if let polarization = channels.polarization, !band.polarizations.contains(polarization) {
        faults.append(
          Fault(
            file: path, field: "bands",
            problem:
              "network `\(network.identifier)` uses polarization `\(polarization)`, which band `\(band.identifier)` lacks",
            remedy: "add it to `polarizations`"))
      }
    }
    return faults
  }
}
