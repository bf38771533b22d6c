// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension CoordinationProblem {
  /// Pairs of administrations with an agreement in a band, in ascending order, and the separation that they agreed on.
  func agreementPairs(band: Int) -> [(pair: AgreementPair, separation: Int)] {
    agreements[band].map { ($0.key, $0.value) }.sorted { ($0.0.first, $0.0.second) < ($1.0.first, $1.0.second) }
  }

  /// How many interchangeable blocks a band has; nil where its channels aren't interchangeable.
  ///
  /// They are where every request asks for the same number of channels, none has its channels fixed, there is one
  /// polarization and no agreement.
  public func interchangeableBlocks(band: Int) -> Int? {
    guard scenario.bands[band].polarizations.count == 1, agreements[band].isEmpty else { return nil }
    guard let demand = demands[band] else { return nil }
    return scenario.bands[band].channels / demand
  }

  /// The lot of an option: equally good allocations are told apart by the sum of lots of what they grant.
  ///
  /// It is drawn for the request's identifier and the longitude in thousandths of a degree, `NAME@13000`; where channels
  /// aren't interchangeable also for first channel and polarization, `NAME@13000/1/0`.
  public func lot(of option: Option) -> Int {
    let request = requests[option.request]
    var name = "\(request.identifier)@\(option.longitudeMilliDegrees)"
    if interchangeableBlocks(band: request.band) == nil { name += "/\(option.firstChannel)/\(option.polarization)" }
    return SeededDraw(seed: scenario.tieBreakSeed).lot(name)
  }
}
