// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The columns of a stage's program: where the competing requests may still be placed.
struct ColumnSet {
  /// A place of a request; in bands whose columns are options, with its options there.
  struct Column {
    var request: Int
    /// Index into the band's positions.
    var position: Int
    /// How far the place lies from the filed longitude.
    var distance: Int
    var options: [Option]
  }

  /// What the columns of each band are.
  let kinds: [Claim.Columns]
  /// The distinct positions of each band.
  let positions: [[Int]]
  /// The columns of each band.
  let columns: [[Column]]
  /// What is wrong with the kinds that the certificate names.
  let problems: [String]
  private let docket: Docket
  private let options: Set<Option>

  init(context: StageContext, kinds named: [String: Claim.Columns]) {
    let docket = context.docket
    self.docket = docket
    var problems: [String] = []
    for name in named.keys.sorted() where !name.isEmpty {
      guard !docket.bands.contains(where: { isSame($0.identifier, name) }) else { continue }
      problems.append("names columns of the unknown band `\(name)`")
    }
    let competingBands = Set(context.competing.map { docket.requests[$0].band })
    kinds = docket.bands.enumerated().map { index, band in
      guard competingBands.contains(index) else { return named[band.identifier] ?? named[""] ?? .options }
      guard let kind = named[band.identifier] ?? named[""] else {
        problems.append("does not say what the columns of `\(band.identifier)` are")
        return .options
      }
      if kind == .places, band.blocks == nil {
        problems.append("speaks of places in `\(band.identifier)`, whose channels are not interchangeable")
        return .options
      }
      return kind
    }
    var indices = [[Int: Int]](repeating: [:], count: docket.bands.count)
    var positions = [[Int]](repeating: [], count: docket.bands.count)
    var columns = [[Column]](repeating: [], count: docket.bands.count)
    var allOptions: Set<Option> = []
    var isFull = [[Bool]](repeating: [], count: docket.bands.count)
    for index in problems.isEmpty ? context.competing : [] {
      let request = docket.requests[index]
      for place in docket.places(of: request) where context.rules.allows(place, for: request) {
        var rank = indices[request.band][place.position]
        if rank == nil {
          rank = positions[request.band].count
          indices[request.band][place.position] = rank
          positions[request.band].append(place.position)
          isFull[request.band].append(
            kinds[request.band] == .places && Self.isFull(place.position, band: request.band, context: context))
        }
        guard let rank, !isFull[request.band][rank] else { continue }
        var column = Column(request: index, position: rank, distance: abs(place.displacement), options: [])
        if kinds[request.band] == .options {
          column.options = context.rules.options(of: index, at: place, docket: docket).filter {
            context.fixed.isFree($0, docket: docket)
          }
          guard !column.options.isEmpty else { continue }
          allOptions.formUnion(column.options)
        }
        columns[request.band].append(column)
      }
    }
    self.positions = positions
    self.columns = columns
    self.problems = problems
    options = allOptions
  }

  /// The column that a clique names; nil where there is no such column.
  func option(_ member: Multipliers.CliqueOption) -> Option? {
    guard let request = docket.index(of: member.network) else { return nil }
    let names = docket.bands[docket.requests[request].band].polarizations
    guard let polarization = names.firstIndex(where: { isSame($0, member.polarization) }) else { return nil }
    let option = Option(
      request: request, position: member.position, firstChannel: member.firstChannel, polarization: polarization)
    return options.contains(option) ? option : nil
  }

  /// Whether some window around a place holds as many fixed grants as there are blocks.
  private static func isFull(_ position: Int, band: Int, context: StageContext) -> Bool {
    let rules = context.docket.bands[band]
    guard let blocks = rules.blocks, rules.separation > 0 else { return false }
    let west = position - rules.separation + 1
    // A fullest window starts at a fixed grant or at the place itself.
    let starts = context.fixed.positions(in: band, from: west, width: rules.separation) + [position]
    return starts.contains { context.fixed.count(in: band, from: $0, width: rules.separation) >= blocks }
  }
}
