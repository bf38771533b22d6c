// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// One thing wrong with solver options.
public enum OptionsFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// Cover cuts with presolve.
  case coverCutsWithPresolve
  /// A number that is NaN, infinite or negative where it can't be.
  case badNumber(option: String, value: String)
  /// A starting point of the wrong length.
  case startingPointLength(expected: Int, actual: Int)
  /// A starting point that isn't feasible; the text is the first violation.
  case startingPointInfeasible(String)
  /// A starting point with presolve, which renames the variables.
  case startingPointWithPresolve

  /// Option, problem and remedy in one line.
  public var description: String {
    switch self {
    case .coverCutsWithPresolve:
      "cuts: cover cuts can't be combined with presolve; drop one of them"
    case .badNumber(let option, let value):
      "\(option): \(value) isn't allowed; give a finite number in the option's range, or leave the option out"
    case .startingPointLength(let expected, let actual):
      "startingPoint: \(actual) values for \(expected) variables; give one value for each variable"
    case .startingPointInfeasible(let violation):
      "startingPoint: not feasible (\(violation)); give a feasible point or none"
    case .startingPointWithPresolve:
      "startingPoint: can't be combined with presolve; drop one of them"
    }
  }
}

/// All faults of solver options together.
public struct InvalidOptions: Error, Hashable, Sendable, CustomStringConvertible {
  /// The faults.
  public let faults: [OptionsFault]

  /// Makes the error.
  public init(_ faults: [OptionsFault]) {
    self.faults = faults
  }

  /// One line a fault.
  public var description: String { faults.map(\.description).joined(separator: "\n") }
}

extension SolverOptions {
  /// Everything that is wrong with the options for a model.
  public func faults(for model: Model) -> [OptionsFault] {
    var faults: [OptionsFault] = []
    if presolve, cuts.contains(.cover) { faults.append(.coverCutsWithPresolve) }
    if !relativeGap.isFinite || relativeGap < 0 {
      faults.append(.badNumber(option: "relativeGap", value: "\(relativeGap)"))
    }
    if !(dualTolerance > 0 && dualTolerance < 1) {
      faults.append(.badNumber(option: "dualTolerance", value: "\(dualTolerance)"))
    }
    if let targetObjective, !targetObjective.isFinite {
      faults.append(.badNumber(option: "targetObjective", value: "\(targetObjective)"))
    }
    let limits = [
      ("timeLimitMilliseconds", timeLimitMilliseconds), ("nodeLimit", nodeLimit),
      ("iterationLimit", iterationLimit), ("logLimit", logLimit),
    ]
    for case (let option, let value?) in limits where value < 0 {
      faults.append(.badNumber(option: option, value: "\(value)"))
    }
    if let startingPoint { faults += startingPointFaults(startingPoint, model) }
    return faults
  }

  private func startingPointFaults(_ point: [Double], _ model: Model) -> [OptionsFault] {
    if presolve { return [.startingPointWithPresolve] }
    if point.count != model.variableCount {
      return [.startingPointLength(expected: model.variableCount, actual: point.count)]
    }
    let report = FeasibilityReport(of: model, at: point)
    return report.violations.first.map { [.startingPointInfeasible($0.description)] } ?? []
  }
}
