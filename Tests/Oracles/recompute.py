#!/usr/bin/env python3
# OrbitShare
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recomputes figures of a result directory from its allocation and the register's table of administrations.

usage: recompute.py RESULT_DIRECTORY REGISTER_DIRECTORY_OR_ADMINISTRATIONS_CSV
                    [--holding channels|networks] [--organisations-apart]

Python 3, standard library only; shares nothing with the program. Prints every difference and exits 1 if there is any.
"""

import argparse
import csv
import json
import math
import os
import sys
from fractions import Fraction

RELATIVE, ABSOLUTE = 1e-9, 1e-12


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def cell(row, *names):
    """The first column that the table has under one of several names."""
    for name in names:
        if name in row:
            return row[name].strip()
    return ""


def flag(text):
    return text.lower() in ("1", "true", "yes", "y")


def administrations(path):
    if os.path.isdir(path):
        inside = [os.path.join(path, "administrations.csv"), os.path.join(path, "data", "administrations.csv")]
        path = next((name for name in inside if os.path.exists(name)), inside[0])
    found = {}
    for row in read(path):
        inhabitants = cell(row, "population", "inhabitants")
        groups = {"all"}
        for name, columns in (
            ("LDC", ("ldc", "is_ldc", "least_developed")),
            ("LLDC", ("lldc", "is_lldc", "landlocked_developing")),
            ("SIDS", ("sids", "is_sids", "small_island_developing")),
        ):
            if flag(cell(row, *columns)):
                groups.add(name)
        income = cell(row, "income_group", "income")
        if income:
            groups.add("income:" + income)
        groups.add("region:" + cell(row, "itu_region", "region"))
        found[cell(row, "symbol", "administration", "itu_symbol")] = {
            "inhabitants": int(float(inhabitants)) if inhabitants else None,
            "groups": groups,
        }
    return found


def figures(people, population):
    """Figures of a group; people are (holding, entitlement, networks, channels, requests)."""
    result = {
        "granted_networks": sum(p[2] for p in people),
        "granted_channels": sum(p[3] for p in people),
        "granted_administrations": sum(1 for p in people if p[2]),
    }
    asked = sum(p[4] for p in people)
    result["served_share"] = Fraction(result["granted_networks"], asked) if asked else None
    result["share_with_nothing"] = Fraction(sum(1 for p in people if not p[0]), len(people)) if people else None
    total, owed = sum(p[0] for p in people), sum(p[1] for p in people)
    everything, everybody = sum(p[0] for p in population), sum(p[1] for p in population)
    result["parity_ratio"] = Fraction(total, everything) / Fraction(owed, everybody) if everything and owed else None
    indices = "gini theil_t mld ge2 atkinson_0.5 atkinson_1 hoover jain cv hhi palma ratio_20_20 min_ratio nash_welfare"
    if not total:
        result.update(dict.fromkeys(indices.split()))
        return result
    shares = sorted(
        ((Fraction(p[0], total), Fraction(p[1], owed)) for p in people), key=lambda share: share[0] / share[1])

    def held(part):
        """The Lorenz curve, exactly."""
        below = under = Fraction(0)
        for share, weight in shares:
            if part <= below + weight:
                return under + share * (part - below) / weight
            below, under = below + weight, under + share
        return Fraction(1)

    gini, under = Fraction(1), Fraction(0)
    for share, weight in shares:
        gini -= weight * (2 * under + share)
        under += share
    result["gini"] = gini
    result["hoover"] = sum(abs(share - weight) for share, weight in shares) / 2
    result["hhi"] = sum(share * share for share, _ in shares)
    variation = sum(share * share / weight for share, weight in shares) - 1
    result["ge2"] = variation / 2
    result["cv"] = math.sqrt(variation)
    result["jain"] = 1 / (1 + variation)
    result["theil_t"] = math.fsum(s * math.log(s / q) for s, q in shares if s)
    result["atkinson_0.5"] = 1 - math.fsum(math.sqrt(s * q) for s, q in shares) ** 2
    result["min_ratio"] = shares[0][0] / shares[0][1]
    result["palma"] = (1 - held(Fraction(9, 10))) / held(Fraction(2, 5)) if held(Fraction(2, 5)) else None
    result["ratio_20_20"] = (1 - held(Fraction(4, 5))) / held(Fraction(1, 5)) if held(Fraction(1, 5)) else None
    if shares[0][0] == 0:
        result.update({"mld": math.inf, "atkinson_1": 1, "nash_welfare": 0})
    else:
        deviation = math.fsum(q * math.log(q / s) for s, q in shares)
        result.update(
            {"mld": deviation, "atkinson_1": -math.expm1(-deviation), "nash_welfare": math.exp(-deviation)})
    return result


def matches(expected, text, status):
    if expected is None:
        return status == "undefined"
    if expected == math.inf:
        return status == "infinite"
    if status != "value":
        return False
    try:
        value = float(text)
    except ValueError:
        return False
    return abs(value - float(expected)) <= RELATIVE * max(abs(value), abs(float(expected))) + ABSOLUTE


def compare(rows, states, tables, apart, holding, differences):
    """Holds every figure that is known here against the table's."""
    computed, count = {}, 0
    for row in rows:
        key = (row["policy"], row["population"], row["entitlement"])
        if key[0] not in tables:
            differences.append("metrics.csv names the unknown policy %s" % key[0])
            continue
        if key not in computed:
            computed[key] = people(tables[key[0]], states, key[1], key[2], apart, holding)
        members = computed[key]
        group = row["group"]
        if (key, group) not in computed:
            inside = [member for symbol, member in members if group in states[symbol]["groups"]]
            computed[key, group] = figures(inside, [member for _, member in members])
        expected = computed[key, group]
        if row["metric"] not in expected:
            continue
        count += 1
        if not matches(expected[row["metric"]], row["value"], row["status"]):
            value = expected[row["metric"]]
            differences.append("%s %s: %s is `%s` (%s), recomputed %s" % (
                " ".join(key), group, row["metric"], row["value"], row["status"],
                "undefined" if value is None else float(value)))
    return count


def people(rows, states, population, entitlement, apart, holding):
    """Members of a population, each with what it holds."""
    sums = {symbol: [0, 0, 0, 0] for symbol in states}
    filers = set()
    for row in rows:
        symbol = row["administration"]
        if symbol not in sums or (apart and row["organisation"]):
            continue
        entry = sums[symbol]
        entry[3] += 1
        if row["network"] != "NATIONAL-" + symbol:
            filers.add(symbol)
        if row["outcome"] == "granted":
            entry[0] += 1 if holding == "networks" else int(row["channels"])
            entry[1] += 1
            entry[2] += int(row["channels"])
    members = []
    for symbol, (held, networks, channels, requests) in sorted(sums.items()):
        share = 1 if entitlement == "equal" else states[symbol]["inhabitants"]
        if share and (population != "filers" or symbol in filers):
            members.append((symbol, (held, share, networks, channels, requests)))
    return members


def summary_figures(value):
    """Everything in the summary that names policy, population, entitlement, group and metric."""
    if isinstance(value, list):
        for element in value:
            yield from summary_figures(element)
    elif isinstance(value, dict):
        names = ("policy", "population", "entitlement", "group")
        metric = value.get("metric", value.get("id"))
        if all(isinstance(value.get(name), str) for name in names) and isinstance(metric, str):
            status = value.get("status", "value")
            number = value.get("value")
            yield {name: value[name] for name in names} | {
                "metric": metric, "value": "" if number is None else str(number), "status": status}
        for member in value.values():
            yield from summary_figures(member)


def main():
    parser = argparse.ArgumentParser(description="Recomputes the figures of a result.")
    parser.add_argument("result", help="result directory")
    parser.add_argument("register", help="register directory or administrations.csv")
    parser.add_argument("--holding", choices=("channels", "networks"), default="channels")
    parser.add_argument("--organisations-apart", action="store_true")
    arguments = parser.parse_args()
    states = administrations(arguments.register)
    tables = {}
    for row in read(os.path.join(arguments.result, "allocation.csv")):
        tables.setdefault(row["policy"], []).append(row)
    differences = []
    apart, holding = arguments.organisations_apart, arguments.holding
    rows = read(os.path.join(arguments.result, "metrics.csv"))
    count = compare(rows, states, tables, apart, holding, differences)
    summary = os.path.join(arguments.result, "results.json")
    if os.path.exists(summary):
        with open(summary, encoding="utf-8") as file:
            count += compare(list(summary_figures(json.load(file))), states, tables, apart, holding, differences)
    if not count:
        differences.append("no figure was found to recompute")
    for difference in differences:
        print(difference)
    print("%d figures recomputed, %d differences" % (count, len(differences)), file=sys.stderr)
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
