// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import SeededNumbers
import Testing

@testable import Fairness

/// The same measures written a second time from their definitions, in Python's exact fractions.
@Suite("An independent oracle", .enabled(if: PythonOracle.isAvailable))
struct PythonOracleTests {
  @Test("Exact measures agree to the bit, the others to 10⁻¹²")
  func agreement() throws {
    var generator = SplitMix64(seed: 51)
    var cases: [Holdings] = []
    for round in 0..<250 { cases.append(try randomHoldings(&generator, weighted: round % 3 != 0)) }
    for _ in 0..<5 {
      cases.append(
        try Holdings(
          (0..<40).map { _ in generator.next(below: 4) * generator.next(below: 100_000) },
          entitlements: (0..<40).map { _ in 1 + generator.next(below: 1_000_000_000) }, kind: .identicalUnits))
    }
    let input = cases.map { holdings in
      "\(holdings.amounts.map(String.init).joined(separator: ","))"
        + " \(holdings.entitlements.map(String.init).joined(separator: ","))\n"
    }.joined()
    let lines = try PythonOracle.run(input).split(separator: "\n")
    #expect(lines.count == cases.count)
    for (line, holdings) in zip(lines, cases) {
      let ours = Dictionary(uniqueKeysWithValues: InequalityMeasures.all(of: holdings).map { ($0.measure, $0.value) })
      for field in line.split(separator: " ") {
        let parts = field.split(separator: "=")
        let measure = try #require(Measure(rawValue: String(parts[0])))
        let value = try #require(ours[measure])
        switch parts[1] {
        case "undefined": #expect(value.status == "undefined", "\(measure.id) \(holdings.amounts)")
        case "inf": #expect(value == .infinite, "\(measure.id) \(holdings.amounts)")
        default:
          let expected = try #require(Double(parts[1]))
          let isExact = [
            .gini, .hoover, .herfindahl, .palma, .ratio2020, .minimumRatio, .wprop1Violations, .wef1Violations,
            .lowerQuotaViolations,
          ].contains(measure)
          if isExact {
            #expect(value == .value(expected), "\(measure.id) \(holdings.amounts) \(holdings.entitlements)")
          } else {
            #expect(isClose(value.number, expected, 1e-12), "\(measure.id) \(holdings.amounts)")
          }
        }
      }
    }
  }
}

/// Runs the oracle.
enum PythonOracle {
  /// Whether a Python interpreter is on the path.
  static let isAvailable: Bool = (try? run("1,1 1,1\n")) != nil

  /// The oracle's answer to lines of holdings and entitlements.
  static func run(_ input: String, script: String = script) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script]
    let (standardInput, standardOutput) = (Pipe(), Pipe())
    process.standardInput = standardInput
    process.standardOutput = standardOutput
    try process.run()
    standardInput.fileHandleForWriting.write(Data(input.utf8))
    try standardInput.fileHandleForWriting.close()
    let output = try standardOutput.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    return String(decoding: output, as: UTF8.self)
  }

  static let script = """
    import math, sys
    from fractions import Fraction as F

    def lorenz(pairs, p):
        pairs = sorted(pairs, key=lambda pair: F(pair[0], pair[1]))
        total, weight = sum(x for x, _ in pairs), sum(e for _, e in pairs)
        left, held = p * weight, F(0)
        for x, e in pairs:
            part = min(F(e), left)
            held += F(x, e) * part
            left -= part
        return held / total

    for line in sys.stdin:
        amounts, entitlements = ([int(n) for n in part.split(",")] for part in line.split())
        n, total, weight = len(amounts), sum(amounts), sum(entitlements)
        s = [F(x, total) for x in amounts]
        q = [F(e, weight) for e in entitlements]
        r = [a / b for a, b in zip(s, q)]
        out = {}
        out["gini"] = sum(q[i] * q[j] * abs(r[i] - r[j]) for i in range(n) for j in range(n)) / 2
        out["hoover"] = sum(abs(a - b) for a, b in zip(s, q)) / 2
        square = sum(a * a / b for a, b in zip(s, q))
        out["ge2"] = (square - 1) / 2
        out["jain"] = 1 / square
        out["cv"] = math.sqrt(square - 1)
        out["hhi"] = sum(a * a for a in s)
        out["min_ratio"] = min(r)
        out["theil_t"] = math.fsum(float(a) * math.log(a / b) for a, b in zip(s, q) if a)
        if 0 in amounts:
            out["mld"], out["atkinson_1"], out["nash_welfare"] = math.inf, 1, 0
        else:
            mld = math.fsum(float(b) * math.log(b / a) for a, b in zip(s, q))
            out["mld"], out["atkinson_1"], out["nash_welfare"] = mld, 1 - math.exp(-mld), math.exp(-mld)
        out["atkinson_0.5"] = 1 - math.fsum(float(b) * math.sqrt(x) for b, x in zip(q, r)) ** 2
        pairs = list(zip(amounts, entitlements))
        for name, top, bottom in (("palma", F(9, 10), F(2, 5)), ("ratio_20_20", F(4, 5), F(1, 5))):
            low = lorenz(pairs, bottom)
            out[name] = (1 - lorenz(pairs, top)) / low if low else None
        out["lower_quota_violations"] = sum(x < math.floor(b * total) for x, b in zip(amounts, q))
        out["wprop1_violations"] = sum(x < total and x + 1 < b * total for x, b in zip(amounts, q))
        out["wef1_violations"] = sum(
            amounts[j] > 0 and F(amounts[i], entitlements[i]) < F(amounts[j] - 1, entitlements[j])
            for i in range(n) for j in range(n) if i != j)
        print(" ".join(f"{k}={'undefined' if v is None else repr(float(v))}" for k, v in out.items()))
    """
}
