// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// What a part of a JSON document should be.
indirect enum ExpectedPart {
  case text(String)
  case integer(Int)
  case boolean(Bool)
  /// A number up to rounding.
  case number(Double)
  /// An object with `status` and, where it has one, `value`.
  case figure(ExpectedFigure)
  /// Left out, or null.
  case nothing
  /// These parts in this order.
  case list([ExpectedPart])
  /// Objects in any order, each once, told apart by the texts of some members.
  case keyed([String], [(key: [String], part: ExpectedPart)])
  /// An object with at least these members; a later version of the program may tell more.
  case object([(name: String, part: ExpectedPart)])
  /// Any of these, where the format leaves it open.
  case anyOf([ExpectedPart])
  /// All of these at once.
  case all([ExpectedPart])
  /// A Lorenz curve through the sorted shares.
  case curve(LorenzCurve)
}

/// Holds a JSON document against what it should be.
struct PartComparison {
  /// What is wrong where; the steps to the place are collected from the inside out.
  struct Problem {
    var steps: [String] = []
    var problem: String
    var expected: String

    /// The place, `counts.granted` or `holdings[3].networks`.
    var place: String {
      steps.reversed().reduce(into: "") { $0 += $0.isEmpty || $1.hasPrefix("[") ? $1 : "." + $1 }
    }
  }

  let conventions: MetricConventions
  /// How many single entries were compared.
  private(set) var compared = 0
  private(set) var problems: [Problem] = []

  init(conventions: MetricConventions) {
    self.conventions = conventions
  }

  mutating func compare(_ value: JSONValue?, _ expected: ExpectedPart) {
    switch expected {
    case .text(let text): require(value?.text.map { isSame($0, text) } == true, value, "`\(text)`")
    case .integer(let number): require(value?.integer == number, value, "\(number)")
    case .boolean(let truth): require(value?.boolean == truth, value, "\(truth)")
    case .number(let number):
      require(value?.double.map { conventions.isClose($0, number) } == true, value, "\(number)")
    case .nothing: require(value?.isNull != false, value, "nothing")
    case .figure(let figure):
      let status = value?.member("status")?.text ?? ""
      let isNumber = value?.member("value").map { $0.double != nil } ?? true
      let matches = figure.matches(value: value?.member("value")?.double, status: status, conventions: conventions)
      let written = (value?.member("value")?.brief ?? "nothing") + " with status `\(status)`"
      require(isNumber && matches, written: value == nil ? "is missing" : "is \(written)", figure.text)
    case .list(let parts): compareList(value, parts)
    case .keyed(let names, let parts): compareKeyed(value, names, parts)
    case .object(let members):
      guard value?.members != nil else { return require(false, value, "an object") }
      for member in members { inside(member.name) { $0.compare(value?.entry(member.name), member.part) } }
    case .anyOf(let parts): compareAny(value, parts)
    case .all(let parts): for part in parts { compare(value, part) }
    case .curve(let curve):
      compared += curve.shares.count
      if let problem = curve.problem(of: value, conventions: conventions) { problems.append(problem) }
    }
  }

  private mutating func require(_ holds: Bool, _ value: JSONValue?, _ expected: @autoclosure () -> String) {
    require(holds, written: value.map { "is \($0.brief)" } ?? "is missing", expected())
  }

  private mutating func require(
    _ holds: Bool, written: @autoclosure () -> String, _ expected: @autoclosure () -> String
  ) {
    compared += 1
    if !holds { problems.append(Problem(problem: written(), expected: expected())) }
  }

  /// Compares what is inside, and lets new problems know where.
  private mutating func inside(_ step: @autoclosure () -> String, _ body: (inout PartComparison) -> Void) {
    let before = problems.count
    body(&self)
    guard problems.count > before else { return }
    let name = step()
    for index in before..<problems.count { problems[index].steps.append(name) }
  }

  private mutating func compareList(_ value: JSONValue?, _ parts: [ExpectedPart]) {
    guard let elements = value?.elements else { return require(false, value, "a list") }
    require(elements.count == parts.count, written: "has \(elements.count) entries", "\(parts.count)")
    for (index, part) in parts.enumerated() where index < elements.count {
      inside("[\(index)]") { $0.compare(elements[index], part) }
    }
  }

  private mutating func compareKeyed(
    _ value: JSONValue?, _ names: [String], _ parts: [(key: [String], part: ExpectedPart)]
  ) {
    guard let elements = value?.elements else { return require(false, value, "a list") }
    var found: [[String]: JSONValue] = [:]
    for element in elements {
      let key = names.map { element.member($0)?.text ?? "" }
      let isNew = found.updateValue(element, forKey: key) == nil
      if !isNew {
        inside("[\(key.joined(separator: " "))]") { $0.require(false, written: "stands twice", "one entry") }
      }
    }
    for (key, part) in parts {
      inside("[\(key.joined(separator: " "))]") { $0.compare(found.removeValue(forKey: key), part) }
    }
    for key in found.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      inside("[\(key.joined(separator: " "))]") { $0.require(false, written: "is not due", "no such entry") }
    }
  }

  private mutating func compareAny(_ value: JSONValue?, _ parts: [ExpectedPart]) {
    var first: PartComparison?
    for part in parts {
      var attempt = PartComparison(conventions: conventions)
      attempt.compare(value, part)
      if first == nil || attempt.problems.isEmpty { first = attempt }
      if attempt.problems.isEmpty { break }
    }
    compared += first?.compared ?? 0
    problems += first?.problems ?? []
  }
}

/// A Lorenz curve, point by point.
struct LorenzCurve {
  /// Sorted by ratio; none where nothing is held.
  let shares: [Distribution.Share]

  init(_ distribution: Distribution) {
    shares = distribution.isEmpty ? [] : distribution.shares
  }

  init(_ shares: [Distribution.Share]) {
    self.shares = shares
  }

  /// What is wrong with a list of points `[p, L]`.
  ///
  /// Those of one ratio may stand in any order, as the curve is the same; how wide their steps are must agree.
  func problem(of value: JSONValue?, conventions: MetricConventions) -> PartComparison.Problem? {
    func fault(_ step: Int?, _ problem: String, _ expected: String) -> PartComparison.Problem {
      PartComparison.Problem(steps: step.map { ["[\($0)]"] } ?? [], problem: problem, expected: expected)
    }
    guard let elements = value?.elements else { return fault(nil, "is no list", "a list of points") }
    let due = shares.isEmpty ? 0 : shares.count + 1
    guard elements.count == due else { return fault(nil, "has \(elements.count) points", "\(due)") }
    guard !shares.isEmpty else { return nil }
    var points: [(part: Double, held: Double)] = []
    for (index, element) in elements.enumerated() {
      guard let pair = element.elements, pair.count == 2, let part = pair[0].double, let held = pair[1].double else {
        return fault(index, "is no point", "a pair of numbers")
      }
      points.append((part, held))
    }
    guard points[0] == (0, 0) else { return fault(0, "is \(points[0])", "the origin") }
    let holding = Double(shares.reduce(0) { $0 + $1.holding })
    let entitlement = Double(shares.reduce(0) { $0 + $1.entitlement })
    var start = 0
    var below = (part: 0, held: 0)
    while start < shares.count {
      var end = start
      var group = (part: 0, held: 0)
      while end < shares.count, Distribution.isSameRatio(shares[start], shares[end]) {
        group = (group.part + shares[end].entitlement, group.held + shares[end].holding)
        end += 1
      }
      let due = shares[start..<end].map { Double($0.entitlement) / entitlement }.sorted()
      let steps = (start..<end).map { points[$0 + 1].part - points[$0].part }.sorted()
      if let wrong = zip(steps, due).first(where: { !conventions.isClose($0, $1) }) {
        return fault(start + 1, "has a step of \(wrong.0)", "\(wrong.1)")
      }
      for index in start..<end {
        let along = points[index + 1].part - Double(below.part) / entitlement
        let ratio = Double(group.held) * entitlement / (holding * Double(group.part))
        let height = Double(below.held) / holding + along * ratio
        // On a steep piece the last bits of the part move the height by as many times as it is steep.
        let slack = abs(points[index + 1].held - height) <= 4e-16 * ratio
        guard slack || conventions.isClose(points[index + 1].held, height) else {
          return fault(index + 1, "is at \(points[index + 1].held)", "\(height)")
        }
      }
      below = (below.part + group.part, below.held + group.held)
      start = end
    }
    return nil
  }
}
