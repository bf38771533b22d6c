#!/usr/bin/env python3
# OrbitShare
# SPDX-License-Identifier: GPL-3.0-or-later
"""Solves the program of one rule of welfare, levels or the frontier with HiGHS, and holds it against a result.

The programs are built by `highs_peer.py` from the scenario's files. Nash and α-fair welfare count an administration's
holding in steps, each worth what it adds to the welfare in millionths; the holdings in `allocation.csv` are priced with the
same numbers. A frontier is solved at each threshold of `results.json`. Exit status: 0 where all agree, 1 where one differs,
65 where a rule isn't modelled here, 75 where a limit stopped a model.
"""

import argparse
import csv
import json
import math
import sys
from fractions import Fraction
from pathlib import Path

from highs_peer import NotCovered, Session, StageModel, Stopped, compare, solve_policy
from register_requests import read_problem, rows

UNIT = 1_000_000
#: Shares of income groups where a scenario states none: the defaults of the scenario format.
INCOME_SHARES = {"LIC": 4, "LMC": 3, "UMC": 2, "HIC": 1}
ALPHAS = {"nash": 1.0, "alpha-fairness-half": 0.5, "alpha-fairness-2": 2.0, "alpha-fairness-5": 5.0}
POLICIES = ("max-min", "leximin", "leximin-income", "most-served")


def welfare(steps, alpha):
    """The welfare of a number of steps."""
    return math.log(steps) if alpha == 1 else steps ** (1 - alpha) / (1 - alpha)


def gains(most, alpha):
    """What each step adds, in millionths; from α = 1 on the first adds nothing, since holders are counted before."""
    first = 0 if alpha >= 1 else round(UNIT * welfare(1, alpha))
    return [first] + [round(UNIT * (welfare(count, alpha) - welfare(count - 1, alpha))) for count in range(2, most + 1)]


def everything(problem, options):
    """The program of all requests with its counting columns, the number of askers and the levels."""
    model = StageModel(problem, list(range(len(problem.requests))), options.verbose)
    asking, levels = model.add_levels(options.entitlement)
    return model, asking, levels


def sizes(model):
    return {
        "columns": model.program.columns, "rows": len(model.program.limits), "coefficients": len(model.program.indices)}


def held_by_administration(result, policy):
    """Channels by administration, from `allocation.csv`."""
    held = {}
    with open(result / "allocation.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["policy"] == policy and row["outcome"] == "granted":
                held[row["administration"]] = held.get(row["administration"], 0) + int(row["channels"])
    return held


def solve_welfare(problem, name, options):
    alpha = ALPHAS[name]
    model, _, _ = everything(problem, options)
    size = sizes(model)
    session = Session(model.program, options)
    step = model.counters[0][1]
    answer = {"holders": None}
    if alpha >= 1:
        terms = [(steps[0], 1) for steps, _, _ in model.counters]
        answer["holders"] = session.maximise(terms)
        session.keep(terms, answer["holders"])
    terms = [
        (column, gain) for steps, _, _ in model.counters for column, gain in zip(steps, gains(len(steps), alpha)) if gain]
    answer["welfare"] = session.maximise(terms)
    differences = []
    if options.result:
        counts = [count // step for count in held_by_administration(options.result, name).values()]
        ours = sum(sum(gains(count, alpha)) for count in counts)
        # The two round gains in units of their own, half a unit a step at most.
        slack = sum(len(steps) for steps, _, _ in model.counters)
        if answer["holders"] is not None and answer["holders"] != len(counts):
            differences.append(f"{name}: HiGHS has {answer['holders']} holders, the result {len(counts)}")
        if abs(ours - answer["welfare"]) > slack:
            differences.append(f"{name}: HiGHS has the welfare {answer['welfare']}, the result {ours}")
        answer["welfare_of_result"] = ours
    return session, [size], answer, differences


def solve_frontier(problem, options):
    with open(options.result / "results.json", encoding="utf-8") as file:
        frontier = next(one for one in json.load(file)["frontier"] if one["entitlement"] == options.entitlement)
    total, models, answer, differences = None, [], {"points": []}, []
    for point in frontier["points"]:
        threshold = Fraction(point["threshold"]["numerator"], point["threshold"]["denominator"])
        model, asking, levels = everything(problem, options)
        if threshold > 0:
            columns = next(columns for ratio, columns in levels if ratio >= threshold)
            model.program.add_row([(column, -1) for column, _ in columns], -asking)
        models.append(sizes(model))
        session = Session(model.program, options)
        holding = session.maximise(model.holding())
        answer["points"].append({"threshold": str(threshold), "holding": holding})
        if holding != point["holding"]:
            differences.append(f"frontier at {threshold}: HiGHS has {holding}, the result {point['holding']}")
        if total:
            session.seconds += total.seconds
            session.models += total.models
        total = session
    return total, models, answer, differences


def solve_listed(problem, name, options):
    """A policy that the general peer models; the shares of income groups stand in for populations."""
    policy = next((one for one in problem.policies if one["name"] == name), None)
    if policy is None:
        raise NotCovered(f"a policy that the scenario doesn't list: {name}")
    record = solve_policy(problem, policy, options)
    differences = []
    if options.result:
        with open(options.result / "certificate.json", encoding="utf-8") as file:
            certificate = {entry["policy"]: entry["stages"] for entry in json.load(file)["policies"]}
        _, differences = compare(policy, record, certificate[name], False)
    models = [{key: model[key] for key in ("columns", "rows", "coefficients")} for model in record["models"]]
    return record, models, {"optima": len(record["optima"])}, differences


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenario")
    parser.add_argument("--rule", required=True, choices=[*ALPHAS, *POLICIES, "frontier"])
    parser.add_argument("--result", type=Path, help="a result directory that must agree")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--time-limit", type=float, default=1200, help="seconds for each model")
    parser.add_argument("--json", type=Path, required=True)
    options = parser.parse_args()
    options.highs, options.verbose, options.entitlement = {}, False, "equal"
    options.levels, options.displacement = "relaxations", False
    try:
        problem = read_problem(options.scenario)
        if options.rule in ALPHAS:
            solved, models, answer, differences = solve_welfare(problem, options.rule, options)
        elif options.rule == "frontier":
            if not options.result:
                parser.error("a frontier needs --result, which holds its thresholds")
            solved, models, answer, differences = solve_frontier(problem, options)
        else:
            if options.rule == "leximin-income":
                register = Path(options.scenario).parent
                problem.populations = {
                    entry["symbol"]: INCOME_SHARES.get(entry["income_group"])
                    for entry in rows(register / "administrations.csv")}
            solved, models, answer, differences = solve_listed(problem, options.rule, options)
    except NotCovered as reason:
        print(f"not modelled here: {reason}", file=sys.stderr)
        return 65
    except Stopped as reason:
        print(f"{options.rule}: {reason}", file=sys.stderr)
        return 75
    seconds = solved["solve_seconds"] if isinstance(solved, dict) else solved.seconds
    options.json.write_text(
        json.dumps({"rule": options.rule, "models": models, "solve_seconds": seconds, "differences": differences,
                    "answer": answer}, indent=1) + "\n", encoding="utf-8")
    for difference in differences:
        print(difference, file=sys.stderr)
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
