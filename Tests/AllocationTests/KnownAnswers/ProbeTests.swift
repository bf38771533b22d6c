import GLPKSolver
import Testing

@testable import Allocation
@testable import Coordination
@testable import Scenarios

@Suite struct ProbeTests {
  @Test func probe() throws {
    for seed in [40020, 40161, 40106, 40031] {
      let problem = try SmallProblem.random(seed).problem()
      let oracle = Oracle(problem)
      print("PROBE", seed, problem.requests.count, oracle?.choices.count as Any)
      let a = try PolicyEngine(solver: GLPKSolver()).allocate(problem, policy: .of([.maximise(.total(.holding))]))
      print("PROBE claims", a.claims.map { "\($0.objective) \($0.value)" })
    }
    var seen = Set<String>()
    func go(_ v: [[Int]]) throws {
      let w = ItemWorld(v)
      var best = (0, 0, 0)
      w.forEachDivision { held in
        let h = held.filter { $0 > 0 }
        let p = h.reduce(1, *)
        if (h.count, p) > (best.0, best.1) { best = (h.count, p, 0) }
        if (h.count, p) == (best.0, best.1) { best.2 += 1 }
      }
      for (name, o) in [("nash", Policy.Objective.alphaFairness(halves: 2)), ("a2", .alphaFairness(halves: 4)), ("leximin", .leximin), ("sum", .total(.holding))] {
        let a = try PolicyEngine(solver: GLPKSolver()).allocate(try w.problem(), policy: .of([.maximise(o)]))
        let key = "\(name) \(v) optima \(best.2) engine count \(a.optima?.count as Any) \(a.uniqueness)"
        if seen.insert(key).inserted { print("PROBE", key) }
      }
    }
    for n in 1...5 { try go([[Int](repeating: 2, count: n), [Int](repeating: 1, count: n)]) }
    for n in 1...5 { try go([[Int](repeating: 3, count: n), [Int](repeating: 2, count: n)]) }
    for n in 2...7 { try go([10, 15, 8].map { [Int](repeating: $0, count: n) }) }
    try go([[1, 2], [2, 1]]); try go([[3, 1], [1, 1]]); try go([[3, 4], [5, 5]]); try go([[1,2,3],[4,3,1]])
    for (a, b, c, d) in [(1,2,1,3),(2,3,1,2),(2,3,3,5),(1,1,1,2)] { try go([[a,b],[c,d]]) }
  }
}
