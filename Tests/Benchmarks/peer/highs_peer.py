#!/usr/bin/env python3
# OrbitShare
# SPDX-License-Identifier: GPL-3.0-or-later
"""Solves the integer programs of a scenario's policies with HiGHS, and holds the optima against a result of OrbitShare.

A peer in both senses: the same models built by other code and solved by another solver give the seconds that a general
solver needs, and an independent oracle of every optimum in `certificate.json`. Exit status: 0 where all agree, 1 where
one differs, 65 where a file asks for something that isn't modelled here, 75 where a limit stopped a model.

Seconds are the processor's, so that other work on the machine doesn't count against HiGHS.

Needs highspy, numpy and PyYAML from PyPI.
"""

import argparse
import json
import math
import sys
import time
from fractions import Fraction
from pathlib import Path

import highspy
import numpy as np
from register_requests import CIRCLE, NotCovered, read_problem


class Stopped(Exception):
    """HiGHS ended without a proven optimum."""


class Program:
    """A 0/1 program with rows of whole numbers, each at most its right-hand side; always to be maximised."""

    def __init__(self):
        self.columns = 0
        self.starts, self.indices, self.values, self.limits = [0], [], [], []

    def add_column(self):
        self.columns += 1
        return self.columns - 1

    def add_row(self, terms, limit):
        """Adds Σ coefficient · column ≤ limit, from pairs of column and coefficient."""
        for column, coefficient in terms:
            self.indices.append(column)
            self.values.append(coefficient)
        self.starts.append(len(self.indices))
        self.limits.append(limit)

    def truncate(self, rows):
        """Takes away the rows after the first ones."""
        del self.limits[rows:]
        del self.starts[rows + 1:]
        del self.indices[self.starts[-1]:]
        del self.values[self.starts[-1]:]

    def is_feasible(self, point):
        """Whether a 0/1 point keeps every row, in whole numbers."""
        products = np.array(self.values, dtype=np.int64) * point[np.array(self.indices, dtype=np.int64)]
        sums = np.add.reduceat(products, np.array(self.starts[:-1], dtype=np.int64))
        return bool((sums <= np.array(self.limits, dtype=np.int64)).all())


class Session:
    """A program in HiGHS, to be solved for one objective after another."""

    def __init__(self, program, options):
        self.program = program
        self.options = options
        self.seconds = 0.0
        self.models = 0
        self.nodes = 0
        self.point = None
        self.highs = highspy.Highs()
        for name, value in {
            "output_flag": False, "threads": options.threads, "mip_rel_gap": 0.0, "mip_abs_gap": 1e-6,
            "time_limit": float(options.time_limit), "random_seed": 0, **options.highs,
        }.items():
            self.highs.setOptionValue(name, value)
        began = time.process_time()
        count = program.columns
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = count, len(program.limits)
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.col_cost_ = np.zeros(count)
        lp.col_lower_, lp.col_upper_ = np.zeros(count), np.ones(count)
        lp.row_lower_ = np.full(len(program.limits), -highspy.kHighsInf)
        lp.row_upper_ = np.array(program.limits, dtype=float)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(program.starts, dtype=np.int32)
        lp.a_matrix_.index_ = np.array(program.indices, dtype=np.int32)
        lp.a_matrix_.value_ = np.array(program.values, dtype=float)
        lp.integrality_ = [highspy.HighsVarType.kInteger] * count
        self.highs.passModel(lp)
        self.seconds += time.process_time() - began

    def set_integrality(self, is_integer):
        """Makes every column 0 or 1, or anything between."""
        kind = highspy.HighsVarType.kInteger if is_integer else highspy.HighsVarType.kContinuous
        count = self.program.columns
        self.highs.changeColsIntegrality(
            count, np.arange(count, dtype=np.int32), np.full(count, int(kind), dtype=np.uint8))

    def _set_costs(self, terms):
        costs = np.zeros(self.program.columns)
        for column, coefficient in terms:
            costs[column] += coefficient
        self.highs.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)

    def relax(self, terms):
        """The whole part of the relaxation's optimum, and its point."""
        began = time.process_time()
        self._set_costs(terms)
        self.highs.run()
        self.seconds += time.process_time() - began
        self.models += 1
        status = self.highs.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise Stopped(f"HiGHS ended with {self.highs.modelStatusToString(status)}")
        point = np.array(self.highs.getSolution().col_value)
        return math.floor(self.highs.getInfo().objective_function_value + 1e-6), point

    def maximise(self, terms):
        """The proven optimum of an objective, given as pairs of column and coefficient."""
        began = time.process_time()
        self._set_costs(terms)
        if self.point is not None:
            start = highspy.HighsSolution()
            start.col_value = [float(value) for value in self.point]
            self.highs.setSolution(start)
        self.highs.run()
        self.seconds += time.process_time() - began
        self.models += 1
        status = self.highs.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise Stopped(f"HiGHS ended with {self.highs.modelStatusToString(status)}")
        self.nodes += max(0, self.highs.getInfo().mip_node_count)
        # Never the solver's own figure: the point is rounded, checked against the rows and counted in whole numbers.
        point = np.rint(np.array(self.highs.getSolution().col_value)).astype(np.int64)
        if not self.program.is_feasible(point):
            raise Stopped("the rounded point of HiGHS breaks a row")
        value = int(sum(coefficient * int(point[column]) for column, coefficient in terms))
        bound = math.floor(self.highs.getInfo().mip_dual_bound + 1e-6)
        if bound > value:
            raise Stopped(f"HiGHS calls {value} optimal with the bound {bound}")
        self.point = point
        return value

    def keep(self, terms, value):
        """Keeps an objective at a value for those that follow."""
        began = time.process_time()
        negated = [(column, -coefficient) for column, coefficient in terms]
        self.program.add_row(negated, -value)
        self.highs.addRow(
            -highspy.kHighsInf, float(-value), len(negated), np.array([column for column, _ in negated], dtype=np.int32),
            np.array([coefficient for _, coefficient in negated], dtype=float))
        self.seconds += time.process_time() - began


class StageModel:
    """The program of a run of objectives over some requests, with its columns by meaning."""

    def __init__(self, problem, members, verbose=False):
        self.problem = problem
        self.verbose = verbose
        self.program = Program()
        #: Triples of column, request and displacement.
        self.places = []
        #: Per administration its counting columns, what one of them counts, and pairs of column and holding.
        self.counters = []
        by_band = {}
        for request in members:
            by_band.setdefault(problem.requests[request].band, []).append(request)
        for band in sorted(by_band):
            self._add_band(problem.bands[band], by_band[band])

    def _add_band(self, band, members):
        at = {}
        for request in members:
            own = []
            for longitude, displacement in self.problem.places[request]:
                column = self.program.add_column()
                self.places.append((column, request, displacement))
                own.append((column, 1))
                at.setdefault(longitude % CIRCLE, []).append((column, 1))
            self.program.add_row(own, 1)
        # A window begins at a longitude and holds all that lies less than one separation east of it.
        longitudes = sorted(at)
        windows = {
            start: [place for place in longitudes if (place - start) % CIRCLE < band.separation] for start in longitudes}
        previous = windows[longitudes[-1]]
        for start in longitudes:
            # Part of the window to its west where it reaches no further.
            if len(longitudes) == 1 or not set(windows[start]) <= set(previous):
                terms = [term for place in windows[start] for term in at[place]]
                if len(terms) > band.blocks:
                    self.program.add_row(terms, band.blocks)
            previous = windows[start]

    def holding(self):
        return [(column, self.problem.requests[request].holding) for column, request, _ in self.places]

    def networks(self):
        return [(column, 1) for column, _, _ in self.places]

    def displacement(self):
        return [(column, -displacement) for column, _, displacement in self.places if displacement]

    def _columns_by_holder(self):
        result = {}
        for column, request, _ in self.places:
            holder = self.problem.requests[request].holder
            if holder is not None:
                result.setdefault(holder, {}).setdefault(request, []).append(column)
        return dict(sorted(result.items()))

    def add_served(self):
        """A column for each administration: it gets at least one network."""
        terms = []
        for own in self._columns_by_holder().values():
            column = self.program.add_column()
            terms.append((column, 1))
            self.program.add_row([(column, 1)] + [(place, -1) for places in own.values() for place in places], 0)
        return terms

    def add_levels(self, entitlement):
        """Columns for the steps of each administration's holding, and the levels that they are counted at.

        Returns the number of asking administrations and, for every level in ascending order, its ratio and its columns.
        """
        step = math.gcd(*(self.problem.requests[request].holding for _, request, _ in self.places))
        steps, shares = {}, {}
        for holder, own in self._columns_by_holder().items():
            share = 1 if entitlement == "equal" else self.problem.populations[holder]
            if not share:
                continue
            most = sum(self.problem.requests[request].holding for request in own) // step
            steps[holder] = [self.program.add_column() for _ in range(most)]
            shares[holder] = share
            granted = [
                (place, self.problem.requests[request].holding) for request, places in own.items() for place in places]
            self.counters.append((steps[holder], step, granted))
            self.program.add_row(
                [(column, step) for column in steps[holder]] + [(place, -holding) for place, holding in granted], 0)
        ratios = sorted({Fraction(count * step, shares[holder]) for holder, own in steps.items()
                         for count in range(1, len(own) + 1)})
        levels = []
        for ratio in ratios:
            columns = []
            for holder, own in steps.items():
                needed = math.ceil(ratio * shares[holder] / step)
                if needed <= len(own):
                    columns.append((own[needed - 1], 1))
            levels.append((ratio, columns))
        return len(steps), levels


def complete_counts(counters, point):
    """Fills the counting columns as far as their rows let them, from the first step on."""
    for steps, step, granted in counters:
        room = sum(holding * point[column] for column, holding in granted)
        for column in steps:
            point[column] = min(1, max(0, room / step if point.dtype == float else room // step))
            room -= step


class Optimum:
    """The optimum of one objective, by the name that certificates give it."""

    def __init__(self, stage, objective, value):
        self.stage = stage
        self.objective = objective
        self.value = value

    def as_json(self):
        return {"stage": self.stage, "objective": self.objective, "value": self.value}


def level_objective(ratio, entitlement, name="administrations-at-level"):
    return {
        "id": name, "entitlement": entitlement, "numerator": ratio.numerator, "denominator": ratio.denominator}


def climb(model, session, levels, asking, stage, entitlement, stops_at_first_gap, relaxes):
    """Goes up the levels and returns the optimum of each; a level whose bound the last point meets needs no model.

    With `relaxes` every level is the whole part of its relaxation's optimum, an upper bound; whether a point attains them
    all is for the caller to find out.
    """
    optima = []
    previous = asking
    point = session.point
    for ratio, columns in levels:
        known = min(previous, len(columns))
        if stops_at_first_gap and known < asking:
            value = -1
        else:
            value = -1 if point is None else math.floor(sum(point[column] for column, _ in columns) + 1e-6)
            if value < known and relaxes:
                value, point = session.relax(columns)
                complete_counts(model.counters, point)
            elif value < known:
                value = session.maximise(columns)
                point = session.point
                complete_counts(model.counters, point)
            value = min(value, known)
        if stops_at_first_gap and value < asking:
            optima.append(Optimum(stage, level_objective(ratio, entitlement, "all-at-level"), 0))
            return optima
        optima.append(Optimum(stage, level_objective(ratio, entitlement), value))
        session.keep(columns, value)
        if model.verbose:
            print(f"level {ratio}: {value}, {session.models} solved, {session.seconds:.1f} s", file=sys.stderr, flush=True)
        if value == 0:
            return optima
        previous = value
    return optima


def climb_by_relaxations(model, options, *arguments):
    """The levels by relaxations, and a session in which a point attains them all; None where there is no such point."""
    session = Session(model.program, options)
    rows = len(model.program.limits)
    session.set_integrality(False)
    # Primal: each level begins at the point of the one before, which stays feasible. Dual takes five times as long.
    session.highs.setOptionValue("simplex_strategy", 4)
    optima = climb(model, session, *arguments, relaxes=True)
    session.set_integrality(True)
    session.highs.setOptionValue("simplex_strategy", 1)
    try:
        session.maximise([])
    except Stopped:
        model.program.truncate(rows)
        return None
    return optima, session


def leading_run(policy):
    """The objectives that a policy begins with and that are solved together; empty where it begins with an order."""
    run = []
    for number, stage in enumerate(policy["stages"], start=1):
        if "maximise" not in stage:
            return run
        run.append((number, stage))
        if stage.get("carry", "grants") != "optimum":
            return run
    return run


def solve_policy(problem, policy, options):
    """The optima of a policy's first run of objectives, with what they took; None where it has none."""
    run = leading_run(policy)
    if not run:
        return None
    if policy.get("constraints"):
        raise NotCovered(f"constraints of an objective, in {policy['name']}")
    if any(stage.get("administrations", "all") != "all" for _, stage in run):
        raise NotCovered(f"a choice of administrations, in {policy['name']}")
    wanted = run[0][1].get("requests", "all")
    members = [i for i, request in enumerate(problem.requests) if wanted in ("all", request.kind)]
    coupled = any(stage["maximise"] not in ("holding", "networks") for _, stage in run)
    if coupled:
        parts = [members]
    else:
        parts = [[i for i in members if problem.requests[i].band == band] for band in range(len(problem.bands))]
    totals, record = {}, {
        "models": [], "build_seconds": 0.0, "solve_seconds": 0.0, "displacement_seconds": None,
        "displacement_stopped": None}
    for part in filter(None, parts):
        began = time.process_time()
        model = StageModel(problem, part, options.verbose)
        counters = {}
        for number, stage in run:
            if stage["maximise"] == "administrations-served":
                counters[number] = model.add_served()
            elif stage["maximise"] in ("minimum-ratio", "leximin"):
                counters[number] = model.add_levels(stage.get("entitlement", "equal"))
        size = (model.program.columns, len(model.program.limits), len(model.program.indices))
        record["build_seconds"] += time.process_time() - began
        session = Session(model.program, options)
        optima = []
        for number, stage in run:
            objective = stage["maximise"]
            if objective in ("minimum-ratio", "leximin"):
                asking, levels = counters[number]
                arguments = (levels, asking, number, stage.get("entitlement", "equal"), objective == "minimum-ratio")
                found = None
                if options.levels == "relaxations" and session.models == 0:
                    found = climb_by_relaxations(model, options, *arguments)
                if found:
                    optima += found[0]
                    found[1].seconds += session.seconds
                    session = found[1]
                else:
                    optima += climb(model, session, *arguments, relaxes=False)
                continue
            terms = {
                "holding": model.holding, "networks": model.networks,
                "administrations-served": lambda: counters[number]}[objective]()
            optima.append(Optimum(number, {"id": objective}, session.maximise(terms)))
            session.keep(terms, optima[-1].value)
        record["solve_seconds"] += session.seconds
        primary = session.seconds
        if options.displacement:
            try:
                value = session.maximise(model.displacement())
                optima.append(Optimum(run[-1][0], {"id": "displacement"}, value))
                record["displacement_seconds"] = (record["displacement_seconds"] or 0) + session.seconds - primary
            except Stopped as reason:
                record["displacement_stopped"] = f"{reason} after {session.seconds - primary:.0f} s"
        band = None if coupled else problem.bands[problem.requests[part[0]].band].identifier
        record["models"].append({
            "band": band, "columns": size[0], "rows": size[1], "coefficients": size[2], "seconds": session.seconds,
            "solves": session.models, "nodes": session.nodes})
        for optimum in optima:
            key = json.dumps([optimum.stage, optimum.objective], sort_keys=True)
            if key in totals:
                totals[key].value += optimum.value
            else:
                totals[key] = optimum
    if record["displacement_stopped"]:
        totals = {key: optimum for key, optimum in totals.items() if optimum.objective["id"] != "displacement"}
    record["optima"] = [optimum.as_json() for optimum in totals.values()]
    return record


def compare(policy, record, claims, covers_displacement):
    """The lines that say where a certificate and the peer differ."""
    covered = {number for number, _ in leading_run(policy)}
    expected = {}
    for claim in claims:
        is_covered = claim["kind"] == "maximise" or (covers_displacement and claim["objective"]["id"] == "displacement")
        if claim["stage"] in covered and is_covered:
            expected[json.dumps([claim["stage"], claim["objective"]], sort_keys=True)] = claim
    found = {json.dumps([entry["stage"], entry["objective"]], sort_keys=True): entry for entry in record["optima"]}
    differences = []
    for key in sorted(expected.keys() | found.keys()):
        if key not in expected:
            differences.append(f"{policy['name']}: {key}: HiGHS has {found[key]['value']}, the certificate no claim")
        elif key not in found:
            differences.append(f"{policy['name']}: {key}: the certificate claims {expected[key]['value']}, HiGHS nothing")
        elif expected[key]["value"] != found[key]["value"]:
            differences.append(
                f"{policy['name']}: {key}: HiGHS has {found[key]['value']}, the certificate {expected[key]['value']}")
    return len(expected), differences


def number(text):
    """The value of an option: a whole number, a decimal number or text."""
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            pass
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenario", help="the scenario file")
    parser.add_argument("--result", type=Path, help="a result directory whose certificate.json must agree")
    parser.add_argument("--policy", action="append", help="only this policy; may be repeated")
    parser.add_argument("--displacement", action="store_true", help="solve the first tie-break, least displacement, too")
    parser.add_argument(
        "--levels", choices=["relaxations", "integers"], default="relaxations",
        help="solve levels as relaxations with one integer program at the end, or each as an integer program")
    parser.add_argument("--threads", type=int, default=1, help="threads of HiGHS (default: 1)")
    parser.add_argument("--time-limit", type=float, default=600, help="seconds for each model (default: 600)")
    parser.add_argument("--option", action="append", default=[], help="an option of HiGHS, as NAME=VALUE")
    parser.add_argument("--verbose", action="store_true", help="say what each level took")
    parser.add_argument("--json", type=Path, help="write sizes, seconds and optima to this file")
    options = parser.parse_args()
    options.highs = {name: number(value) for name, value in (text.split("=", 1) for text in options.option)}
    try:
        began = time.process_time()
        problem = read_problem(options.scenario)
        reading = time.process_time() - began
    except NotCovered as reason:
        print(f"{options.scenario}: not modelled here: {reason}", file=sys.stderr)
        return 65
    certificate = {}
    if options.result:
        with open(options.result / "certificate.json", encoding="utf-8") as file:
            certificate = {entry["policy"]: entry["stages"] for entry in json.load(file)["policies"]}
    answer = {
        "solver": f"HiGHS {highspy.Highs().version()}", "requests": len(problem.requests), "reading_seconds": reading,
        "threads": options.threads, "displacement": options.displacement, "policies": {}, "differences": [],
        "stopped": []}
    for policy in problem.policies:
        name = policy["name"]
        if options.policy and name not in options.policy:
            continue
        try:
            record = solve_policy(problem, policy, options)
        except NotCovered as reason:
            print(f"not modelled here: {reason}", file=sys.stderr)
            return 65
        except Stopped as reason:
            answer["stopped"].append(f"{name}: {reason}")
            print(f"{name}: {reason}", file=sys.stderr)
            continue
        if record is None:
            continue
        answer["policies"][name] = record
        text = ""
        if options.result:
            covers_displacement = options.displacement and not record["displacement_stopped"]
            claims, differences = compare(policy, record, certificate.get(name, []), covers_displacement)
            record["claims_compared"] = claims
            answer["differences"] += differences
            text = f", {claims} claims compared, {len(differences)} differ"
        sizes = ", ".join(f"{m['columns']}×{m['rows']}" for m in record["models"])
        tie = record["displacement_seconds"]
        if record["displacement_stopped"]:
            tie = None
            record["displacement_seconds"] = None
            answer["stopped"].append(f"{name}, displacement: {record['displacement_stopped']}")
        print(
            f"{name}: {record['build_seconds']:.2f} s building, {record['solve_seconds']:.2f} s solving"
            + (f", {tie:.2f} s for the displacement" if tie is not None else "") + f" ({sizes}){text}", flush=True)
    if options.json:
        options.json.write_text(json.dumps(answer, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    for line in answer["differences"]:
        print(line, file=sys.stderr)
    return 1 if answer["differences"] else 75 if answer["stopped"] else 0


if __name__ == "__main__":
    sys.exit(main())
