// OrbitShare
// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import SeededNumbers
import Testing

@testable import Fairness

/// Statistics of studies written a second time in Python's exact fractions, by other formulas where there are any.
@Suite("An independent oracle of statistics", .enabled(if: PythonOracle.isAvailable))
struct InferenceOracleTests {
  @Test("Quantiles, sign tests, Holm, variance and Shapley values of random numbers agree to 10⁻¹²")
  func agreement() throws {
    var generator = SplitMix64(seed: 77)
    var input = ""
    var ours: [[Double]] = []
    func numbers(_ count: Int) -> [Double] { (0..<count).map { _ in Double(generator.next(below: 41) - 20) } }
    func add(_ kind: String, _ sizes: [Int], _ numbers: [Double], _ answer: [Double]) {
      input += kind + " " + sizes.map(String.init).joined(separator: ",") + " "
      input += numbers.map { String(Int($0)) }.joined(separator: ",") + "\n"
      ours.append(answer)
    }
    for _ in 0..<40 {
      let sample = numbers(2 + generator.next(below: 30))
      let quartiles = [0.25, 0.5, 0.75].compactMap { Quantiles.type7(sample.sorted(), $0) }
      add("quartiles", [1], sample, quartiles)
      let scores = OutlierScores.modified(sample)
      add("scores", [1], sample, scores)
      let differences = numbers(1 + generator.next(below: 10))
      let resampling = BlockResampling(blocks: differences.count, resamples: 10, seed: 1)
      add("signs", [1], differences, SignFlipTest.tests(of: [differences], resampling: resampling).map(\.pValue))
      let pValues = (0..<1 + generator.next(below: 12)).map { _ in Double(generator.next(below: 400)) }
      add("holm", [1], pValues, HolmAdjustment.adjusted(pValues.map { $0 / 1_000 }))
      let values = numbers(1 << (1 + generator.next(below: 4)))
      add("shapley", [1], values, try #require(ShapleyDecomposition.parts(values)))
      let levels = (0..<1 + generator.next(below: 3)).map { _ in 1 + generator.next(below: 3) }
      let seeds = 1 + generator.next(below: 3)
      let cells = numbers(levels.reduce(seeds, *))
      let variance = try #require(FactorialVariance(levels: levels, seeds: seeds, numbers: cells))
      add(
        "variance", levels + [seeds], cells,
        variance.main + variance.pairs + [variance.higher, variance.seeds, variance.remainder])
    }
    let lines = try PythonOracle.run(input, script: Self.script).split(separator: "\n")
    #expect(lines.count == ours.count)
    for (line, (answer, question)) in zip(lines, zip(ours, input.split(separator: "\n"))) {
      let expected = line.split(separator: " ").compactMap { Double($0) }
      #expect(expected.count == answer.count, "\(question)")
      for (own, other) in zip(answer, expected) { #expect(isClose(own, other, 1e-12), "\(question)") }
    }
  }

  private static let script = """
    import itertools, math, statistics, sys
    from fractions import Fraction as F

    def groups(levels, chosen, seeds, numbers):
        # Sum of squares of the means over all that isn't chosen, about the grand mean.
        sums = {}
        for place, number in enumerate(numbers):
            key, rest = [], place
            for size in reversed(list(levels) + [seeds]):
                key.append(rest % size)
                rest //= size
            key = key[::-1]
            sums.setdefault(tuple(key[i] for i in chosen), []).append(number)
        grand = sum(numbers) / F(len(numbers))
        return sum(len(own) * (sum(own) / F(len(own)) - grand) ** 2 for own in sums.values())

    for line in sys.stdin:
        kind, sizes, numbers = line.split()
        sizes = [int(n) for n in sizes.split(",")]
        x = [F(n) for n in numbers.split(",")]
        if kind == "quartiles":
            out = statistics.quantiles(x, n=4, method="inclusive")
        elif kind == "scores":
            middle = statistics.median(x)
            spread = statistics.median(abs(n - middle) for n in x)
            mean = statistics.mean(abs(n - middle) for n in x)
            out = [F(6745, 10000) * (n - middle) / spread if spread
                   else (n - middle) / (F(1253314, 1000000) * mean) if mean else F(0) for n in x]
        elif kind == "signs":
            patterns = list(itertools.product((1, -1), repeat=len(x)))
            seen = abs(sum(x))
            out = [F(sum(abs(sum(s * n for s, n in zip(p, x))) >= seen for p in patterns), len(patterns))]
        elif kind == "holm":
            p = [n / 1000 for n in x]
            order = sorted(p)
            out = [max(min(F(1), (len(p) - k) * order[k]) for k in range(len(p)) if order[k] <= own) for own in p]
        elif kind == "shapley":
            count = len(x).bit_length() - 1
            parts = [F(0)] * count
            for order in itertools.permutations(range(count)):
                present = 0
                for cause in order:
                    parts[cause] += x[present | 1 << cause] - x[present]
                    present |= 1 << cause
            out = [part / math.factorial(count) for part in parts]
        else:
            *levels, seeds = sizes
            factors = range(len(levels))
            main = [groups(levels, [i], seeds, x) for i in factors]
            pairs = [groups(levels, [i, j], seeds, x) - main[i] - main[j] for i, j in itertools.combinations(factors, 2)]
            cells = groups(levels, list(factors), seeds, x)
            lots = groups(levels, [len(levels)], seeds, x)
            whole = groups(levels, list(factors) + [len(levels)], seeds, x)
            out = main + pairs + [cells - sum(main) - sum(pairs), lots, whole - cells - lots]
        print(" ".join(repr(float(n)) for n in out))
    """
}
