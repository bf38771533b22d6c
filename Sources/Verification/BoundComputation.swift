// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Scenarios

/// The bound that a claim's multipliers prove, recomputed by weak duality in whole numbers.
///
/// For non-negative multipliers y of rows a·x ≤ b that every admissible allocation keeps, no allocation exceeds
/// Σ y·b + Σ over columns max(0, c − Σ y·a). Every row is checked for validity before it is used.
struct BoundComputation {
  let context: StageContext
  /// What is held after the stage's run.
  let values: ObjectiveValues
  let columns: ColumnSet
  let claim: Claim
  /// The claims of the policy in the certificate's order, and the context of each that lies in the same run.
  let claims: [Claim?]
  let index: Int

  let docket: Docket
  /// For a lottery: weights of administrations that its stage serves, in place of the claim's objective.
  var servedWeights: [String: Int]?
  var problems: [String] = []

  var rightHandSide = ExactSum()
  private var scale = 1
  var ofRequest: [ExactSum]
  private var ofWindow: [Int: WindowSums] = [:]
  private var ofChannel: [Int: [Int: WindowSums]] = [:]
  private var ofOption: [Option: ExactSum] = [:]
  /// Multipliers on each place's displacement, from objectives in rows.
  private var onDisplacement = ExactSum()
  /// What is added to an option for each unit of its lot.
  private var onLot = ExactSum()
  /// By administration the columns "it holds at least so many steps"; 0 steps stands for
  /// "it has a network", or part of one where networks count for members.
  private var ofLevel: [String: [Int: ExactSum]] = [:]

  init(
    context: StageContext, values: ObjectiveValues, columns: ColumnSet, claim: Claim, claims: [Claim?], index: Int
  ) {
    self.context = context
    self.values = values
    self.columns = columns
    self.claim = claim
    self.claims = claims
    self.index = index
    docket = context.docket
    ofRequest = Array(repeating: ExactSum(), count: docket.requests.count)
  }

  /// The proven bound, rounded down; nil where something about the multipliers is wrong.
  mutating func bound() -> Int128? {
    guard let multipliers = claim.multipliers, let scale = claim.scale, scale >= 1 else {
      problems.append("lacks multipliers or a scale")
      return nil
    }
    self.scale = scale
    problems += columns.problems
    if let servedWeights {
      if !multipliers.orderedWeights.isEmpty { problems.append("has ordered_weights, where no welfare is ordered") }
      for (administration, weight) in servedWeights {
        ofLevel[administration, default: [:]][0, default: ExactSum()].add(weight, times: scale)
      }
    } else if case .orderedWelfare(let entitlement) = claim.objective {
      addOrderedWelfare(entitlement, multipliers.orderedWeights, scale: scale)
    } else {
      if !multipliers.orderedWeights.isEmpty { problems.append("has ordered_weights, where no welfare is ordered") }
      addObjective(claim.objective, times: scale)
    }
    addRequests(multipliers.requests)
    addWindows(multipliers.windows)
    addChannelWindows(multipliers.channelWindows)
    for clique in multipliers.cliques { addClique(clique) }
    addEarlierClaims(multipliers.atLeast)
    addLimits(multipliers.limits)
    addKept(multipliers.kept)
    addProfiles(multipliers.profiles)
    addServed(multipliers.served)
    addAttributed(multipliers.attributed)
    addNested(multipliers.nested)
    addHoldings(multipliers.holdings)
    guard problems.isEmpty else { return nil }
    var total = rightHandSide
    addColumns(to: &total)
    for weights in ofLevel.values {
      for weight in weights.values where weight.value > 0 || !weight.isExact { total.add(weight) }
    }
    guard let bound = total.dividedDown(by: scale) else {
      problems.append("has multipliers beyond the range of exact arithmetic")
      return nil
    }
    return bound
  }

  /// Adds an objective's coefficients to the columns' weights.
  private mutating func addObjective(_ objective: ClaimObjective, times factor: Int) {
    switch objective {
    case .precedence: problems.append("bounds an order, which has no program")
    case .total(let quantity):
      let docket = docket
      addToRequests(times: factor) { docket.quantity(quantity, of: $0) }
    case .bids: addBids(times: factor)
    case .lot: onLot.add(1, times: factor)
    case .displacement: onDisplacement.subtract(1, times: factor)
    case .administrationsServed:
      for administration in context.services.keys {
        ofLevel[administration, default: [:]][0, default: ExactSum()].add(Int128(factor))
      }
    case .populationCovered:
      for administration in context.services.keys {
        ofLevel[administration, default: [:]][0, default: ExactSum()]
          .add(docket.inhabitants(of: administration), times: factor)
      }
    case .holders(let entitlement):
      for asking in context.asking(entitlement) where asking.standing.demand >= docket.step {
        ofLevel[asking.administration, default: [:]][1, default: ExactSum()].add(Int128(factor))
      }
    case .welfare(let halves, let entitlement):
      let asking = context.asking(entitlement)
      let scale = WelfareGains(halves: halves, asking: asking, step: docket.step)
      for administration in asking.map(\.administration) {
        for (index, gain) in scale.steps(of: administration).enumerated() where gain > 0 {
          ofLevel[administration, default: [:]][index + 1, default: ExactSum()].add(gain, times: factor)
        }
      }
    case .orderedWelfare:
      problems.append("rests on the value of an ordered welfare, of which holdings are kept instead")
    case .administrationsAtLevel(let level), .allAtLevel(let level):
      for asking in context.asking(level.entitlement) {
        guard let need = StageContext.need(level, entitlement: asking.entitlement), need <= asking.standing.demand
        else { continue }
        let steps = need / docket.step + (need % docket.step > 0 ? 1 : 0)
        guard steps > 0 else {
          // Everybody holds nothing at least: a constant, and no column.
          rightHandSide.add(Int128(factor))
          continue
        }
        ofLevel[asking.administration, default: [:]][steps, default: ExactSum()].add(Int128(factor))
      }
    }
  }

  mutating func addToRequests(times factor: Int, _ coefficient: (Request) -> Int) {
    for request in context.competing { ofRequest[request].add(coefficient(docket.requests[request]), times: factor) }
  }

  private mutating func addBids(times factor: Int) {
    guard let sale = context.rules.sale else {
      problems.append("bounds bids where nothing is sold")
      return
    }
    for request in context.competing { ofRequest[request].add(sale.weight(request), times: factor) }
  }

  private mutating func addRequests(_ rows: [Multipliers.Named]) {
    for row in rows {
      guard let request = docket.index(of: row.name), context.isCompeting[request] else {
        problems.append("has a row for `\(row.name)`, which does not compete")
        continue
      }
      rightHandSide.add(Int128(row.multiplier))
      ofRequest[request].subtract(1, times: row.multiplier)
    }
  }

  private mutating func addWindows(_ rows: [Multipliers.Window]) {
    for (name, windows) in Dictionary(grouping: rows, by: \.band).sorted(by: { $0.key < $1.key }) {
      guard let band = docket.bands.firstIndex(where: { isSame($0.identifier, name) }), columns.kinds[band] == .places,
        let blocks = docket.bands[band].blocks
      else {
        problems.append("has windows of places in `\(name)`, where columns are no places")
        continue
      }
      let width = docket.bands[band].separation
      for window in windows {
        let taken = context.fixed.count(in: band, from: window.from, width: width)
        rightHandSide.add(window.multiplier, times: blocks - taken)
      }
      ofWindow[band] = WindowSums(windows.map { ($0.from, $0.multiplier) }, width: width)
    }
  }

  private mutating func addChannelWindows(_ rows: [Multipliers.Window]) {
    for (name, windows) in Dictionary(grouping: rows, by: \.band).sorted(by: { $0.key < $1.key }) {
      guard let band = docket.bands.firstIndex(where: { isSame($0.identifier, name) }), columns.kinds[band] == .options,
        !docket.bands[band].hasAgreement, docket.bands[band].polarizations.count == 1
      else {
        problems.append("has windows of a channel in `\(name)`, where they do not hold")
        continue
      }
      for (channel, windows) in Dictionary(grouping: windows, by: { $0.channel ?? 0 }) {
        guard (1...max(1, docket.bands[band].channels)).contains(channel) else {
          problems.append("has windows of channel \(channel) in `\(name)`, which has no such channel")
          continue
        }
        for window in windows { rightHandSide.add(Int128(window.multiplier)) }
        ofChannel[band, default: [:]][channel] = WindowSums(
          windows.map { ($0.from, $0.multiplier) }, width: docket.bands[band].separation)
      }
    }
  }

  private mutating func addClique(_ clique: Multipliers.Clique) {
    var options: [Option] = []
    for member in clique.options {
      guard let option = columns.option(member) else {
        problems.append("has a clique with `\(member.network)` at \(member.position), which is no column")
        return
      }
      options.append(option)
    }
    guard Set(options).count == options.count, options.count <= 20_000 else {
      problems.append("has a clique that names an option twice or is too large to be checked")
      return
    }
    for (place, one) in options.enumerated() {
      for other in options[..<place] where one.request != other.request && !docket.isConflict(one, other) {
        problems.append(
          "has a clique in which `\(docket.requests[other.request].identifier)` at \(docket.text(other)) and "
            + "`\(docket.requests[one.request].identifier)` at \(docket.text(one)) may both be granted")
        return
      }
    }
    rightHandSide.add(Int128(clique.multiplier))
    for option in options { ofOption[option, default: ExactSum()].add(Int128(clique.multiplier)) }
  }

  private mutating func addHoldings(_ rows: [Multipliers.Named]) {
    for row in rows {
      guard let standing = context.standings[row.name] else {
        problems.append("has a row for the holding of `\(row.name)`, which asks for nothing")
        continue
      }
      rightHandSide.add(row.multiplier, times: standing.fixedHolding)
      for request in context.competingOfHolder[row.name] ?? [] {
        ofRequest[request].add(docket.requests[request].holding, times: row.multiplier)
      }
      // Columns that nothing else weighs contribute nothing, so only weighed ones are kept.
      ofLevel[row.name] = ofLevel[row.name]?.reduce(into: [:]) { weights, column in
        var weight = column.value
        if column.key > 0 { weight.subtract(docket.step, times: row.multiplier) }
        weights[column.key] = weight
      }
    }
  }

  /// Whoever holds so many steps holds one fewer too: the lower column gains what the upper one loses.
  private mutating func addNested(_ rows: [Multipliers.Step]) {
    for row in rows {
      guard context.standings[row.name] != nil else {
        problems.append("has a row for the steps of `\(row.name)`, which asks for nothing")
        continue
      }
      ofLevel[row.name, default: [:]][row.steps, default: ExactSum()].subtract(1, times: row.multiplier)
      ofLevel[row.name, default: [:]][row.steps - 1, default: ExactSum()].add(Int128(row.multiplier))
    }
  }

  /// Whoever is served has a network of its own. Lotteries go by holders under every rule and count only whom their own stage
  /// serves; objectives do so where no network counts for several.
  private mutating func addServed(_ rows: [Multipliers.Named]) {
    if servedWeights == nil, docket.countsMembers, !rows.isEmpty {
      problems.append("has rows `served`, where networks count for members: the rows are `attributed`")
      return
    }
    for row in rows {
      guard context.standings[row.name] != nil else {
        problems.append("has a row for `\(row.name)` being served, which asks for nothing")
        continue
      }
      let fixed = servedWeights == nil ? context.services[row.name]?.fixedNetworks ?? 0 : 0
      addService(row, fixed: fixed, competing: context.competingOfHolder[row.name] ?? [])
    }
  }

  /// Whoever is served has a part of a network, where networks count for members.
  private mutating func addAttributed(_ rows: [Multipliers.Named]) {
    if servedWeights != nil || !docket.countsMembers, !rows.isEmpty {
      problems.append("has rows `attributed`, where no network counts for several: the rows are `served`")
      return
    }
    for row in rows {
      guard let service = context.services[row.name] else {
        problems.append("has a row for `\(row.name)` being served, for which no request counts")
        continue
      }
      addService(row, fixed: service.fixedNetworks, competing: service.competing)
    }
  }

  private mutating func addService(_ row: Multipliers.Named, fixed: Int, competing: [Int]) {
    rightHandSide.add(row.multiplier, times: fixed)
    for request in competing { ofRequest[request].add(1, times: row.multiplier) }
    ofLevel[row.name]?[0]?.subtract(1, times: row.multiplier)
  }

  mutating func addEarlierClaims(_ rows: [Multipliers.AtLeast]) {
    for row in rows {
      guard claims.indices.contains(row.claim), row.claim < index, let earlier = claims[row.claim] else {
        problems.append("rests on claim \(row.claim), which is no earlier claim")
        continue
      }
      guard isInSameProgram(earlier) else {
        problems.append("rests on claim \(row.claim), which is not of the same run")
        continue
      }
      rightHandSide.subtract(row.multiplier, times: earlier.value)
      addObjective(earlier.objective, times: row.multiplier)
    }
  }

  func isInSameProgram(_ earlier: Claim) -> Bool {
    let run = context.rules.runs[context.run]
    let planned = context.rules.planned
    guard run.stages.contains(earlier.stage - 1) else { return false }
    switch earlier.objective {
    case .precedence, .allAtLevel: return false
    default: break
    }
    let mine = planned[context.stage]
    let theirs = planned[earlier.stage - 1]
    return mine.round == theirs.round && mine.stage.requests == theirs.stage.requests
      && mine.stage.administrations == theirs.stage.administrations
  }

  /// Adds what every column may still gain.
  private func addColumns(to total: inout ExactSum) {
    for band in docket.bands.indices {
      let windows = columns.positions[band].map { ofWindow[band]?.covering($0) }
      let channels = (ofChannel[band] ?? [:]).mapValues { sums in columns.positions[band].map { sums.covering($0) } }
      for column in columns.columns[band] {
        var base = ofRequest[column.request]
        // Weights on displacement are −1 for each multiplier, so that the distance is multiplied by them.
        let (shift, overflow) = onDisplacement.value.multipliedReportingOverflow(by: Int128(column.distance))
        base.add(shift)
        if overflow || !onDisplacement.isExact { total.add(Self.beyond) }
        if columns.kinds[band] == .places {
          if let sum = windows[column.position] { base.add(-sum.value); base.note(sum) }
          addLot(docket.ticket(of: column.request, at: columns.positions[band][column.position]), to: &base)
          if base.value > 0 || !base.isExact { total.add(base) }
          continue
        }
        addOptions(of: column, base: base, channels: channels, to: &total)
      }
    }
  }

  private func addOptions(
    of column: ColumnSet.Column, base: ExactSum, channels: [Int: [ExactSum]], to total: inout ExactSum
  ) {
    for option in column.options {
      var weight = base
      if !channels.isEmpty {
        let demand = docket.requests[option.request].demand
        for channel in option.firstChannel..<option.firstChannel + demand {
          if let sum = channels[channel]?[column.position] { weight.add(-sum.value); weight.note(sum) }
        }
      }
      if let sum = ofOption[option] { weight.add(-sum.value); weight.note(sum) }
      addLot(docket.ticket(of: option), to: &weight)
      if weight.value > 0 || !weight.isExact { total.add(weight) }
    }
  }

  private func addLot(_ ticket: @autoclosure () -> Int, to weight: inout ExactSum) {
    guard onLot.value != 0 || !onLot.isExact else { return }
    let (share, overflow) = onLot.value.multipliedReportingOverflow(by: Int128(ticket()))
    weight.add(share)
    if overflow || !onLot.isExact { weight.note(Self.beyond) }
  }

  /// A sum that marks another as beyond exact arithmetic.
  private static let beyond: ExactSum = {
    var sum = ExactSum()
    sum.add(Int128.max)
    sum.add(Int128.max)
    return sum
  }()
}
