// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

/// The places of a plan, made when they are asked for: a plan of a million places takes no memory.
public struct PlannedRuns: Sendable {
  /// How many places there are.
  public let count: Int
  private let element: @Sendable (Int) throws -> PlannedRun

  /// Makes a plan of a rule that answers the place of a number, from 0.
  public init(count: Int, _ element: @escaping @Sendable (Int) throws -> PlannedRun) {
    self.count = count
    self.element = element
  }

  /// Makes a plan of places that can be asked for in any order.
  public init<Places: RandomAccessCollection & Sendable>(_ places: Places)
  where Places.Element == PlannedRun, Places.Index: Sendable {
    self.init(count: places.count) { places[places.index(places.startIndex, offsetBy: $0)] }
  }

  /// The place of a number.
  public func run(_ ordinal: Int) throws -> PlannedRun { try element(ordinal) }
}

/// What a study calls the parts that places name by their index.
public struct PlaceNames: Hashable, Sendable {
  /// The grids.
  public var grids: [String]
  /// The scenarios.
  public var scenarios: [String]
  /// The registers.
  public var registers: [String]
  /// The parameters of all grids, each once, in the study's order.
  public var parameters: [String]

  /// Makes names.
  public init(grids: [String], scenarios: [String], registers: [String], parameters: [String]) {
    self.grids = grids
    self.scenarios = scenarios
    self.registers = registers
    self.parameters = parameters
  }

  /// The names of a study.
  public init(_ study: Study) {
    var parameters: [String] = []
    for factor in study.grids.flatMap(\.factors) where !parameters.contains(factor.parameter.description) {
      parameters.append(factor.parameter.description)
    }
    self.init(
      grids: study.grids.map(\.name), scenarios: study.scenarios.map(\.name), registers: study.registers.map(\.name),
      parameters: parameters)
  }

  func grid(_ run: PlannedRun) -> String { Self.name(run.grid, of: grids) }
  func scenario(_ run: PlannedRun) -> String { Self.name(run.scenario, of: scenarios) }

  /// The register's name; empty for the scenario's own.
  func register(_ run: PlannedRun) -> String { run.register.map { Self.name($0, of: registers) } ?? "" }

  private static func name(_ index: Int, of names: [String]) -> String {
    names.indices.contains(index) ? names[index] : String(index + 1)
  }

  /// A place in words, the same as long as the study calls it so.
  public func words(for run: PlannedRun) -> String {
    Self.words(
      grid: grid(run), scenario: scenario(run), register: register(run),
      settings: run.settings.map { "\($0.parameter)=\($0.value)" }, seed: run.seed, policy: run.policy)
  }

  static func words(
    grid: String, scenario: String, register: String, settings: [String], seed: Int, policy: String
  ) -> String {
    let parts = [grid, scenario, register].filter { !$0.isEmpty } + settings
    return (parts + ["seed \(seed)", policy]).joined(separator: ", ")
  }
}
