// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Allocation
import Benchmark
import Coordination
import Filings
import GLPKSolver
import IntegerPrograms
import Reporting
import Scenarios
import Verification

/// The sizes of the largest program of a policy, beside its time.
private let columns = BenchmarkMetric.custom("Columns of the largest program", polarity: .prefersSmaller)
private let rows = BenchmarkMetric.custom("Rows of the largest program", polarity: .prefersSmaller)
private let granted = BenchmarkMetric.custom("Networks granted", polarity: .prefersLarger)

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .cpuTotal, .peakMemoryResident], warmupIterations: 0, maxDuration: .seconds(3),
    maxIterations: 100)

  Benchmark("read the register") { benchmark in
    for _ in benchmark.scaledIterations { blackHole(try Inputs.read()) }
  }

  Benchmark("derive requests and places") { benchmark, input in
    for _ in benchmark.scaledIterations {
      blackHole(try CoordinationProblem(scenario: input.scenario, register: input.register))
    }
  } setup: {
    try Inputs.read()
  }

  // The goal: under one second for all networks of the register and the latecomers.
  Benchmark("first come, first served, alone") { benchmark, input in
    for _ in benchmark.scaledIterations {
      blackHole(try PolicyEngine(solver: GLPKSolver()).allocate(input.problem, policy: input.policy))
    }
  } setup: {
    (problem: try Inputs.problem(), policy: try Inputs.policy("first-come"))
  }

  let names = (try? Scenario.read(path: Inputs.scenarioPath).policies) ?? []
  for name in names {
    Benchmark(
      "allocate: \(name)",
      configuration: .init(metrics: [.wallClock, .cpuTotal, .peakMemoryResident, columns, rows, granted])
    ) { benchmark, input in
      for _ in benchmark.scaledIterations {
        let allocation = try Inputs.allocate(input.problem, input.policy)
        benchmark.measurement(columns, allocation.effort.columns)
        benchmark.measurement(rows, allocation.effort.rows)
        benchmark.measurement(granted, allocation.grants.count { $0 != nil })
      }
    } setup: {
      (problem: try Inputs.problem(), policy: try Inputs.policy(name))
    }
  }

  Benchmark("solve the relaxation of the band Ku") { benchmark, model in
    for _ in benchmark.scaledIterations {
      blackHole(
        try Inputs.onLargeStack {
          var options = SolverOptions()
          options.relaxationOnly = true
          return try GLPKSolver().solve(model, options: options)
        })
    }
  } setup: {
    BandProgram(try Inputs.problem(), band: "Ku").model
  }

  Benchmark("verify a result: \(StoredResult.extent)") { benchmark, result in
    for _ in benchmark.scaledIterations {
      let report = ResultVerifier(
        scenario: result.scenario, register: result.register, policies: result.policies, files: result.files
      ).verify()
      if let finding = report.findings.first { benchmark.error("\(finding)") }
    }
  } setup: {
    try StoredResult.load()
  }

  Benchmark("render the report: \(StoredResult.extent)") { benchmark, result in
    for _ in benchmark.scaledIterations {
      let document = try ResultsDocument(json: result.results, path: ResultFiles.resultsName)
      blackHole(try Report(document: document).html())
    }
  } setup: {
    try StoredResult.load()
  }
}
