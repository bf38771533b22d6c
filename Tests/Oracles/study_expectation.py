# OrbitShare
# SPDX-License-Identifier: GPL-3.0-or-later
"""What study-results.json must say, worked out from the runs by the article on analysing a study."""

import itertools
import math
import os

from study_families import families, known
from study_statistics import (
    FEWEST_BLOCKS, TIE, Column, accelerated_estimate, beaten_by_none, bootstrap_weights, class_count, classes,
    correlation_ratio, deviation, estimate, factorial_squares, holm, mean, means_beaten_by_none, outlier_scores,
    percentile_interval, quantile, shapley, share_within, sign_test)

LOWER_IS_FAIRER = "lower-is-fairer"
REMOVALS = ("register.dates", "register.demand", "register.in-use")
MOST_RUNS, MOST_OUTLIERS, MOST_PAIR_CELLS, MOST_CLASSES, MOST_INDEX_RESAMPLES = 400, 100, 64, 8, 200


class GridExpectation:
    """What a grid's record must say; `number` counts grids from 0."""

    def __init__(self, study, grid, number, directions):
        self.study, self.grid, self.directions = study, grid, directions
        self.seed, self.confidence = study.seed + number, float(study.confidence)
        self.weights = []
        if grid.block_count >= FEWEST_BLOCKS:
            self.weights = list(bootstrap_weights(self.seed, grid.block_count, study.resamples))

    def column(self, numbers, worlds=None):
        blocks = self.grid.blocks
        chosen = range(len(numbers)) if worlds is None else worlds
        return Column(self.grid.block_count, ((blocks[w], numbers[w]) for w in chosen))

    def record(self):
        grid = self.grid
        record = {
            "name": grid.name, "question": grid.question, "design": grid.design, "scenarios": grid.scenarios,
            "registers": [name or "own" for name in grid.registers], "policies": grid.policies,
            "points": grid.points, "seeds": grid.seeds, "repeated_seeds": grid.repeated_seeds, "varies": grid.varies,
            "worlds": len(grid.worlds), "planned": grid.planned, "done": grid.done, "failed": len(grid.failed),
            "block": "point" if grid.drawn else "seed", "blocks": grid.block_count,
            "unproved": [{"policy": policy, "count": count} for policy, count in grid.unproved],
        }
        declared = dict(grid.declared)
        record["factors"] = [
            {"parameter": p, "levels": levels if levels is not None else ["%s to %s" % declared[p]]}
            for p, levels, _, _ in grid.factors]
        outliers, count = self.outliers() if grid.worlds else ([], 0)
        record |= {"outliers": outliers, "outlier_count": count}
        parts = ("distributions", "comparisons", "families", "variance", "effects", "interactions", "decompositions", "frontiers")
        for part in parts:
            record[part] = getattr(self, part)() if grid.worlds else []
        return record

    def each(self, targets):
        for target in targets:
            for policy, name in enumerate(self.grid.policies):
                yield target, policy, name, self.grid.numbers[policy][target]

    def distributions(self):
        found = []
        for target, policy, name, numbers in self.each(self.study.reported):
            own = sorted(known(numbers))
            runs = sum(1 for identity in self.grid.identities[policy] if identity)
            found.append({
                "policy": name, "target": target, "count": len(own), "undefined": runs - len(own),
                "mean": accelerated_estimate(self.column(numbers), self.weights, self.confidence),
                "standard_deviation": deviation(own),
                "quantiles": [quantile(own, p / 20) for p in range(21)] if own else []})
        return found

    def comparisons(self):
        if self.study.reference not in self.grid.policies:
            return []
        reference, found = self.grid.policies.index(self.study.reference), []
        for target, policy, name, numbers in self.each(self.study.reported):
            if policy == reference:
                continue
            other = self.grid.numbers[reference][target]
            pairs = [None if a is None or b is None else a - b for a, b in zip(numbers, other)]
            own = known(pairs)
            if not own:
                continue
            column, spread = self.column(pairs), deviation(own)
            p, patterns, exact = sign_test(column.sums, self.seed, self.study.resamples)
            varies = spread is not None and spread > TIE * abs(mean(own))
            found.append({
                "policy": name, "target": target, "count": len(own), "p_value": p, "patterns": patterns, "is_exact": exact,
                "difference": accelerated_estimate(column, self.weights, self.confidence),
                "standardised_mean": mean(own) / spread if varies else None,
                "greater": sum(d > 0 for d in own), "less": sum(d < 0 for d in own), "equal": sum(d == 0 for d in own),
                **self.ends(pairs)})
        return found

    def alike(self):
        """Worlds that differ by chance alone; of drawn points all of one scenario and register."""
        groups = {}
        for world, row in enumerate(self.grid.rows):
            groups.setdefault((row["scenario"], row["register"], None if self.grid.drawn else row["point"]), []).append(world)
        return list(groups.values())

    def ends(self, pairs):
        """The settings with the least and the greatest mean difference; of equals the first."""
        groups = [] if self.grid.drawn else self.alike()
        means = [(self.grid.settings(self.grid.rows[own[0]]), mean(known(pairs[w] for w in own)))
                 for own in groups if known(pairs[w] for w in own)]
        if len(groups) < 2 or not means:
            return {"least": None, "greatest": None}
        least = next(own for own in means if all(own[1] <= other[1] + 1e-12 for other in means))
        greatest = next(own for own in means if all(own[1] >= other[1] - 1e-12 for other in means))
        return {name: {"settings": own[0], "value": own[1]} for name, own in (("least", least), ("greatest", greatest))}

    def families(self):
        return families(self)

    # Shares of variance

    def variance(self):
        if self.grid.drawn:
            return [r for own in self.each(self.study.reported) for r in self.given_data(own[0], own[2], own[3])]
        if self.grid.design != "full":
            return []
        found = []
        for target in self.study.reported:
            everybody = range(len(self.grid.policies))
            if len(everybody) > 1:
                found += self.factorial(target, list(everybody))
            if self.grid.factors:
                found += [record for policy in everybody for record in self.factorial(target, [policy])]
        return found

    def cells(self, complete):
        """Worlds by levels and seed, of seeds with a world that passes at every combination."""
        grid, table = self.grid, {}
        for world, row in enumerate(grid.rows):
            if complete(world):
                table[tuple(places[world] for _, _, places, _ in grid.factors) + (int(row["seed"]),)] = world
        size = math.prod(len(levels) for _, levels, _, _ in grid.factors)
        count = {}
        for cell in table:
            count[cell[-1]] = count.get(cell[-1], 0) + 1
        return {cell: world for cell, world in table.items() if count[cell[-1]] == size}

    def factorial(self, target, policies):
        grid = self.grid
        table = self.cells(lambda world: all(grid.numbers[p][target][world] is not None for p in policies))
        together = len(policies) > 1
        numbers = {
            ((p,) if together else ()) + cell: grid.numbers[p][target][world] for cell, world in table.items() for p in policies}
        if not numbers:
            return []
        spread = deviation(list(numbers.values()))
        if not spread or spread <= TIE * abs(mean(list(numbers.values()))):
            return []
        names = (["policy"] if together else []) + [parameter for parameter, _, _, _ in grid.factors]
        parts, higher, seeds, rest, total = factorial_squares(numbers, len(names))
        terms = [{"parameters": [names[i] for i in own], "share": estimate(part / total)} for own, part in parts.items()]
        return [{
            "policy": None if together else grid.policies[policies[0]], "target": target, "method": "factorial",
            "count": len(numbers), "standard_deviation": spread, "terms": terms, "higher": higher / total,
            "seeds": seeds / total, "remainder": rest / total}]

    def classes(self, factor, worlds, most=32):
        _, _, places, values = factor
        if values is None:
            return [places[w] for w in worlds]
        return classes([values[w] for w in worlds], min(most, class_count(min(len(worlds), self.grid.block_count))))

    def given_data(self, target, policy, numbers):
        worlds = [w for w, y in enumerate(numbers) if y is not None]
        own = [numbers[w] for w in worlds]
        if len(own) <= 3:
            return []
        terms, ones, points = [], [1] * len(own), [self.grid.blocks[w] for w in worlds]
        for factor in self.grid.factors:
            places = self.classes(factor, worlds)
            share = correlation_ratio(own, places, ones)
            if share is None:
                return []
            resampled = known(
                correlation_ratio(own, places, [weights[point] for point in points])
                for weights in self.weights[:MOST_INDEX_RESAMPLES])
            bias = mean(resampled) - share if resampled else 0.0
            ends = percentile_interval([s - 2 * bias for s in resampled], self.confidence)
            if len(set(points)) < FEWEST_BLOCKS:
                ends = None
            inside = [min(1.0, max(0.0, x)) for x in (share - bias,) + (ends or ())]
            terms.append({"parameters": [factor[0]], "share": estimate(inside[0], inside[1:] or None)})
        # Points of several scenarios or registers differ for other reasons than seeds.
        alike = len(self.grid.scenarios) == 1 and len(self.grid.registers) == 1
        seeds = share_within(own, points) if alike else 0
        return [{
            "policy": policy, "target": target, "method": "given-data", "count": len(own),
            "standard_deviation": deviation(own), "terms": terms, "higher": 0, "seeds": seeds,
            "remainder": max(0.0, 1 - seeds - math.fsum(term["share"]["value"] for term in terms))}]

    # Main effects, interactions, causes

    def levels(self, index):
        """Levels of a factor, or middles of classes, with the worlds that show its effect."""
        grid, (parameter, levels, places, values) = self.grid, self.grid.factors[index]
        everything = range(len(grid.worlds))
        if levels is not None:
            def shown(world):
                return grid.design != "one-at-a-time" or all(
                    i == index or name in ("scenario", "register") or own[world] == 0
                    for i, (name, _, own, _) in enumerate(grid.factors))
            return [(level, [w for w in everything if places[w] == i and shown(w)]) for i, level in enumerate(levels)]
        own = self.classes(grid.factors[index], list(everything), MOST_CLASSES)
        members = [[w for w in everything if own[w] == k] for k in range(max(own) + 1)]
        # In whole thousandths, halves upwards.
        middles = [(2 * sum(round(values[w] * 1000) for w in m) + len(m)) // (2 * len(m)) for m in members]
        return [(repr(middle / 1000).removesuffix(".0"), m) for middle, m in zip(middles, members)]

    def effects(self):
        found = []
        for index, (parameter, _, _, _) in enumerate(self.grid.factors):
            levels = self.levels(index)
            for target, policy, name, numbers in self.each(self.study.reported):
                for level, worlds in levels:
                    own = known(numbers[w] for w in worlds)
                    if not own:
                        continue
                    found.append({
                        "policy": name, "target": target, "parameter": parameter, "level": level, "count": len(own),
                        "mean": accelerated_estimate(self.column(numbers, worlds), self.weights, self.confidence)})
        return found

    def interactions(self):
        found = []
        if self.grid.design != "full":
            return found
        for one, two in itertools.combinations(self.grid.factors, 2):
            if not 1 < len(one[1]) * len(two[1]) <= MOST_PAIR_CELLS:
                continue
            for target, policy, name, numbers in self.each(self.study.primary):
                for (i, a), (j, b) in itertools.product(enumerate(one[1]), enumerate(two[1])):
                    own = known(y for w, y in enumerate(numbers) if one[2][w] == i and two[2][w] == j)
                    if own:
                        found.append({
                            "policy": name, "target": target, "parameters": [one[0], two[0]], "levels": [a, b],
                            "count": len(own), "mean": mean(own)})
        return found

    def decompositions(self):
        switches = [f for f in self.grid.factors if f[0] not in ("scenario", "register")]
        if self.grid.design != "full" or not 0 < len(switches) < 12:
            return []
        if any(f[0] not in REMOVALS or len(f[1]) != 2 or f[1][0] != "as-filed" for f in switches):
            return []
        return [r for own in self.each(self.study.primary) for r in self.decomposition(switches, own[0], own[1], own[2])]

    def decomposition(self, switches, target, policy, name):
        numbers = self.grid.numbers[policy]
        floor = None
        if self.study.targets[target][0] == "gini":
            at = self.study.targets.index(("gini_floor",) + self.study.targets[target][1:])
            floor = numbers[at] if known(numbers[at]) else None
        own = numbers[target]
        table = self.cells(lambda w: own[w] is not None and (floor is None or floor[w] is not None))
        if not table:
            return []
        n, columns = len(switches) + (floor is not None), {}
        for size in range(n + 1):
            for chosen in itertools.combinations(range(n), size):
                less = floor if floor is not None and n - 1 not in chosen else None
                worlds = [w for w in table.values()
                          if all((f[2][w] == 0) == (i in chosen) for i, f in enumerate(switches))]
                values = [None] * len(own)
                for w in worlds:
                    values[w] = own[w] - (less[w] if less else 0)
                columns[frozenset(chosen)] = self.column(values)
        sets, everything, nothing = list(columns), frozenset(range(n)), frozenset()
        observed = {s: columns[s].mean() for s in sets}
        resampled = {s: columns[s].resampled(self.weights) for s in sets}
        draws = [{s: resampled[s][i] for s in sets} for i in range(len(self.weights))]
        draws = [values if None not in values.values() else None for values in draws]
        if min(column.filled() for column in columns.values()) < FEWEST_BLOCKS:
            draws = []

        def combined(number):
            ends = percentile_interval([None if v is None else number(v) for v in draws], self.confidence)
            return estimate(number(observed), ends)

        def share(number):
            if observed[everything] == 0:
                return None
            return combined(lambda v: number(v) / v[everything] if v[everything] else None)

        causes, parts_of = [], {}

        def part(values, i):
            key = id(values)
            if key not in parts_of:
                parts_of[key] = shapley(values, n)
            return parts_of[key][i]

        for i in range(n):
            cause = {"part": combined(lambda v: part(v, i)), "share": share(lambda v: part(v, i))}
            if i < len(switches):
                cause |= {"parameter": switches[i][0], "present": switches[i][1][0], "absent": switches[i][1][1]}
            else:
                cause["parameter"] = "indivisibility"
            causes.append(cause)
        names = [cause["parameter"] for cause in causes]
        return [{
            "policy": name, "target": target, "blocks": columns[everything].filled(),
            "whole": combined(lambda v: v[everything]), "rest": combined(lambda v: v[nothing]),
            "rest_share": share(lambda v: v[nothing]), "causes": causes,
            "sets": [{"present": [names[i] for i in sorted(s)], "value": combined(lambda v: v[s])} for s in sets]}]

    # Frontier and outliers

    def frontiers(self):
        return [self.frontier(target) for target in self.study.primary if target != self.study.efficiency]

    def frontier(self, target):
        grid, efficiency = self.grid, self.study.efficiency
        signs = [-1 if self.directions[t] == LOWER_IS_FAIRER else 1 for t in (efficiency, target)]
        runs, points, unbeaten = [], [[] for _ in grid.policies], [0] * len(grid.policies)
        for world in range(len(grid.worlds)):
            own = []
            for policy in range(len(grid.policies)):
                pair = grid.numbers[policy][efficiency][world], grid.numbers[policy][target][world]
                if None not in pair:
                    own.append((policy, pair))
                    points[policy].append(pair)
                    runs.append({"identity": grid.identities[policy][world], "policy": policy,
                                 "efficiency": pair[0], "equity": pair[1]})
            for i in beaten_by_none([(signs[0] * a, signs[1] * b) for _, (a, b) in own]):
                unbeaten[own[i][0]] += 1
        with_runs = [policy for policy in range(len(grid.policies)) if points[policy]]
        means = [tuple(mean([pair[i] for pair in points[policy]]) for i in (0, 1)) for policy in with_runs]
        best = set(means_beaten_by_none([(signs[0] * a, signs[1] * b) for a, b in means]))
        frontier = set(beaten_by_none([(signs[0] * run["efficiency"], signs[1] * run["equity"]) for run in runs]))

        def thinned(own):
            return own if len(own) <= MOST_RUNS else [own[i * len(own) // MOST_RUNS] for i in range(MOST_RUNS)]

        return {
            "target": target, "run_count": len(frontier),
            "policies": [{
                "policy": grid.policies[policy], "efficiency": means[i][0], "equity": means[i][1],
                "is_undominated": i in best, "undominated_worlds": unbeaten[policy], "worlds": len(points[policy])}
                for i, policy in enumerate(with_runs)],
            "runs": thinned([run for i, run in enumerate(runs) if i in frontier]),
            "cloud": thinned([run for i, run in enumerate(runs) if i not in frontier])}

    def outliers(self):
        found = []
        for (target, policy, name, numbers), group in itertools.product(self.each(self.study.reported), self.alike()):
            worlds = [w for w in group if numbers[w] is not None]
            if not worlds:
                continue
            median, scores = outlier_scores([numbers[w] for w in worlds])
            found += [
                ((-abs(score), target, policy, w), {
                    "identity": self.grid.identities[policy][w], "policy": name, "target": target, "median": median,
                    "world": self.grid.words(self.grid.rows[w]), "value": numbers[w], "score": score})
                for w, score in zip(worlds, scores) if abs(score) > 3.5]
        found.sort(key=lambda own: own[0])
        return [own for _, own in found[:MOST_OUTLIERS]], len(found)


def expectation(study, document):
    """The document, without what nothing else says: titles, sentences, the program's name."""
    directions = [target["direction"] for target in document["targets"]]
    grids = [GridExpectation(study, grid, i, directions).record() for i, grid in enumerate(study.grids)]
    primary = [c for grid in grids for c in grid["comparisons"] if c["target"] in study.primary]
    for comparison, adjusted in zip(primary, holm([c["p_value"] for c in primary])):
        comparison["adjusted_p_value"] = adjusted
    declared = {
        "name": study.name, "title": study.title, "question": study.question, "file": os.path.basename(study.path),
        "reference": study.reference, "primary": study.primary, "efficiency": study.efficiency,
        "confidence_thousandths": int(study.confidence * 1000), "resamples": study.resamples, "seed": study.seed,
        "node_limit": None if study.nodes is None else int(study.nodes), "comparisons": len(primary)}
    targets = [
        {"measure": measure, "population": population, "entitlement": entitlement, "is_auxiliary": i not in study.reported}
        for i, (measure, population, entitlement) in enumerate(study.targets)]
    failures = [
        {"identity": row["identity"], "grid": grid.name, "world": grid.words(row), "policy": label_of(row),
         "kind": study.messages.get(row["identity"], {}).get("kind"),
         "message": study.messages.get(row["identity"], {}).get("message")}
        for grid in study.grids for row in grid.failed]
    if study.is_copy:
        # The copy in the directory has another name than the file that was run.
        del declared["file"]
    return {"schema": "orbitshare-study/1", "study": declared, "targets": targets, "grids": grids, "failures": failures}


def label_of(row):
    return row["policy"].split("/")[-1].removesuffix(".yaml").removesuffix(".yml")
