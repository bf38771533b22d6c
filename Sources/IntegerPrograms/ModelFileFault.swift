// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// One thing wrong with a model file, or with a model that is to be written to one.
public struct ModelFileFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// The line from 1, where there is one.
  public let line: Int?
  /// What is wrong, in one clause.
  public let problem: String
  /// What to write instead.
  public let remedy: String

  /// Makes a fault.
  public init(line: Int?, problem: String, remedy: String) {
    self.line = line
    self.problem = problem
    self.remedy = remedy
  }

  /// `line n: problem; remedy`.
  public var description: String {
    (line.map { "line \($0): " } ?? "") + "\(problem); \(remedy)"
  }
}

/// All faults of a model file together.
public struct InvalidModelFile: Error, Hashable, Sendable, CustomStringConvertible {
  /// The faults, in the order of the file.
  public let faults: [ModelFileFault]

  /// Makes the error.
  public init(_ faults: [ModelFileFault]) {
    self.faults = faults
  }

  /// One line a fault.
  public var description: String { faults.map(\.description).joined(separator: "\n") }
}

/// Which names are written to a model file.
public enum NameStyle: String, Hashable, Sendable, CaseIterable {
  /// The model's own names; one that the format can't hold is a fault.
  case given
  /// `x1`, `x2` … and `r1`, `r2` … by place.
  case generic
}

/// The shortest text that reads back as the same number, without `.0` at the end.
func numberText(_ number: Double) -> String {
  if number == number.rounded(), abs(number) < 1e15 { return String(Int64(number)) }
  return number.description
}

/// Prepares a model for writing: validates it and gathers its names.
struct WritableModel {
  let model: Model
  let variableNames: [String]
  let rowNames: [String]

  /// - Parameter problem: What is wrong with a name in this format, nil for nothing.
  init(_ model: Model, names: NameStyle, problem: (String) -> String?) throws(InvalidModelFile) {
    var faults = model.faults().map { fault in
      ModelFileFault(line: nil, problem: "the model can't be written (\(fault))", remedy: "mend the model first")
    }
    self.model = model
    if names == .generic {
      variableNames = (0..<model.variableCount).map { "x\($0 + 1)" }
      rowNames = (0..<model.rowCount).map { "r\($0 + 1)" }
    } else {
      variableNames = (0..<model.variableCount).map { model.name(of: Variable(index: $0)) }
      rowNames = (0..<model.rowCount).map { model.name(of: Row(index: $0)) }
      for (kind, list) in [("variable", variableNames), ("row", rowNames)] {
        for name in list {
          guard let problem = problem(name) else { continue }
          faults.append(
            ModelFileFault(
              line: nil, problem: "the \(kind) name \"\(name)\" \(problem)",
              remedy: "rename it, or write generic names"))
        }
      }
    }
    if !faults.isEmpty { throw InvalidModelFile(faults) }
  }
}
