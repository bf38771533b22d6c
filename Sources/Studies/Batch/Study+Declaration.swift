// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

extension Study {
  /// A digest of what is declared to be run, whatever the report makes of it: names, places, limits and what is kept.
  ///
  /// A store keeps it, and shards that are joined agree in it. It is taken of JSON, as the identities of runs are.
  public var declarationDigest: String {
    let grids = grids.map { grid in
      CanonicalJSON.object([
        ("name", CanonicalJSON.text(grid.name)), ("policies", CanonicalJSON.list(grid.policies)),
        ("seeds", Self.numbers(grid.seeds)), ("design", grid.design.json),
        ("varies", CanonicalJSON.list(grid.varies.map(\.rawValue).sorted())),
        ("factors", Self.list(grid.factors.map(\.json))), ("scenarios", Self.numbers(grid.scenarios)),
        ("registers", Self.list(grid.registers.map { $0.map(String.init) ?? "null" })),
      ])
    }
    let measures = measures.map { selection in
      CanonicalJSON.object([
        ("measures", CanonicalJSON.list(selection.measures)),
        ("populations", CanonicalJSON.list(selection.populations)),
        ("entitlements", CanonicalJSON.list(selection.entitlements)), ("groups", CanonicalJSON.list(selection.groups)),
      ])
    }
    let json = CanonicalJSON.object([
      ("name", CanonicalJSON.text(name)), ("grids", Self.list(grids)),
      ("scenarios", CanonicalJSON.list(scenarios.map(\.name))),
      ("registers", CanonicalJSON.list(registers.map(\.name))), ("nodes", nodeLimit.map { String($0) } ?? "null"),
      ("allocations", keep.allocations ? "true" : "false"),
      ("certificates", CanonicalJSON.text(keep.certificates.rawValue)), ("measures", Self.list(measures)),
    ])
    return RunIdentity(key: json.utf8).description
  }

  private static func list(_ json: [String]) -> String { "[" + json.joined(separator: ",") + "]" }
  private static func numbers(_ numbers: [Int]) -> String { list(numbers.map { String($0) }) }
}

extension Grid.Design {
  fileprivate var json: String {
    switch self {
    case .full: #"{"full":{}}"#
    case .oneAtATime: #"{"one_at_a_time":{}}"#
    case .latinHypercube(let points, let seed): #"{"latin_hypercube":{"points":\#(points),"seed":\#(seed)}}"#
    case .sobol(let points, let skip): #"{"sobol":{"points":\#(points),"skip":\#(skip)}}"#
    }
  }
}

extension Factor {
  fileprivate var json: String {
    let levels =
      switch levels {
      case .values(let values): CanonicalJSON.list(values)
      case .range(let lower, let upper, let isWhole):
        #"{"lower_thousandths":\#(lower),"upper_thousandths":\#(upper),"whole":\#(isWhole)}"#
      }
    return CanonicalJSON.object([("parameter", CanonicalJSON.text("\(parameter)")), ("levels", levels)])
  }
}
